package io.ocpp809.gbt27930.message;

/** A constant that has a code on the wire. */
public interface Coded {
  /** The code, without sign. */
  int code();

  /** Whether this stands for "nothing was said": fill bits, or an octet that was not sent. */
  boolean absent();
}

package io.ocpp809.ocpp.v16;

/** Told what an operator should know of a connection. */
public interface Reports {
  /** The connection works again, in words; each change once. */
  void state(String text);

  /** Something is wrong, and what to do about it; each kind once, then by tens. */
  void warning(String text);
}

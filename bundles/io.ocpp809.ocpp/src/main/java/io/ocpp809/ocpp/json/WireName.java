package io.ocpp809.ocpp.json;

/** An enumeration whose constants have names on the wire other than in Java. */
public interface WireName {
  /** Name on the wire. */
  String wire();
}

package io.ocpp809.station.reading;

/** Units of the model: always the base unit, never a multiple. */
public enum Unit {
  /** Watt-hour. */
  WH("Wh"),
  /** Volt-ampere-hour. */
  VAH("VAh"),
  /** Watt. */
  W("W"),
  /** Ampere. */
  A("A"),
  /** Volt. */
  V("V"),
  /** Hertz. */
  HZ("Hz"),
  /** Degree Celsius. */
  CELSIUS("Celsius"),
  /** Percent. */
  PERCENT("Percent"),
  /** A plain number. */
  NONE("");

  private final String symbol;

  Unit(String symbol) {
    this.symbol = symbol;
  }

  /** Symbol as written for people and, where OCPP has the unit, on the wire. */
  public String symbol() {
    return symbol;
  }
}

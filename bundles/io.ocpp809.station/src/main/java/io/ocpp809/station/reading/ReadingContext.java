package io.ocpp809.station.reading;

/** Why a set of readings was taken (OCPP ReadingContextEnum). */
public enum ReadingContext {
  /** Every so many seconds within a transaction. */
  SAMPLE_PERIODIC("Sample.Periodic"),
  /** On the boundary of the clock-aligned interval. */
  SAMPLE_CLOCK("Sample.Clock"),
  /** At the start of a transaction. */
  TRANSACTION_BEGIN("Transaction.Begin"),
  /** At the end of a transaction. */
  TRANSACTION_END("Transaction.End"),
  /** Because the CSMS asked. */
  TRIGGER("Trigger"),
  /** Any other reason. */
  OTHER("Other");

  private final String wire;

  ReadingContext(String wire) {
    this.wire = wire;
  }

  /** Name on the OCPP wire. */
  public String wire() {
    return wire;
  }
}

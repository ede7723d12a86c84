package io.ocpp809.gbt27930.message;

/**
 * How a raw number becomes a value: {@code raw / divisor + offset}, and which raw numbers are
 * plausible. All bits one means "not available" everywhere (7.9).
 */
public enum Scale {
  /** Voltage of a battery or an output, 0.1 V; the standard sets no end, here 1500 V. */
  VOLTAGE("V", 10, 0, 0, 15_000),
  /** Voltage of a cell, 0.01 V, to 24 V. */
  CELL_VOLTAGE("V", 100, 0, 0, 2_400),
  /**
   * Current, 0.1 A. Raw 0 is the context's offset, charging is negative on the wire. The value is
   * in ampere into the vehicle: 0 A less raw and offset. More than 10 A out of the vehicle is not
   * plausible.
   */
  CURRENT("A", 10, 0, 0, 0),
  /** Temperature, 1 degree from -50 to 200. */
  TEMPERATURE("Celsius", 1, -50, 0, 250),
  /** State of charge, 1 %. */
  PERCENT("%", 1, 0, 0, 100),
  /** State of charge, 0.1 %. */
  TENTH_PERCENT("%", 10, 0, 0, 1_000),
  /** Minutes, at most 600; longer times are sent as 600. */
  MINUTES("min", 1, 0, 0, 600),
  /** Energy, 0.1 kWh, to 1000 kWh. */
  ENERGY("kWh", 10, 0, 0, 10_000),
  /** Capacity, 0.1 Ah, to 1000 Ah. */
  CAPACITY("Ah", 10, 0, 0, 10_000),
  /** Number of a cell, from 1; raw 255 would be cell 256 and is taken for "not available". */
  CELL_NUMBER("", 1, 1, 0, 254),
  /** Number of a point where temperature is measured, 1 to 128. */
  POINT_NUMBER("", 1, 1, 0, 127),
  /** Number of a group of cells: 0 to 15, in the edition of 2011 1 to 16. */
  GROUP("", 1, 0, 0, 15),
  /** Year from 1985; after 2050 is not plausible. */
  YEAR_FROM_1985("", 1, 1985, 0, 65),
  /** Year as it is, 2000 to 2050. */
  YEAR("", 1, 0, 2000, 2050),
  /** Month, 1 to 12. */
  MONTH("", 1, 0, 1, 12),
  /** Day of the month, 1 to 31. */
  DAY("", 1, 0, 1, 31),
  /** A number as it is. */
  PLAIN("", 1, 0, 0, 0xFFFF_FFFEL),
  /** A number of items in a list of variable length. */
  COUNT("", 1, 0, 0, 256),
  /** One of the constants of an enum. */
  CODE("", 1, 0, 0, 0xFF),
  /** Characters of ASCII. */
  TEXT("", 1, 0, 0, 0);

  private static final int OUT_OF_THE_VEHICLE = 100;

  private final String unit;
  private final int divisor;
  private final int offset;
  private final long least;
  private final long most;

  Scale(String unit, int divisor, int offset, long least, long most) {
    this.unit = unit;
    this.divisor = divisor;
    this.offset = offset;
    this.least = least;
    this.most = most;
  }

  /** Unit of the value; empty if it has none. */
  public String unit() {
    return unit;
  }

  /** What one step of the raw number is worth, in the unit. */
  public double resolution() {
    return 1.0 / divisor;
  }

  /** Whether the value has decimals. */
  public boolean decimal() {
    return divisor > 1;
  }

  /** What raw 0 is worth on the wire, in the unit. */
  public int offset(Context context) {
    return this == CURRENT ? context.currentOffset() : offset;
  }

  /** Least plausible value. */
  public double least(Context context) {
    return this == CURRENT ? -OUT_OF_THE_VEHICLE / 10.0 : value(least, context);
  }

  /** Greatest plausible value. */
  public double most(Context context) {
    return this == CURRENT ? -context.currentOffset() : value(most, context);
  }

  boolean plausible(long raw, Context context) {
    return this == CURRENT
        ? raw <= OUT_OF_THE_VEHICLE - 10L * context.currentOffset()
        : raw >= least && raw <= most;
  }

  double value(long raw, Context context) {
    return this == CURRENT
        ? (-10L * context.currentOffset() - raw) / 10.0
        : (raw + (long) offset * divisor) / (double) divisor;
  }

  int whole(long raw) {
    return (int) raw + offset;
  }

  long raw(double value, Context context) {
    return this == CURRENT
        ? -10L * context.currentOffset() - Math.round(value * 10)
        : Math.round(value * divisor) - (long) offset * divisor;
  }
}

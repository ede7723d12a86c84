package io.ocpp809.gbt27930.message;

/** Chemistry of the battery (SPN 2566). */
public enum BatteryType implements Coded {
  /** Lead acid. */
  LEAD_ACID(0x01),
  /** Nickel metal hydride. */
  NICKEL_METAL_HYDRIDE(0x02),
  /** Lithium iron phosphate. */
  LITHIUM_IRON_PHOSPHATE(0x03),
  /** Lithium manganate. */
  LITHIUM_MANGANATE(0x04),
  /** Lithium cobaltate. */
  LITHIUM_COBALTATE(0x05),
  /** Ternary: nickel, manganese, cobalt or aluminium. */
  TERNARY(0x06),
  /** Lithium ion polymer. */
  POLYMER(0x07),
  /** Lithium titanate. */
  LITHIUM_TITANATE(0x08),
  /** Another one: also where the octet is fill or no code of the standard, which look alike. */
  OTHER(0xFF);

  private static final BatteryType[] ALL = values();

  private final int code;

  BatteryType(int code) {
    this.code = code;
  }

  static BatteryType read(Reader in, Field field) {
    return in.code(field, ALL, OTHER);
  }

  @Override
  public int code() {
    return code;
  }

  @Override
  public boolean absent() {
    return false;
  }
}

package io.ocpp809.gbt27930.message;

import java.util.List;
import java.util.OptionalDouble;

/**
 * Charging demand: what the vehicle asks for, every 50 ms.
 *
 * <pre>
 * octet
 * 1-2    SPN 3072  voltage asked for, 0.1 V
 * 3-4    SPN 3073  current asked for, 0.1 A, raw 0 is the offset
 * 5      SPN 3074  which of the two is to be met
 * </pre>
 *
 * @param voltageDemand voltage asked for, V
 * @param currentDemand current asked for, A into the vehicle
 * @param mode which of the two is to be met
 */
public record Bcl(OptionalDouble voltageDemand, OptionalDouble currentDemand, ChargeMode mode)
    implements Message {
  private static final Field VOLTAGE_DEMAND =
      Field.octets(1, 2, 3072, "voltageDemand", Scale.VOLTAGE, "voltage asked for");
  private static final Field CURRENT_DEMAND =
      Field.octets(3, 2, 3073, "currentDemand", Scale.CURRENT, "current asked for");
  private static final Field MODE =
      Field.octets(5, 1, 3074, "mode", Scale.CODE, "which of the two is to be met");

  static final List<Signal> SIGNALS =
      List.of(
          Signal.number(MessageType.BCL, VOLTAGE_DEMAND, Bcl.class, Bcl::voltageDemand),
          Signal.number(MessageType.BCL, CURRENT_DEMAND, Bcl.class, Bcl::currentDemand),
          Signal.state(MessageType.BCL, MODE, ChargeMode.values(), Bcl.class, Bcl::mode));

  static Bcl decode(Reader in) {
    return new Bcl(
        in.decimal(VOLTAGE_DEMAND), in.decimal(CURRENT_DEMAND), ChargeMode.read(in, MODE));
  }

  @Override
  public MessageType type() {
    return MessageType.BCL;
  }

  @Override
  public void encode(Writer out) {
    out.decimal(VOLTAGE_DEMAND, voltageDemand);
    out.decimal(CURRENT_DEMAND, currentDemand);
    out.code(MODE, mode);
  }
}

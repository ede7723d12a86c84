package io.ocpp809.gbt27930.message;

import java.util.List;
import java.util.OptionalDouble;

/**
 * Vehicle handshake: the answer to {@link Chm}, since 2015. The charger takes the voltage for its
 * insulation test.
 *
 * <pre>
 * octet
 * 1-2    SPN 2601  greatest voltage that the vehicle permits, 0.1 V
 * </pre>
 *
 * @param maxTotalVoltage greatest voltage that the vehicle permits, V
 */
public record Bhm(OptionalDouble maxTotalVoltage) implements Message {
  private static final Field MAX_TOTAL_VOLTAGE =
      Field.octets(
          1,
          2,
          2601,
          "maxTotalVoltage",
          Scale.VOLTAGE,
          "greatest voltage that the vehicle permits");

  static final List<Signal> SIGNALS =
      List.of(Signal.number(MessageType.BHM, MAX_TOTAL_VOLTAGE, Bhm.class, Bhm::maxTotalVoltage));

  static Bhm decode(Reader in) {
    return new Bhm(in.decimal(MAX_TOTAL_VOLTAGE));
  }

  @Override
  public MessageType type() {
    return MessageType.BHM;
  }

  @Override
  public void encode(Writer out) {
    out.decimal(MAX_TOTAL_VOLTAGE, maxTotalVoltage);
  }
}

package io.ocpp809.gbt27930.message;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Statistics of the BMS at the end.
 *
 * <pre>
 * octet
 * 1      SPN 3601  state of charge at the end, 1 %
 * 2-3    SPN 3602  least voltage of a cell, 0.01 V
 * 4-5    SPN 3603  greatest voltage of a cell, 0.01 V
 * 6      SPN 3604  least temperature of the battery, 1 degree, raw 0 is -50
 * 7      SPN 3605  greatest temperature of the battery, 1 degree, raw 0 is -50
 * </pre>
 *
 * @param soc state of charge at the end, %
 * @param minCellVoltage least voltage of a cell, V
 * @param maxCellVoltage greatest voltage of a cell, V
 * @param minTemperature least temperature of the battery, degrees Celsius
 * @param maxTemperature greatest temperature of the battery, degrees Celsius
 */
public record Bsd(
    OptionalInt soc,
    OptionalDouble minCellVoltage,
    OptionalDouble maxCellVoltage,
    OptionalInt minTemperature,
    OptionalInt maxTemperature)
    implements Message {
  private static final Field SOC =
      Field.octets(1, 1, 3601, "soc", Scale.PERCENT, "state of charge at the end");
  private static final Field MIN_CELL_VOLTAGE =
      Field.octets(2, 2, 3602, "minCellVoltage", Scale.CELL_VOLTAGE, "least voltage of a cell");
  private static final Field MAX_CELL_VOLTAGE =
      Field.octets(4, 2, 3603, "maxCellVoltage", Scale.CELL_VOLTAGE, "greatest voltage of a cell");
  private static final Field MIN_TEMPERATURE =
      Field.octets(
          6, 1, 3604, "minTemperature", Scale.TEMPERATURE, "least temperature of the battery");
  private static final Field MAX_TEMPERATURE =
      Field.octets(
          7, 1, 3605, "maxTemperature", Scale.TEMPERATURE, "greatest temperature of the battery");

  static final List<Signal> SIGNALS =
      List.of(
          Signal.whole(MessageType.BSD, SOC, Bsd.class, Bsd::soc),
          Signal.number(MessageType.BSD, MIN_CELL_VOLTAGE, Bsd.class, Bsd::minCellVoltage),
          Signal.number(MessageType.BSD, MAX_CELL_VOLTAGE, Bsd.class, Bsd::maxCellVoltage),
          Signal.whole(MessageType.BSD, MIN_TEMPERATURE, Bsd.class, Bsd::minTemperature),
          Signal.whole(MessageType.BSD, MAX_TEMPERATURE, Bsd.class, Bsd::maxTemperature));

  static Bsd decode(Reader in) {
    return new Bsd(
        in.whole(SOC),
        in.decimal(MIN_CELL_VOLTAGE),
        in.decimal(MAX_CELL_VOLTAGE),
        in.whole(MIN_TEMPERATURE),
        in.whole(MAX_TEMPERATURE));
  }

  @Override
  public MessageType type() {
    return MessageType.BSD;
  }

  @Override
  public void encode(Writer out) {
    out.whole(SOC, soc);
    out.decimal(MIN_CELL_VOLTAGE, minCellVoltage);
    out.decimal(MAX_CELL_VOLTAGE, maxCellVoltage);
    out.whole(MIN_TEMPERATURE, minTemperature);
    out.whole(MAX_TEMPERATURE, maxTemperature);
  }
}

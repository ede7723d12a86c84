package io.ocpp809.gbt27930.message;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Charging parameters of the battery, in a transport session.
 *
 * <pre>
 * octet
 * 1-2    SPN 2816  greatest voltage of a cell, 0.01 V
 * 3-4    SPN 2817  greatest charging current, 0.1 A, raw 0 is the offset
 * 5-6    SPN 2818  energy that the battery holds; optional, 0.1 kWh
 * 7-8    SPN 2819  greatest voltage of the battery, 0.1 V
 * 9      SPN 2820  greatest temperature, 1 degree, raw 0 is -50
 * 10-11  SPN 2821  state of charge, 0.1 %
 * 12-13  SPN 2822  voltage of the battery now, 0.1 V
 * </pre>
 *
 * @param maxCellVoltage greatest voltage of a cell, V
 * @param maxCurrent greatest charging current, A into the vehicle
 * @param nominalEnergy energy that the battery holds; optional, kWh
 * @param maxTotalVoltage greatest voltage of the battery, V
 * @param maxTemperature greatest temperature, degrees Celsius
 * @param soc state of charge, %
 * @param batteryVoltage voltage of the battery now, V
 */
public record Bcp(
    OptionalDouble maxCellVoltage,
    OptionalDouble maxCurrent,
    OptionalDouble nominalEnergy,
    OptionalDouble maxTotalVoltage,
    OptionalInt maxTemperature,
    OptionalDouble soc,
    OptionalDouble batteryVoltage)
    implements Message {
  private static final Field MAX_CELL_VOLTAGE =
      Field.octets(1, 2, 2816, "maxCellVoltage", Scale.CELL_VOLTAGE, "greatest voltage of a cell");
  private static final Field MAX_CURRENT =
      Field.octets(3, 2, 2817, "maxCurrent", Scale.CURRENT, "greatest charging current");
  private static final Field NOMINAL_ENERGY =
      Field.octets(
          5, 2, 2818, "nominalEnergy", Scale.ENERGY, "energy that the battery holds; optional");
  private static final Field MAX_TOTAL_VOLTAGE =
      Field.octets(7, 2, 2819, "maxTotalVoltage", Scale.VOLTAGE, "greatest voltage of the battery");
  private static final Field MAX_TEMPERATURE =
      Field.octets(9, 1, 2820, "maxTemperature", Scale.TEMPERATURE, "greatest temperature");
  private static final Field SOC =
      Field.octets(10, 2, 2821, "soc", Scale.TENTH_PERCENT, "state of charge");
  private static final Field BATTERY_VOLTAGE =
      Field.octets(12, 2, 2822, "batteryVoltage", Scale.VOLTAGE, "voltage of the battery now");

  static final List<Signal> SIGNALS =
      List.of(
          Signal.number(MessageType.BCP, MAX_CELL_VOLTAGE, Bcp.class, Bcp::maxCellVoltage),
          Signal.number(MessageType.BCP, MAX_CURRENT, Bcp.class, Bcp::maxCurrent),
          Signal.number(MessageType.BCP, NOMINAL_ENERGY, Bcp.class, Bcp::nominalEnergy),
          Signal.number(MessageType.BCP, MAX_TOTAL_VOLTAGE, Bcp.class, Bcp::maxTotalVoltage),
          Signal.whole(MessageType.BCP, MAX_TEMPERATURE, Bcp.class, Bcp::maxTemperature),
          Signal.number(MessageType.BCP, SOC, Bcp.class, Bcp::soc),
          Signal.number(MessageType.BCP, BATTERY_VOLTAGE, Bcp.class, Bcp::batteryVoltage));

  static Bcp decode(Reader in) {
    return new Bcp(
        in.decimal(MAX_CELL_VOLTAGE),
        in.decimal(MAX_CURRENT),
        in.decimal(NOMINAL_ENERGY),
        in.decimal(MAX_TOTAL_VOLTAGE),
        in.whole(MAX_TEMPERATURE),
        in.decimal(SOC),
        in.decimal(BATTERY_VOLTAGE));
  }

  @Override
  public MessageType type() {
    return MessageType.BCP;
  }

  @Override
  public void encode(Writer out) {
    out.decimal(MAX_CELL_VOLTAGE, maxCellVoltage);
    out.decimal(MAX_CURRENT, maxCurrent);
    out.decimal(NOMINAL_ENERGY, nominalEnergy);
    out.decimal(MAX_TOTAL_VOLTAGE, maxTotalVoltage);
    out.whole(MAX_TEMPERATURE, maxTemperature);
    out.decimal(SOC, soc);
    out.decimal(BATTERY_VOLTAGE, batteryVoltage);
  }
}

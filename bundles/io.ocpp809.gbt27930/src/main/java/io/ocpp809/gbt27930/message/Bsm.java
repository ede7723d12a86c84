package io.ocpp809.gbt27930.message;

import java.util.List;
import java.util.OptionalInt;

/**
 * State of cells, temperatures and safety. It carries no voltage.
 *
 * <p>Any abnormal state makes the charger stop. All normal and charging not permitted is a pause.
 *
 * <pre>
 * octet
 * 1      SPN 3085  number of the cell with the greatest voltage, raw 0 is cell 1
 * 2      SPN 3086  greatest temperature of the battery, 1 degree, raw 0 is -50
 * 3      SPN 3087  number of the point with the greatest temperature, raw 0 is point 1
 * 4      SPN 3088  least temperature of the battery, 1 degree, raw 0 is -50
 * 5      SPN 3089  number of the point with the least temperature, raw 0 is point 1
 * 6.1    SPN 3090  voltage of the cells
 * 6.3    SPN 3091  state of charge as a state
 * 6.5    SPN 3092  current above what is allowed
 * 6.7    SPN 3093  temperature above what is allowed
 * 7.1    SPN 3094  insulation of the battery
 * 7.3    SPN 3095  connection of the output connector
 * 7.5    SPN 3096  whether charging is permitted
 * </pre>
 *
 * @param maxCellVoltageNumber number of the cell with the greatest voltage
 * @param maxTemperature greatest temperature of the battery, degrees Celsius
 * @param maxTemperaturePoint number of the point with the greatest temperature
 * @param minTemperature least temperature of the battery, degrees Celsius
 * @param minTemperaturePoint number of the point with the least temperature
 * @param cellVoltage voltage of the cells
 * @param socState state of charge as a state
 * @param overCurrent current above what is allowed
 * @param overTemperature temperature above what is allowed
 * @param insulation insulation of the battery
 * @param connector connection of the output connector
 * @param permission whether charging is permitted
 */
public record Bsm(
    OptionalInt maxCellVoltageNumber,
    OptionalInt maxTemperature,
    OptionalInt maxTemperaturePoint,
    OptionalInt minTemperature,
    OptionalInt minTemperaturePoint,
    Level cellVoltage,
    Level socState,
    Condition overCurrent,
    Condition overTemperature,
    Condition insulation,
    Condition connector,
    Permission permission)
    implements Message {
  private static final Field MAX_CELL_VOLTAGE_NUMBER =
      Field.octets(
          1,
          1,
          3085,
          "maxCellVoltageNumber",
          Scale.CELL_NUMBER,
          "number of the cell with the greatest voltage");
  private static final Field MAX_TEMPERATURE =
      Field.octets(
          2, 1, 3086, "maxTemperature", Scale.TEMPERATURE, "greatest temperature of the battery");
  private static final Field MAX_TEMPERATURE_POINT =
      Field.octets(
          3,
          1,
          3087,
          "maxTemperaturePoint",
          Scale.POINT_NUMBER,
          "number of the point with the greatest temperature");
  private static final Field MIN_TEMPERATURE =
      Field.octets(
          4, 1, 3088, "minTemperature", Scale.TEMPERATURE, "least temperature of the battery");
  private static final Field MIN_TEMPERATURE_POINT =
      Field.octets(
          5,
          1,
          3089,
          "minTemperaturePoint",
          Scale.POINT_NUMBER,
          "number of the point with the least temperature");
  private static final Field CELL_VOLTAGE =
      Field.twoBits(6, 1, 3090, "cellVoltage", "voltage of the cells");
  private static final Field SOC_STATE =
      Field.twoBits(6, 3, 3091, "socState", "state of charge as a state");
  private static final Field OVER_CURRENT =
      Field.twoBits(6, 5, 3092, "overCurrent", "current above what is allowed");
  private static final Field OVER_TEMPERATURE =
      Field.twoBits(6, 7, 3093, "overTemperature", "temperature above what is allowed");
  private static final Field INSULATION =
      Field.twoBits(7, 1, 3094, "insulation", "insulation of the battery");
  private static final Field CONNECTOR =
      Field.twoBits(7, 3, 3095, "connector", "connection of the output connector");
  private static final Field PERMISSION =
      Field.twoBits(7, 5, 3096, "permission", "whether charging is permitted");

  static final List<Signal> SIGNALS =
      List.of(
          Signal.whole(
              MessageType.BSM, MAX_CELL_VOLTAGE_NUMBER, Bsm.class, Bsm::maxCellVoltageNumber),
          Signal.whole(MessageType.BSM, MAX_TEMPERATURE, Bsm.class, Bsm::maxTemperature),
          Signal.whole(MessageType.BSM, MAX_TEMPERATURE_POINT, Bsm.class, Bsm::maxTemperaturePoint),
          Signal.whole(MessageType.BSM, MIN_TEMPERATURE, Bsm.class, Bsm::minTemperature),
          Signal.whole(MessageType.BSM, MIN_TEMPERATURE_POINT, Bsm.class, Bsm::minTemperaturePoint),
          Signal.state(MessageType.BSM, CELL_VOLTAGE, Level.values(), Bsm.class, Bsm::cellVoltage),
          Signal.state(MessageType.BSM, SOC_STATE, Level.values(), Bsm.class, Bsm::socState),
          Signal.state(
              MessageType.BSM, OVER_CURRENT, Condition.values(), Bsm.class, Bsm::overCurrent),
          Signal.state(
              MessageType.BSM,
              OVER_TEMPERATURE,
              Condition.values(),
              Bsm.class,
              Bsm::overTemperature),
          Signal.state(MessageType.BSM, INSULATION, Condition.values(), Bsm.class, Bsm::insulation),
          Signal.state(MessageType.BSM, CONNECTOR, Condition.values(), Bsm.class, Bsm::connector),
          Signal.state(
              MessageType.BSM, PERMISSION, Permission.values(), Bsm.class, Bsm::permission));

  static Bsm decode(Reader in) {
    return new Bsm(
        in.whole(MAX_CELL_VOLTAGE_NUMBER),
        in.whole(MAX_TEMPERATURE),
        in.whole(MAX_TEMPERATURE_POINT),
        in.whole(MIN_TEMPERATURE),
        in.whole(MIN_TEMPERATURE_POINT),
        Level.read(in, CELL_VOLTAGE),
        Level.read(in, SOC_STATE),
        Condition.read(in, OVER_CURRENT),
        Condition.read(in, OVER_TEMPERATURE),
        Condition.read(in, INSULATION),
        Condition.read(in, CONNECTOR),
        Permission.read(in, PERMISSION));
  }

  @Override
  public MessageType type() {
    return MessageType.BSM;
  }

  @Override
  public void encode(Writer out) {
    out.whole(MAX_CELL_VOLTAGE_NUMBER, maxCellVoltageNumber);
    out.whole(MAX_TEMPERATURE, maxTemperature);
    out.whole(MAX_TEMPERATURE_POINT, maxTemperaturePoint);
    out.whole(MIN_TEMPERATURE, minTemperature);
    out.whole(MIN_TEMPERATURE_POINT, minTemperaturePoint);
    out.code(CELL_VOLTAGE, cellVoltage);
    out.code(SOC_STATE, socState);
    out.code(OVER_CURRENT, overCurrent);
    out.code(OVER_TEMPERATURE, overTemperature);
    out.code(INSULATION, insulation);
    out.code(CONNECTOR, connector);
    out.code(PERMISSION, permission);
  }
}

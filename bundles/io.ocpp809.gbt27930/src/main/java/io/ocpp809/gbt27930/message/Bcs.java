package io.ocpp809.gbt27930.message;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Charging state of the battery, in a transport session. Groups of cells count from 0, in the
 * edition of 2011 from 1.
 *
 * <pre>
 * octet
 * 1-2    SPN 3075  measured charging voltage, 0.1 V
 * 3-4    SPN 3076  measured charging current, 0.1 A, raw 0 is the offset
 * 5-5    SPN 3077  greatest voltage of a cell, 0.01 V
 * 6.5    SPN 3077  group of the cell with the greatest voltage
 * 7      SPN 3078  state of charge, 1 %
 * 8-9    SPN 3079  time until the vehicle is charged, 1 min
 * </pre>
 *
 * @param voltage measured charging voltage, V
 * @param current measured charging current, A into the vehicle
 * @param maxCellVoltage greatest voltage of a cell, V
 * @param maxCellGroup group of the cell with the greatest voltage
 * @param soc state of charge, %
 * @param remainingTime time until the vehicle is charged, minutes
 */
public record Bcs(
    OptionalDouble voltage,
    OptionalDouble current,
    OptionalDouble maxCellVoltage,
    OptionalInt maxCellGroup,
    OptionalInt soc,
    OptionalInt remainingTime)
    implements Message {
  private static final Field VOLTAGE =
      Field.octets(1, 2, 3075, "voltage", Scale.VOLTAGE, "measured charging voltage");
  private static final Field CURRENT =
      Field.octets(3, 2, 3076, "current", Scale.CURRENT, "measured charging current");
  private static final Field MAX_CELL_VOLTAGE =
      new Field("maxCellVoltage", 3077, 5, 1, 12, Scale.CELL_VOLTAGE, "greatest voltage of a cell");
  private static final Field MAX_CELL_GROUP =
      new Field(
          "maxCellGroup",
          3077,
          6,
          5,
          4,
          Scale.GROUP,
          "group of the cell with the greatest voltage");
  private static final Field SOC =
      Field.octets(7, 1, 3078, "soc", Scale.PERCENT, "state of charge");
  private static final Field REMAINING_TIME =
      Field.octets(8, 2, 3079, "remainingTime", Scale.MINUTES, "time until the vehicle is charged");

  static final List<Signal> SIGNALS =
      List.of(
          Signal.number(MessageType.BCS, VOLTAGE, Bcs.class, Bcs::voltage),
          Signal.number(MessageType.BCS, CURRENT, Bcs.class, Bcs::current),
          Signal.number(MessageType.BCS, MAX_CELL_VOLTAGE, Bcs.class, Bcs::maxCellVoltage),
          Signal.whole(MessageType.BCS, MAX_CELL_GROUP, Bcs.class, Bcs::maxCellGroup),
          Signal.whole(MessageType.BCS, SOC, Bcs.class, Bcs::soc),
          Signal.whole(MessageType.BCS, REMAINING_TIME, Bcs.class, Bcs::remainingTime));

  static Bcs decode(Reader in) {
    OptionalDouble voltage = in.decimal(VOLTAGE);
    OptionalDouble current = in.decimal(CURRENT);
    OptionalDouble maxCellVoltage = in.decimal(MAX_CELL_VOLTAGE);
    return new Bcs(
        voltage,
        current,
        maxCellVoltage,
        Cell.group(in, maxCellVoltage, MAX_CELL_GROUP),
        in.whole(SOC),
        in.whole(REMAINING_TIME));
  }

  @Override
  public MessageType type() {
    return MessageType.BCS;
  }

  @Override
  public void encode(Writer out) {
    out.decimal(VOLTAGE, voltage);
    out.decimal(CURRENT, current);
    out.decimal(MAX_CELL_VOLTAGE, maxCellVoltage);
    Cell.group(out, MAX_CELL_GROUP, maxCellGroup);
    out.whole(SOC, soc);
    out.whole(REMAINING_TIME, remainingTime);
  }
}

package io.ocpp809.gbt27930.message;

import java.util.List;

/**
 * The BMS stops charging: which goal is reached and which faults there are, every 10 ms. The
 * edition of 2011 has no {@code chargerStopped}, {@code relayFault} and {@code
 * detectionPointFault}, and {@code otherFault} in octet 3, bit 3.
 *
 * <pre>
 * octet
 * 1.1    SPN 3511  state of charge aimed at is reached
 * 1.3    SPN 3511  voltage of the battery aimed at is reached
 * 1.5    SPN 3511  voltage of a cell aimed at is reached
 * 1.7    SPN 3511  the charger has stopped, CST was received; since 2015
 * 2.1    SPN 3512  insulation faulty
 * 2.3    SPN 3512  output connector too hot
 * 2.5    SPN 3512  component of the BMS or output connector too hot
 * 2.7    SPN 3512  charging connector faulty
 * 3.1    SPN 3512  battery too hot
 * 3.3    SPN 3512  high-voltage relay faulty; since 2015
 * 3.5    SPN 3512  voltage at detection point 2 wrong; since 2015
 * 3.7    SPN 3512  another fault
 * 4.1    SPN 3513  current above the demand
 * 4.3    SPN 3513  voltage abnormal
 * </pre>
 *
 * @param socReached state of charge aimed at is reached
 * @param totalVoltageReached voltage of the battery aimed at is reached
 * @param cellVoltageReached voltage of a cell aimed at is reached
 * @param chargerStopped the charger has stopped, CST was received; since 2015
 * @param insulationFault insulation faulty
 * @param connectorOverTemperature output connector too hot
 * @param componentOverTemperature component of the BMS or output connector too hot
 * @param connectorFault charging connector faulty
 * @param batteryOverTemperature battery too hot
 * @param relayFault high-voltage relay faulty; since 2015
 * @param detectionPointFault voltage at detection point 2 wrong; since 2015
 * @param otherFault another fault
 * @param overCurrent current above the demand
 * @param voltageAbnormal voltage abnormal
 */
public record Bst(
    Condition socReached,
    Condition totalVoltageReached,
    Condition cellVoltageReached,
    Condition chargerStopped,
    Condition insulationFault,
    Condition connectorOverTemperature,
    Condition componentOverTemperature,
    Condition connectorFault,
    Condition batteryOverTemperature,
    Condition relayFault,
    Condition detectionPointFault,
    Condition otherFault,
    Condition overCurrent,
    Condition voltageAbnormal)
    implements Message {
  private static final Field SOC_REACHED =
      Field.twoBits(1, 1, 3511, "socReached", "state of charge aimed at is reached");
  private static final Field TOTAL_VOLTAGE_REACHED =
      Field.twoBits(
          1, 3, 3511, "totalVoltageReached", "voltage of the battery aimed at is reached");
  private static final Field CELL_VOLTAGE_REACHED =
      Field.twoBits(1, 5, 3511, "cellVoltageReached", "voltage of a cell aimed at is reached");
  private static final Field CHARGER_STOPPED =
      Field.twoBits(
          1, 7, 3511, "chargerStopped", "the charger has stopped, CST was received; since 2015");
  private static final Field INSULATION_FAULT =
      Field.twoBits(2, 1, 3512, "insulationFault", "insulation faulty");
  private static final Field CONNECTOR_OVER_TEMPERATURE =
      Field.twoBits(2, 3, 3512, "connectorOverTemperature", "output connector too hot");
  private static final Field COMPONENT_OVER_TEMPERATURE =
      Field.twoBits(
          2,
          5,
          3512,
          "componentOverTemperature",
          "component of the BMS or output connector too hot");
  private static final Field CONNECTOR_FAULT =
      Field.twoBits(2, 7, 3512, "connectorFault", "charging connector faulty");
  private static final Field BATTERY_OVER_TEMPERATURE =
      Field.twoBits(3, 1, 3512, "batteryOverTemperature", "battery too hot");
  private static final Field RELAY_FAULT =
      Field.twoBits(3, 3, 3512, "relayFault", "high-voltage relay faulty; since 2015");
  private static final Field DETECTION_POINT_FAULT =
      Field.twoBits(
          3, 5, 3512, "detectionPointFault", "voltage at detection point 2 wrong; since 2015");
  private static final Field OTHER_FAULT = Field.twoBits(3, 7, 3512, "otherFault", "another fault");
  private static final Field OVER_CURRENT =
      Field.twoBits(4, 1, 3513, "overCurrent", "current above the demand");
  private static final Field VOLTAGE_ABNORMAL =
      Field.twoBits(4, 3, 3513, "voltageAbnormal", "voltage abnormal");

  private static final Field OTHER_FAULT_2011 =
      Field.twoBits(3, 3, 3512, "otherFault", "another fault");

  static final List<Signal> SIGNALS =
      List.of(
          Signal.state(
              MessageType.BST, SOC_REACHED, Condition.values(), Bst.class, Bst::socReached),
          Signal.state(
              MessageType.BST,
              TOTAL_VOLTAGE_REACHED,
              Condition.values(),
              Bst.class,
              Bst::totalVoltageReached),
          Signal.state(
              MessageType.BST,
              CELL_VOLTAGE_REACHED,
              Condition.values(),
              Bst.class,
              Bst::cellVoltageReached),
          Signal.state(
              MessageType.BST, CHARGER_STOPPED, Condition.values(), Bst.class, Bst::chargerStopped),
          Signal.state(
              MessageType.BST,
              INSULATION_FAULT,
              Condition.values(),
              Bst.class,
              Bst::insulationFault),
          Signal.state(
              MessageType.BST,
              CONNECTOR_OVER_TEMPERATURE,
              Condition.values(),
              Bst.class,
              Bst::connectorOverTemperature),
          Signal.state(
              MessageType.BST,
              COMPONENT_OVER_TEMPERATURE,
              Condition.values(),
              Bst.class,
              Bst::componentOverTemperature),
          Signal.state(
              MessageType.BST, CONNECTOR_FAULT, Condition.values(), Bst.class, Bst::connectorFault),
          Signal.state(
              MessageType.BST,
              BATTERY_OVER_TEMPERATURE,
              Condition.values(),
              Bst.class,
              Bst::batteryOverTemperature),
          Signal.state(
              MessageType.BST, RELAY_FAULT, Condition.values(), Bst.class, Bst::relayFault),
          Signal.state(
              MessageType.BST,
              DETECTION_POINT_FAULT,
              Condition.values(),
              Bst.class,
              Bst::detectionPointFault),
          Signal.state(
              MessageType.BST, OTHER_FAULT, Condition.values(), Bst.class, Bst::otherFault),
          Signal.state(
              MessageType.BST, OVER_CURRENT, Condition.values(), Bst.class, Bst::overCurrent),
          Signal.state(
              MessageType.BST,
              VOLTAGE_ABNORMAL,
              Condition.values(),
              Bst.class,
              Bst::voltageAbnormal));

  static Bst decode(Reader in) {
    boolean since2015 = in.context().edition() == Edition.Y2015;
    return new Bst(
        Condition.read(in, SOC_REACHED),
        Condition.read(in, TOTAL_VOLTAGE_REACHED),
        Condition.read(in, CELL_VOLTAGE_REACHED),
        since2015 ? Condition.read(in, CHARGER_STOPPED) : Condition.UNUSED,
        Condition.read(in, INSULATION_FAULT),
        Condition.read(in, CONNECTOR_OVER_TEMPERATURE),
        Condition.read(in, COMPONENT_OVER_TEMPERATURE),
        Condition.read(in, CONNECTOR_FAULT),
        Condition.read(in, BATTERY_OVER_TEMPERATURE),
        since2015 ? Condition.read(in, RELAY_FAULT) : Condition.UNUSED,
        since2015 ? Condition.read(in, DETECTION_POINT_FAULT) : Condition.UNUSED,
        Condition.read(in, since2015 ? OTHER_FAULT : OTHER_FAULT_2011),
        Condition.read(in, OVER_CURRENT),
        Condition.read(in, VOLTAGE_ABNORMAL));
  }

  @Override
  public MessageType type() {
    return MessageType.BST;
  }

  @Override
  public void encode(Writer out) {
    boolean since2015 = out.context().edition() == Edition.Y2015;
    out.code(SOC_REACHED, socReached);
    out.code(TOTAL_VOLTAGE_REACHED, totalVoltageReached);
    out.code(CELL_VOLTAGE_REACHED, cellVoltageReached);
    out.code(INSULATION_FAULT, insulationFault);
    out.code(CONNECTOR_OVER_TEMPERATURE, connectorOverTemperature);
    out.code(COMPONENT_OVER_TEMPERATURE, componentOverTemperature);
    out.code(CONNECTOR_FAULT, connectorFault);
    out.code(BATTERY_OVER_TEMPERATURE, batteryOverTemperature);
    out.code(since2015 ? OTHER_FAULT : OTHER_FAULT_2011, otherFault);
    if (since2015) {
      out.code(CHARGER_STOPPED, chargerStopped);
      out.code(RELAY_FAULT, relayFault);
      out.code(DETECTION_POINT_FAULT, detectionPointFault);
    }
    out.code(OVER_CURRENT, overCurrent);
    out.code(VOLTAGE_ABNORMAL, voltageAbnormal);
  }
}

package io.ocpp809.gbt27930.message;

import java.util.List;

/**
 * The charger stops charging: who wants it and which faults there are, every 10 ms. The edition of
 * 2011 has no {@code bmsStopped}.
 *
 * <pre>
 * octet
 * 1.1    SPN 3521  a condition set at the charger is reached
 * 1.3    SPN 3521  stopped by hand
 * 1.5    SPN 3521  stopped by a fault
 * 1.7    SPN 3521  the BMS has stopped, BST was received; since 2015
 * 2.1    SPN 3522  charger too hot
 * 2.3    SPN 3522  charging connector faulty
 * 2.5    SPN 3522  inside of the charger too hot
 * 2.7    SPN 3522  the energy asked for cannot be delivered
 * 3.1    SPN 3522  emergency stop
 * 3.3    SPN 3522  another fault
 * 4.1    SPN 3523  current does not match
 * 4.3    SPN 3523  voltage abnormal
 * </pre>
 *
 * @param conditionReached a condition set at the charger is reached
 * @param manualStop stopped by hand
 * @param faultStop stopped by a fault
 * @param bmsStopped the BMS has stopped, BST was received; since 2015
 * @param chargerOverTemperature charger too hot
 * @param connectorFault charging connector faulty
 * @param internalOverTemperature inside of the charger too hot
 * @param energyNotDeliverable the energy asked for cannot be delivered
 * @param emergencyStop emergency stop
 * @param otherFault another fault
 * @param currentMismatch current does not match
 * @param voltageAbnormal voltage abnormal
 */
public record Cst(
    Condition conditionReached,
    Condition manualStop,
    Condition faultStop,
    Condition bmsStopped,
    Condition chargerOverTemperature,
    Condition connectorFault,
    Condition internalOverTemperature,
    Condition energyNotDeliverable,
    Condition emergencyStop,
    Condition otherFault,
    Condition currentMismatch,
    Condition voltageAbnormal)
    implements Message {
  private static final Field CONDITION_REACHED =
      Field.twoBits(1, 1, 3521, "conditionReached", "a condition set at the charger is reached");
  private static final Field MANUAL_STOP =
      Field.twoBits(1, 3, 3521, "manualStop", "stopped by hand");
  private static final Field FAULT_STOP =
      Field.twoBits(1, 5, 3521, "faultStop", "stopped by a fault");
  private static final Field BMS_STOPPED =
      Field.twoBits(1, 7, 3521, "bmsStopped", "the BMS has stopped, BST was received; since 2015");
  private static final Field CHARGER_OVER_TEMPERATURE =
      Field.twoBits(2, 1, 3522, "chargerOverTemperature", "charger too hot");
  private static final Field CONNECTOR_FAULT =
      Field.twoBits(2, 3, 3522, "connectorFault", "charging connector faulty");
  private static final Field INTERNAL_OVER_TEMPERATURE =
      Field.twoBits(2, 5, 3522, "internalOverTemperature", "inside of the charger too hot");
  private static final Field ENERGY_NOT_DELIVERABLE =
      Field.twoBits(2, 7, 3522, "energyNotDeliverable", "the energy asked for cannot be delivered");
  private static final Field EMERGENCY_STOP =
      Field.twoBits(3, 1, 3522, "emergencyStop", "emergency stop");
  private static final Field OTHER_FAULT = Field.twoBits(3, 3, 3522, "otherFault", "another fault");
  private static final Field CURRENT_MISMATCH =
      Field.twoBits(4, 1, 3523, "currentMismatch", "current does not match");
  private static final Field VOLTAGE_ABNORMAL =
      Field.twoBits(4, 3, 3523, "voltageAbnormal", "voltage abnormal");

  static final List<Signal> SIGNALS =
      List.of(
          Signal.state(
              MessageType.CST,
              CONDITION_REACHED,
              Condition.values(),
              Cst.class,
              Cst::conditionReached),
          Signal.state(
              MessageType.CST, MANUAL_STOP, Condition.values(), Cst.class, Cst::manualStop),
          Signal.state(MessageType.CST, FAULT_STOP, Condition.values(), Cst.class, Cst::faultStop),
          Signal.state(
              MessageType.CST, BMS_STOPPED, Condition.values(), Cst.class, Cst::bmsStopped),
          Signal.state(
              MessageType.CST,
              CHARGER_OVER_TEMPERATURE,
              Condition.values(),
              Cst.class,
              Cst::chargerOverTemperature),
          Signal.state(
              MessageType.CST, CONNECTOR_FAULT, Condition.values(), Cst.class, Cst::connectorFault),
          Signal.state(
              MessageType.CST,
              INTERNAL_OVER_TEMPERATURE,
              Condition.values(),
              Cst.class,
              Cst::internalOverTemperature),
          Signal.state(
              MessageType.CST,
              ENERGY_NOT_DELIVERABLE,
              Condition.values(),
              Cst.class,
              Cst::energyNotDeliverable),
          Signal.state(
              MessageType.CST, EMERGENCY_STOP, Condition.values(), Cst.class, Cst::emergencyStop),
          Signal.state(
              MessageType.CST, OTHER_FAULT, Condition.values(), Cst.class, Cst::otherFault),
          Signal.state(
              MessageType.CST,
              CURRENT_MISMATCH,
              Condition.values(),
              Cst.class,
              Cst::currentMismatch),
          Signal.state(
              MessageType.CST,
              VOLTAGE_ABNORMAL,
              Condition.values(),
              Cst.class,
              Cst::voltageAbnormal));

  static Cst decode(Reader in) {
    boolean since2015 = in.context().edition() == Edition.Y2015;
    return new Cst(
        Condition.read(in, CONDITION_REACHED),
        Condition.read(in, MANUAL_STOP),
        Condition.read(in, FAULT_STOP),
        since2015 ? Condition.read(in, BMS_STOPPED) : Condition.UNUSED,
        Condition.read(in, CHARGER_OVER_TEMPERATURE),
        Condition.read(in, CONNECTOR_FAULT),
        Condition.read(in, INTERNAL_OVER_TEMPERATURE),
        Condition.read(in, ENERGY_NOT_DELIVERABLE),
        Condition.read(in, EMERGENCY_STOP),
        Condition.read(in, OTHER_FAULT),
        Condition.read(in, CURRENT_MISMATCH),
        Condition.read(in, VOLTAGE_ABNORMAL));
  }

  @Override
  public MessageType type() {
    return MessageType.CST;
  }

  @Override
  public void encode(Writer out) {
    out.code(CONDITION_REACHED, conditionReached);
    out.code(MANUAL_STOP, manualStop);
    out.code(FAULT_STOP, faultStop);
    if (out.context().edition() == Edition.Y2015) {
      out.code(BMS_STOPPED, bmsStopped);
    }
    out.code(CHARGER_OVER_TEMPERATURE, chargerOverTemperature);
    out.code(CONNECTOR_FAULT, connectorFault);
    out.code(INTERNAL_OVER_TEMPERATURE, internalOverTemperature);
    out.code(ENERGY_NOT_DELIVERABLE, energyNotDeliverable);
    out.code(EMERGENCY_STOP, emergencyStop);
    out.code(OTHER_FAULT, otherFault);
    out.code(CURRENT_MISMATCH, currentMismatch);
    out.code(VOLTAGE_ABNORMAL, voltageAbnormal);
  }
}

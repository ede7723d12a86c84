package io.ocpp809.gbt27930.session;

import io.ocpp809.gbt27930.message.Bsm;
import io.ocpp809.gbt27930.message.Bst;
import io.ocpp809.gbt27930.message.Condition;
import io.ocpp809.gbt27930.message.Cst;
import io.ocpp809.gbt27930.message.Level;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Who stopped a session and why, of what CST, BST and BSM have told (SPN 3511 to 3513, 3521 to
 * 3523, 3090 to 3095). Bits that were set once stay: some senders clear them again.
 */
final class StopJudge {
  /** Causes; of several the one that stands first here decides. */
  enum Cause {
    EMERGENCY("emergency", true),
    MANUAL("manual", false),
    CONDITION("condition", false),
    CHARGER_TEMPERATURE("charger-temperature", true),
    CONNECTOR("connector", true),
    ENERGY_UNAVAILABLE("energy-unavailable", true),
    CURRENT_MISMATCH("current-mismatch", true),
    CHARGER_VOLTAGE("charger-voltage", true),
    SOC_REACHED("soc-reached", false),
    VOLTAGE_REACHED("voltage-reached", false),
    CELL_VOLTAGE_REACHED("cell-voltage-reached", false),
    INSULATION("insulation", true),
    CONNECTOR_TEMPERATURE("connector-temperature", true),
    COMPONENT_TEMPERATURE("component-temperature", true),
    BATTERY_TEMPERATURE("battery-temperature", true),
    VEHICLE_CONNECTOR("vehicle-connector", true),
    RELAY("relay", true),
    DETECTION_POINT("detection-point", true),
    OVER_CURRENT("over-current", true),
    OVER_VOLTAGE("over-voltage", true),
    UNDER_VOLTAGE("under-voltage", true),
    VEHICLE_VOLTAGE("vehicle-voltage", true),
    COMMUNICATION("communication", false),
    SILENCE("silence", false),
    /** Faults without a name count only where nothing has one. */
    CHARGER_FAULT("charger-fault", true),
    VEHICLE_FAULT("vehicle-fault", true),
    UNSPECIFIED("unspecified", false);

    private final String text;
    private final boolean fault;

    Cause(String text, boolean fault) {
      this.text = text;
      this.fault = fault;
    }

    String text() {
      return text;
    }

    /** It says more than that something is wrong. */
    boolean named() {
      return ordinal() < CHARGER_FAULT.ordinal();
    }

    /** Something is wrong; else somebody has had enough. */
    boolean fault() {
      return fault;
    }
  }

  private final EnumSet<Cause> causes = EnumSet.noneOf(Cause.class);
  private String evidence = "";
  private boolean evident;
  private Party first = Party.NONE;
  private boolean chargerWasTold;
  private boolean vehicleWasTold;
  private boolean chargerHasCause;
  private boolean vehicleHasCause;
  private boolean cst;
  private boolean bst;

  /** Forgets all; charging begins. */
  void begin() {
    causes.clear();
    evidence = "";
    evident = false;
    first = Party.NONE;
    chargerWasTold = false;
    vehicleWasTold = false;
    chargerHasCause = false;
    vehicleHasCause = false;
    cst = false;
    bst = false;
  }

  private static boolean set(Condition c) {
    return c == Condition.ABNORMAL;
  }

  private static void add(Set<Cause> found, Condition c, Cause cause) {
    if (set(c)) {
      found.add(cause);
    }
  }

  /** The first message is the evidence; one without a word gives way to the next that has one. */
  private void begun(Party by, boolean says, String told) {
    first = first == Party.NONE ? by : first;
    if (evidence.isEmpty() || says && !evident) {
      evidence = told;
      evident = says;
    }
  }

  /** Takes a message; returns the faults that it adds. */
  List<String> heard(Cst m, String told) {
    Set<Cause> found = EnumSet.noneOf(Cause.class);
    add(found, m.emergencyStop(), Cause.EMERGENCY);
    add(found, m.manualStop(), Cause.MANUAL);
    add(found, m.conditionReached(), Cause.CONDITION);
    add(found, m.chargerOverTemperature(), Cause.CHARGER_TEMPERATURE);
    add(found, m.internalOverTemperature(), Cause.CHARGER_TEMPERATURE);
    add(found, m.connectorFault(), Cause.CONNECTOR);
    add(found, m.energyNotDeliverable(), Cause.ENERGY_UNAVAILABLE);
    add(found, m.currentMismatch(), Cause.CURRENT_MISMATCH);
    add(found, m.voltageAbnormal(), Cause.CHARGER_VOLTAGE);
    add(found, m.otherFault(), Cause.CHARGER_FAULT);
    add(found, m.faultStop(), Cause.CHARGER_FAULT);
    begun(Party.CHARGER, !found.isEmpty() || set(m.bmsStopped()), told);
    cst = true;
    vehicleWasTold |= set(m.bmsStopped());
    chargerHasCause |= !found.isEmpty();
    return added(found);
  }

  /** Takes a message; returns the faults that it adds. */
  List<String> heard(Bst m, String told) {
    Set<Cause> found = EnumSet.noneOf(Cause.class);
    add(found, m.socReached(), Cause.SOC_REACHED);
    add(found, m.totalVoltageReached(), Cause.VOLTAGE_REACHED);
    add(found, m.cellVoltageReached(), Cause.CELL_VOLTAGE_REACHED);
    add(found, m.insulationFault(), Cause.INSULATION);
    add(found, m.connectorOverTemperature(), Cause.CONNECTOR_TEMPERATURE);
    add(found, m.componentOverTemperature(), Cause.COMPONENT_TEMPERATURE);
    add(found, m.batteryOverTemperature(), Cause.BATTERY_TEMPERATURE);
    add(found, m.connectorFault(), Cause.VEHICLE_CONNECTOR);
    add(found, m.relayFault(), Cause.RELAY);
    add(found, m.detectionPointFault(), Cause.DETECTION_POINT);
    add(found, m.overCurrent(), Cause.OVER_CURRENT);
    add(found, m.voltageAbnormal(), Cause.VEHICLE_VOLTAGE);
    add(found, m.otherFault(), Cause.VEHICLE_FAULT);
    begun(Party.VEHICLE, !found.isEmpty() || set(m.chargerStopped()), told);
    bst = true;
    chargerWasTold |= set(m.chargerStopped());
    vehicleHasCause |= !found.isEmpty();
    if (causes.contains(Cause.OVER_VOLTAGE) || causes.contains(Cause.UNDER_VOLTAGE)) {
      // BSM has said which of the two
      found.remove(Cause.VEHICLE_VOLTAGE);
    }
    return added(found);
  }

  private List<String> added(Set<Cause> found) {
    found.removeAll(causes);
    causes.addAll(found);
    boolean named = causes.stream().anyMatch(Cause::named);
    return found.stream().filter(c -> c.fault() && (c.named() || !named)).map(Cause::text).toList();
  }

  /** What the vehicle's state was when it was told last before the stop. */
  void heard(Bsm m) {
    add(causes, m.insulation(), Cause.INSULATION);
    add(causes, m.overTemperature(), Cause.BATTERY_TEMPERATURE);
    add(causes, m.connector(), Cause.VEHICLE_CONNECTOR);
    add(causes, m.overCurrent(), Cause.OVER_CURRENT);
    if (m.cellVoltage() == Level.HIGH) {
      causes.add(Cause.OVER_VOLTAGE);
    } else if (m.cellVoltage() == Level.LOW) {
      causes.add(Cause.UNDER_VOLTAGE);
    }
  }

  /** One of them misses the other's messages. */
  void interrupted(String told) {
    evidence = evidence.isEmpty() ? told : evidence;
    evident = true;
    causes.add(Cause.COMMUNICATION);
  }

  /** Both went silent. */
  void silent() {
    causes.add(Cause.SILENCE);
  }

  /** What is known by now. */
  Stop stop() {
    Party party = party();
    List<String> words =
        new ArrayList<>(causes.stream().filter(Cause::named).map(Cause::text).toList());
    if (words.isEmpty() && !causes.isEmpty()) {
      boolean own = party == Party.VEHICLE && causes.contains(Cause.VEHICLE_FAULT);
      words.add((own ? Cause.VEHICLE_FAULT : causes.iterator().next()).text());
    }
    if (words.isEmpty() && first != Party.NONE) {
      words.add(Cause.UNSPECIFIED.text());
    }
    return new Stop(party, words, evidence);
  }

  /**
   * Who says that the other was first settles it; else who has a cause where the other has none;
   * else who spoke first.
   */
  private Party party() {
    if (chargerWasTold != vehicleWasTold) {
      return chargerWasTold ? Party.CHARGER : Party.VEHICLE;
    }
    if (chargerWasTold && cst && bst) {
      return Party.BOTH;
    }
    if (chargerHasCause != vehicleHasCause) {
      return chargerHasCause ? Party.CHARGER : Party.VEHICLE;
    }
    return first;
  }
}

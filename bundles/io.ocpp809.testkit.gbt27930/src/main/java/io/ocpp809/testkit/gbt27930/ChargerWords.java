package io.ocpp809.testkit.gbt27930;

import io.ocpp809.gbt27930.message.Bcl;
import io.ocpp809.gbt27930.message.Bcp;
import io.ocpp809.gbt27930.message.Bem;
import io.ocpp809.gbt27930.message.Brm;
import io.ocpp809.gbt27930.message.Bsm;
import io.ocpp809.gbt27930.message.Ccs;
import io.ocpp809.gbt27930.message.Cem;
import io.ocpp809.gbt27930.message.Chm;
import io.ocpp809.gbt27930.message.Cml;
import io.ocpp809.gbt27930.message.Condition;
import io.ocpp809.gbt27930.message.Crm;
import io.ocpp809.gbt27930.message.Cro;
import io.ocpp809.gbt27930.message.Csd;
import io.ocpp809.gbt27930.message.Cst;
import io.ocpp809.gbt27930.message.Cts;
import io.ocpp809.gbt27930.message.Edition;
import io.ocpp809.gbt27930.message.Level;
import io.ocpp809.gbt27930.message.Message;
import io.ocpp809.gbt27930.message.Permission;
import io.ocpp809.gbt27930.message.ProtocolVersion;
import io.ocpp809.gbt27930.message.Readiness;
import io.ocpp809.gbt27930.message.Recognition;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** What a charger says, and what it makes of what the vehicle says. */
final class ChargerWords {
  private static final int LONGEST_MINUTES = 600;

  private final ChargerSettings settings;
  private final Output output;
  private final Circuit circuit;

  ChargerWords(ChargerSettings settings, Output output, Circuit circuit) {
    this.settings = settings;
    this.output = output;
    this.circuit = circuit;
  }

  Message chm() {
    return new Chm(Optional.of(ProtocolVersion.V1_1));
  }

  Message crm(boolean recognised, Edition edition) {
    return new Crm(
        recognised ? Recognition.RECOGNISED : Recognition.NOT_RECOGNISED,
        number(edition),
        Optional.of(settings.area()));
  }

  /** 2011 has one octet for it, 1 to 100. */
  private OptionalLong number(Edition edition) {
    return OptionalLong.of(
        edition == Edition.Y2011 ? 1 + settings.number() % 100 : settings.number());
  }

  Message cts() {
    return new Cts(Optional.of(settings.clock()));
  }

  /**
   * What the limit of the moment leaves is announced as the rating (2015 knows no later change).
   */
  Message cml() {
    double most = Math.max(settings.leastAmps(), output.allowed(0));
    return new Cml(
        OptionalDouble.of(settings.mostVolts()),
        OptionalDouble.of(settings.leastVolts()),
        OptionalDouble.of(most),
        OptionalDouble.of(settings.leastAmps()));
  }

  Message cro(boolean ready) {
    return new Cro(ready ? Readiness.READY : Readiness.NOT_READY);
  }

  Message ccs() {
    boolean held = output.held(circuit.volts());
    return new Ccs(
        OptionalDouble.of(circuit.volts()),
        OptionalDouble.of(output.amps()),
        OptionalInt.of(minutes()),
        held ? Permission.PAUSED : Permission.PERMITTED);
  }

  private int minutes() {
    return Math.min(LONGEST_MINUTES, output.minutes());
  }

  Message cst(ChargerStop why) {
    return new Cst(
        is(why, ChargerStop.SET_CONDITION),
        is(why, ChargerStop.MANUAL),
        why.atOnce() ? Condition.ABNORMAL : Condition.NORMAL,
        is(why, ChargerStop.VEHICLE),
        is(why, ChargerStop.TOO_HOT),
        is(why, ChargerStop.CONNECTOR),
        Condition.NORMAL,
        is(why, ChargerStop.NO_ENERGY),
        is(why, ChargerStop.EMERGENCY),
        is(why, ChargerStop.FAULT),
        is(why, ChargerStop.CURRENT),
        is(why, ChargerStop.VOLTAGE));
  }

  Message csd(Edition edition) {
    return new Csd(
        OptionalInt.of(minutes()),
        OptionalDouble.of(Math.min(1000, output.kilowattHours())),
        number(edition));
  }

  Message cem(Missed missed) {
    return new Cem(
        is(missed, Missed.BRM),
        is(missed, Missed.BCP),
        is(missed, Missed.BRO),
        is(missed, Missed.BCS),
        is(missed, Missed.BCL),
        is(missed, Missed.BST),
        is(missed, Missed.BSD),
        OptionalInt.empty());
  }

  static <E> Condition is(E what, E wanted) {
    return what == wanted ? Condition.ABNORMAL : Condition.NORMAL;
  }

  /** The edition of a vehicle that says nothing of it is that of the charger. */
  Edition edition(Brm brm) {
    return brm.protocolVersion().map(ProtocolVersion::edition).orElse(settings.edition());
  }

  /** Whether the battery's voltage is one that the charger can give. */
  boolean fits(Bcp bcp) {
    double volts = bcp.batteryVoltage().orElse(settings.leastVolts());
    return volts >= settings.leastVolts() && volts <= settings.mostVolts();
  }

  /** What the vehicle asks for, in A; nothing if it does not say. */
  double demand(Bcl bcl) {
    return Math.max(0, bcl.currentDemand().orElse(0));
  }

  /** Whether the vehicle warns of anything; what it does not trust is no warning. */
  boolean abnormal(Bsm bsm) {
    return off(bsm.cellVoltage())
        || off(bsm.socState())
        || bsm.overCurrent() == Condition.ABNORMAL
        || bsm.overTemperature() == Condition.ABNORMAL
        || bsm.insulation() == Condition.ABNORMAL
        || bsm.connector() == Condition.ABNORMAL;
  }

  private static boolean off(Level level) {
    return level == Level.HIGH || level == Level.LOW;
  }

  /** Whether the vehicle forbids current; what is not clear changes nothing. */
  boolean paused(Bsm bsm, boolean before) {
    return switch (bsm.permission()) {
      case PAUSED -> true;
      case PERMITTED -> false;
      default -> before;
    };
  }

  /** Whether after that no other try is made: it came at the end. */
  boolean endedBy(Bem bem) {
    return bem.cstTimeout() == Condition.ABNORMAL || bem.csdTimeout() == Condition.ABNORMAL;
  }
}

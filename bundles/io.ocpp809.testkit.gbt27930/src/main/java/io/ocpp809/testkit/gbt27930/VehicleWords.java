package io.ocpp809.testkit.gbt27930;

import static io.ocpp809.testkit.gbt27930.ChargerWords.is;

import io.ocpp809.gbt27930.message.BatteryType;
import io.ocpp809.gbt27930.message.Bcl;
import io.ocpp809.gbt27930.message.Bcp;
import io.ocpp809.gbt27930.message.Bcs;
import io.ocpp809.gbt27930.message.Bem;
import io.ocpp809.gbt27930.message.Bhm;
import io.ocpp809.gbt27930.message.Bmt;
import io.ocpp809.gbt27930.message.Bmv;
import io.ocpp809.gbt27930.message.Brm;
import io.ocpp809.gbt27930.message.Bro;
import io.ocpp809.gbt27930.message.Bsd;
import io.ocpp809.gbt27930.message.Bsm;
import io.ocpp809.gbt27930.message.Bsp;
import io.ocpp809.gbt27930.message.Bst;
import io.ocpp809.gbt27930.message.Cell;
import io.ocpp809.gbt27930.message.Cem;
import io.ocpp809.gbt27930.message.ChargeMode;
import io.ocpp809.gbt27930.message.Condition;
import io.ocpp809.gbt27930.message.Edition;
import io.ocpp809.gbt27930.message.Level;
import io.ocpp809.gbt27930.message.Message;
import io.ocpp809.gbt27930.message.Ownership;
import io.ocpp809.gbt27930.message.Permission;
import io.ocpp809.gbt27930.message.ProtocolVersion;
import io.ocpp809.gbt27930.message.Readiness;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** What a vehicle says, and what it makes of what the charger says. */
final class VehicleWords {
  private static final int HIGHEST_CELL = 17;
  private static final int WARMEST_POINT = 4;
  private static final int COLDEST_POINT = 1;
  private static final int TEMPERATURE_POINTS = 12;

  private final VehicleSettings settings;
  private final Battery battery;
  private final Circuit circuit;

  VehicleWords(VehicleSettings settings, Battery battery, Circuit circuit) {
    this.settings = settings;
    this.battery = battery;
    this.circuit = circuit;
  }

  Message bhm() {
    return new Bhm(OptionalDouble.of(settings.pack().mostVolts()));
  }

  Message brm() {
    boolean old = settings.edition() == Edition.Y2011;
    return new Brm(
        Optional.of(old ? ProtocolVersion.V1_0 : ProtocolVersion.V1_1),
        BatteryType.TERNARY,
        OptionalDouble.of(settings.pack().ampereHours()),
        OptionalDouble.of(settings.pack().ratedVolts()),
        Optional.of(settings.maker()),
        OptionalLong.of(809),
        OptionalInt.of(2022),
        OptionalInt.of(7),
        OptionalInt.of(15),
        OptionalInt.of(149),
        Ownership.OWNED,
        OptionalInt.empty(),
        Optional.of(settings.vin()),
        OptionalInt.of(1),
        OptionalInt.of(1),
        OptionalInt.of(4),
        OptionalInt.of(2023),
        OptionalInt.empty());
  }

  Message bcp() {
    return new Bcp(
        OptionalDouble.of(settings.pack().mostCellVolts()),
        OptionalDouble.of(settings.pack().mostAmps()),
        OptionalDouble.of(settings.pack().kilowattHours()),
        OptionalDouble.of(settings.pack().mostVolts()),
        OptionalInt.of(settings.pack().mostCelsius()),
        OptionalDouble.of(battery.soc()),
        OptionalDouble.of(battery.restVolts()));
  }

  Message bro(boolean ready) {
    return new Bro(ready ? Readiness.READY : Readiness.NOT_READY);
  }

  Message bcl(boolean paused) {
    return new Bcl(
        OptionalDouble.of(settings.pack().mostVolts()),
        OptionalDouble.of(paused ? 0 : battery.demandAmps()),
        battery.constantVoltage() ? ChargeMode.CONSTANT_VOLTAGE : ChargeMode.CONSTANT_CURRENT);
  }

  Message bcs() {
    return new Bcs(
        OptionalDouble.of(battery.volts()),
        OptionalDouble.of(circuit.amps()),
        OptionalDouble.of(battery.highestCellVolts()),
        OptionalInt.of(group()),
        OptionalInt.of((int) battery.soc()),
        OptionalInt.of(battery.minutesTo(settings.target())));
  }

  /** Groups count from 0 since 2015, from 1 before. */
  private int group() {
    return settings.edition() == Edition.Y2011 ? 1 : 0;
  }

  Message bsm(Set<Warning> warnings, boolean permitted) {
    return new Bsm(
        OptionalInt.of(HIGHEST_CELL),
        OptionalInt.of(battery.highestCelsius()),
        OptionalInt.of(WARMEST_POINT),
        OptionalInt.of(battery.lowestCelsius()),
        OptionalInt.of(COLDEST_POINT),
        level(warnings, Warning.CELL_HIGH, Warning.CELL_LOW),
        level(warnings, Warning.SOC_HIGH, Warning.SOC_LOW),
        condition(warnings, Warning.CURRENT),
        condition(warnings, Warning.TEMPERATURE),
        condition(warnings, Warning.INSULATION),
        condition(warnings, Warning.CONNECTOR),
        permitted && warnings.isEmpty() ? Permission.PERMITTED : Permission.PAUSED);
  }

  private static Level level(Set<Warning> warnings, Warning high, Warning low) {
    if (warnings.contains(high)) {
      return Level.HIGH;
    }
    return warnings.contains(low) ? Level.LOW : Level.NORMAL;
  }

  private static Condition condition(Set<Warning> warnings, Warning warning) {
    return warnings.contains(warning) ? Condition.ABNORMAL : Condition.NORMAL;
  }

  Message bmv() {
    List<Cell> cells = new ArrayList<>();
    for (int i = 1; i <= settings.pack().cells(); i++) {
      double volts = i == HIGHEST_CELL ? battery.highestCellVolts() : battery.lowestCellVolts();
      cells.add(new Cell(OptionalDouble.of(volts), OptionalInt.of(group())));
    }
    return new Bmv(cells);
  }

  Message bmt() {
    List<OptionalInt> points = new ArrayList<>();
    for (int i = 1; i <= TEMPERATURE_POINTS; i++) {
      points.add(
          OptionalInt.of(i == WARMEST_POINT ? battery.highestCelsius() : battery.lowestCelsius()));
    }
    return new Bmt(points);
  }

  Message bsp() {
    return new Bsp(List.of(8, 0, 9));
  }

  Message bst(VehicleStop why) {
    boolean old = settings.edition() == Edition.Y2011;
    boolean other =
        why == VehicleStop.OTHER
            || old && (why == VehicleStop.RELAY || why == VehicleStop.DETECTION_POINT);
    return new Bst(
        is(why, VehicleStop.SOC_TARGET),
        is(why, VehicleStop.TOTAL_VOLTAGE),
        is(why, VehicleStop.CELL_VOLTAGE),
        is(why, VehicleStop.CHARGER),
        is(why, VehicleStop.INSULATION),
        is(why, VehicleStop.CONNECTOR_HOT),
        is(why, VehicleStop.PART_HOT),
        is(why, VehicleStop.CONNECTOR),
        is(why, VehicleStop.BATTERY_HOT),
        is(why, VehicleStop.RELAY),
        is(why, VehicleStop.DETECTION_POINT),
        other ? Condition.ABNORMAL : Condition.NORMAL,
        is(why, VehicleStop.CURRENT),
        is(why, VehicleStop.VOLTAGE));
  }

  Message bsd() {
    return new Bsd(
        OptionalInt.of((int) battery.soc()),
        OptionalDouble.of(battery.lowestCellVolts()),
        OptionalDouble.of(battery.highestCellVolts()),
        OptionalInt.of(battery.lowestCelsius()),
        OptionalInt.of(battery.highestCelsius()));
  }

  Message bem(Missed missed) {
    return new Bem(
        is(missed, Missed.CRM_00),
        is(missed, Missed.CRM_AA),
        is(missed, Missed.CML),
        is(missed, Missed.CRO),
        is(missed, Missed.CCS),
        is(missed, Missed.CST),
        is(missed, Missed.CSD),
        OptionalInt.empty());
  }

  /** Whether after that no other try is made: it came at the end. */
  boolean endedBy(Cem cem) {
    return cem.bstTimeout() == Condition.ABNORMAL || cem.bsdTimeout() == Condition.ABNORMAL;
  }
}

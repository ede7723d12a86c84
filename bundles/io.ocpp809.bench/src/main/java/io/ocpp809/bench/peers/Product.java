package io.ocpp809.bench.peers;

import io.ocpp809.testkit.modbus.Device;
import io.ocpp809.testkit.pile.AlfenNg9;
import io.ocpp809.testkit.pile.DeltaDc;
import io.ocpp809.testkit.pile.HeidelbergEnergyControl;
import io.ocpp809.testkit.pile.KebaP30;
import io.ocpp809.testkit.pile.SimulatedPile;
import io.ocpp809.testkit.pile.VestelEvc04;
import java.util.Map;

/** A simulated product, with what its EVSE's form needs. */
public enum Product {
  /** KEBA P30: ten measurands, each register read on its own. */
  KEBA("keba-p30", KebaP30.UNIT, true, Map.of("rating", 16, "failsafe.current", 6)),
  /** Alfen NG9: block reads, a limit that runs out. */
  ALFEN("alfen-ng9", 1, false, Map.of("rating", 16)),
  /** Vestel EVC04: a register of 100 Wh steps, a life register. */
  VESTEL("vestel-evc04", VestelEvc04.UNIT, true, Map.of("rating", 16)),
  /** Heidelberg Energy Control: apparent energy, a watchdog that any request feeds. */
  HEIDELBERG(
      "heidelberg-energy-control",
      1,
      false,
      Map.of("rating", 16, "failsafe.current", 6, "energy", "APPARENT")),
  /** Delta DC: energy of the session only. */
  DELTA(
      "delta-dc",
      1,
      true,
      Map.of("rating", 32, "rating.power", 22_000, "failsafe.current", 8, "supervised", true));

  private static final double AC_WATTS = 11_040;
  private static final double DC_WATTS = 20_000;

  private final String template;
  private final int unit;
  private final boolean reader;
  private final Map<String, Object> form;

  Product(String template, int unit, boolean reader, Map<String, Object> form) {
    this.template = template;
    this.unit = unit;
    this.reader = reader;
    this.form = form;
  }

  /** Its template. */
  public String template() {
    return template;
  }

  /** Modbus unit as delivered. */
  public int unit() {
    return unit;
  }

  /** Attributes of the EVSE's form that it needs beside the template. */
  public Map<String, Object> form() {
    return form;
  }

  /** Whether it can read cards. */
  boolean reader() {
    return reader;
  }

  /** Whether its register counts the session only. */
  boolean sessionOnly() {
    return this == DELTA;
  }

  /** The most that a car draws from it, in W. */
  double carWatts() {
    return this == DELTA ? DC_WATTS : AC_WATTS;
  }

  /** A pile of this product that has counted some energy already. */
  SimulatedPile make(int number) {
    double counted = 1_000_000 + 1234.5 * number;
    return switch (this) {
      case KEBA -> new KebaP30(System::nanoTime, counted);
      case ALFEN -> new AlfenNg9(System::nanoTime, counted, 6, 60);
      case VESTEL -> new VestelEvc04(System::nanoTime, counted);
      case HEIDELBERG -> new HeidelbergEnergyControl(System::nanoTime, counted);
      case DELTA -> new DeltaDc(System::nanoTime);
    };
  }

  /** The registers of a pile. */
  static Device device(SimulatedPile pile) {
    return (Device) pile;
  }

  /** Shows a card to a pile's reader, or takes it away. */
  static void card(SimulatedPile pile, int number, boolean shown) {
    if (pile instanceof KebaP30 keba) {
      keba.showCard(shown ? 0x04A1_0000L + number : 0);
    } else if (pile instanceof VestelEvc04 vestel) {
      vestel.showCard(shown ? "VESTEL" + number : "");
    } else if (pile instanceof DeltaDc delta) {
      delta.showCard(shown ? "DELTA" + number : "");
    }
  }
}

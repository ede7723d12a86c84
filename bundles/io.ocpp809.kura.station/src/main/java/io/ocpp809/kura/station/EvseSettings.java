package io.ocpp809.kura.station;

import io.ocpp809.station.core.EvseOptions;
import io.ocpp809.station.core.EvseOptions.EnergyPolicy;
import io.ocpp809.station.core.EvseOptions.TokenPolicy;
import io.ocpp809.station.pile.Capabilities;
import io.ocpp809.station.pile.Capabilities.LimitKind;
import io.ocpp809.station.site.Member;
import io.ocpp809.template.PileTemplate;
import io.ocpp809.template.TemplateException;
import io.ocpp809.template.TemplateLibrary;
import java.util.Map;
import java.util.Optional;

/**
 * What an EVSE's form says, made once from its attributes.
 *
 * @param pid {@code kura.service.pid} of the EVSE
 * @param stationTarget filter of its station
 * @param options for the station model
 * @param template the pile's template
 * @param outlet which outlet of the pile, from 1
 * @param meterTemplate the companion meter's template
 * @param pileTarget filter of the pile's asset
 * @param pileOrder the pile's asset, if it is to be made
 * @param driverPid driver that the form names for the pile; empty for none
 * @param meterTarget filter of the companion meter's asset
 * @param meterOrder the companion meter's asset, if it is to be made
 * @param supervised whether templates of confidence B and C may write
 * @param failSafeMilliamps fail-safe current, mA; -1 for the template's
 * @param periodMillis reading period on foreign drivers, ms
 * @param circuit circuit of the site; empty for the grid connection
 */
record EvseSettings(
    String pid,
    String stationTarget,
    EvseOptions options,
    PileTemplate template,
    int outlet,
    PileTemplate meterTemplate,
    String pileTarget,
    Optional<AssetOrder> pileOrder,
    String driverPid,
    String meterTarget,
    Optional<AssetOrder> meterOrder,
    boolean supervised,
    int failSafeMilliamps,
    int periodMillis,
    String circuit) {
  /** Value of a {@code .target} attribute that selects nothing. */
  static final String NOTHING = "(kura.service.pid=changeme)";

  /** Phase to neutral wherever watts become ampere, V. */
  static final int NOMINAL_VOLTAGE = 230;

  /**
   * Reads an EVSE's attributes.
   *
   * @throws IllegalArgumentException naming the attribute that is wrong
   */
  static EvseSettings of(Map<String, Object> properties) {
    Props p = new Props(properties);
    PileTemplate template = pileTemplate(p);
    PileTemplate meter = named("meter.template", p.text("meter.template", "eastron-sdm630"));
    int outlet = p.integer("outlet", 1);
    require(
        outlet == 1 || template.stride() > 0 || template.outletsByUnit() || template.foreign(),
        "outlet: " + template.profile() + " has one outlet; there is no outlet " + outlet);
    EvseOptions options =
        new EvseOptions(
            p.integer("evse.number", 1),
            p.integer("site.number", 0),
            milli(p.real("rating", 16)),
            p.integer("rating.power", 0),
            p.integer("phases", 3),
            p.text("rotation", "RST"),
            p.constant(TokenPolicy.class, "token.policy", TokenPolicy.READ),
            p.text("token", ""),
            p.constant(EnergyPolicy.class, "energy", EnergyPolicy.MEASURED),
            p.text("shared.pile", ""),
            p.integer("shared.power", 0));
    return new EvseSettings(
        p.pid(),
        p.text("Station.target", NOTHING),
        options,
        template,
        outlet,
        meter,
        p.text("PileAsset.target", NOTHING),
        order(p, "PileAsset", "-pile", template, p.text("driver.pid", ""), "unit", outlet),
        p.text("driver.pid", ""),
        p.text("MeterAsset.target", NOTHING),
        order(p, "MeterAsset", "-meter", meter, p.text("meter.driver.pid", ""), "meter.unit", 1),
        p.flag("supervised", false),
        milli(p.real("failsafe.current", -1)),
        p.integer("period", 1000),
        p.text("circuit", ""));
  }

  private static PileTemplate pileTemplate(Props p) {
    String own = p.text("template.text", "");
    PileTemplate template =
        own.isEmpty()
            ? named("template", p.text("template", "generic-roles"))
            : read("template.text", own);
    require(
        !template.meter(),
        (own.isEmpty() ? "template: " : "template.text: ")
            + template.profile()
            + " is a meter and no pile; it may stand as template of the companion meter");
    return template;
  }

  private static PileTemplate named(String attribute, String profile) {
    try {
      return TemplateLibrary.named(profile);
    } catch (TemplateException e) {
      throw wrong(attribute, e);
    }
  }

  private static PileTemplate read(String attribute, String text) {
    try {
      return TemplateLibrary.read("own template", text);
    } catch (TemplateException e) {
      throw wrong(attribute, e);
    }
  }

  private static IllegalArgumentException wrong(String attribute, TemplateException e) {
    return new IllegalArgumentException(attribute + ": " + String.join("; ", e.faults()), e);
  }

  /** An asset is made where a driver is named and no other asset is chosen. */
  private static Optional<AssetOrder> order(
      Props p,
      String reference,
      String suffix,
      PileTemplate template,
      String driver,
      String unit,
      int outlet) {
    String target = p.text(reference + ".target", NOTHING);
    AssetOrder order =
        new AssetOrder(
            p.pid(),
            p.pid() + suffix,
            template,
            driver,
            p.integer(unit, 0),
            outlet,
            reference + ".target",
            p.flag("asset.overwrite", false));
    boolean free = target.isEmpty() || target.equals(NOTHING) || target.equals(order.target());
    return Optional.of(order).filter(o -> free && !driver.isEmpty());
  }

  private static int milli(double amps) {
    return (int) Math.round(amps * 1000);
  }

  private static void require(boolean right, String message) {
    if (!right) {
      throw new IllegalArgumentException(message);
    }
  }

  /** The same without a number within the site. */
  EvseSettings withoutSiteNumber() {
    EvseOptions o = options;
    EvseOptions numberless =
        new EvseOptions(
            o.evse(),
            0,
            o.ratingMilliamps(),
            o.ratingWatts(),
            o.phases(),
            o.rotation(),
            o.tokens(),
            o.token(),
            o.energy(),
            o.shared(),
            o.sharedWatts());
    return new EvseSettings(
        pid,
        stationTarget,
        numberless,
        template,
        outlet,
        meterTemplate,
        pileTarget,
        pileOrder,
        driverPid,
        meterTarget,
        meterOrder,
        supervised,
        failSafeMilliamps,
        periodMillis,
        circuit);
  }

  /** The same for a pile that has made its supervised limit step. */
  EvseSettings afterStep() {
    return new EvseSettings(
        pid,
        stationTarget,
        options,
        template,
        outlet,
        meterTemplate,
        pileTarget,
        pileOrder,
        driverPid,
        meterTarget,
        meterOrder,
        true,
        failSafeMilliamps,
        periodMillis,
        circuit);
  }

  /** Whether a companion meter is configured. */
  boolean metered() {
    return meterOrder.isPresent() || !meterTarget.isEmpty() && !meterTarget.equals(NOTHING);
  }

  /** The template's capabilities with what the operator says of this pile. */
  Capabilities capabilities() {
    Capabilities c = template.capabilities(supervised);
    return new Capabilities(
        c.gate(),
        c.authoriser(),
        c.energy(),
        c.apparentEnergy(),
        c.dcSide(),
        c.limitKinds(),
        c.watchdog(),
        c.watchdogTimeout(),
        failSafeMilliamps >= 0 ? failSafeMilliamps : c.failSafeMilliamps(),
        c.unlock(),
        c.phaseSwitch(),
        c.minimumMilliamps(),
        c.stepMilliamps(),
        c.minimumWatts(),
        c.readOnly());
  }

  /** What the pile cannot do though its rating says so; empty if the rating fits the template. */
  Optional<String> ratingFault() {
    double most = template.control().maximum();
    boolean amps = template.capabilities().limitKinds().contains(LimitKind.CURRENT);
    if (most > 0 && amps && options.ratingMilliamps() > most * 1000) {
      return Optional.of(
          "rating: %s A is more than the %s A that %s can do; it is never told more than that"
              .formatted(number(options.ratingMilliamps() / 1000d), number(most), profile()));
    }
    if (most > 0 && !amps && options.ratingWatts() > most) {
      return Optional.of(
          "rating.power: %d W is more than the %s W that %s can do; it is never told more than that"
              .formatted(options.ratingWatts(), number(most), profile()));
    }
    return Optional.empty();
  }

  private String profile() {
    return template.profile();
  }

  private static String number(double value) {
    return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
  }

  /** The pile as a member of its site. */
  Member member() {
    return options.member(pid, capabilities(), circuit, NOMINAL_VOLTAGE);
  }

  /** Identity that readings of the pile bear. */
  String meterName() {
    return pid + "-pile";
  }
}

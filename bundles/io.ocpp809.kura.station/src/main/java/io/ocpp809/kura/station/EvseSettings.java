package io.ocpp809.kura.station;

import io.ocpp809.station.core.EvseOptions;
import io.ocpp809.station.core.EvseOptions.EnergyPolicy;
import io.ocpp809.station.core.EvseOptions.TokenPolicy;
import io.ocpp809.station.pile.Capabilities;
import io.ocpp809.station.site.Member;
import io.ocpp809.template.PileTemplate;
import io.ocpp809.template.TemplateException;
import io.ocpp809.template.TemplateLibrary;
import java.util.Map;

/**
 * What an EVSE's form says, made once from its attributes.
 *
 * @param pid {@code kura.service.pid} of the EVSE
 * @param options for the station model
 * @param template the pile's template
 * @param meterTemplate the companion meter's template
 * @param driverPid driver for an asset that is made; empty for none
 * @param unit Modbus unit for it; 0 for the template's
 * @param outlet which outlet of the pile
 * @param overwrite whether an existing asset is made to match
 * @param supervised whether templates of confidence B and C may write
 * @param failSafeMilliamps fail-safe current, mA; -1 for the template's
 * @param periodMillis reading period on foreign drivers, ms
 * @param circuit circuit of the site; empty for the grid connection
 * @param assetTarget filter of the pile's asset
 */
record EvseSettings(
    String pid,
    EvseOptions options,
    PileTemplate template,
    PileTemplate meterTemplate,
    String driverPid,
    int unit,
    int outlet,
    boolean overwrite,
    boolean supervised,
    int failSafeMilliamps,
    int periodMillis,
    String circuit,
    String assetTarget) {

  /**
   * Reads an EVSE's attributes.
   *
   * @throws IllegalArgumentException naming the attribute that is wrong
   * @throws TemplateException with the template's faults
   */
  static EvseSettings of(Map<String, Object> properties) throws TemplateException {
    Props p = new Props(properties);
    String own = p.text("template.text", "");
    PileTemplate template =
        own.isEmpty()
            ? TemplateLibrary.named(p.text("template", "generic-roles"))
            : TemplateLibrary.read("own template", own);
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
            p.constant(EnergyPolicy.class, "energy", EnergyPolicy.MEASURED));
    return new EvseSettings(
        p.pid(),
        options,
        template,
        TemplateLibrary.named(p.text("meter.template", "eastron-sdm630")),
        p.text("driver.pid", ""),
        p.integer("unit", 0),
        p.integer("outlet", 1),
        p.flag("asset.overwrite", false),
        p.flag("supervised", false),
        milli(p.real("failsafe.current", -1)),
        p.integer("period", 1000),
        p.text("circuit", ""),
        p.text("PileAsset.target", ""));
  }

  private static int milli(double amps) {
    return (int) Math.round(amps * 1000);
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

  /** The pile as a member of its site. */
  Member member() {
    Capabilities c = capabilities();
    boolean unlimited = c.limitKinds().isEmpty() || !c.controllable();
    int own = options.ratingMilliamps();
    int failSafe = unlimited || !c.isProtected() ? own : Math.min(own, c.failSafeMilliamps());
    return new Member(
        pid,
        Member.phases(options.rotation(), options.phases()),
        own,
        Math.max(1, Math.min(own, c.minimumMilliamps())),
        failSafe,
        circuit);
  }

  /** Name of the asset that is made for this EVSE. */
  String assetPid() {
    return pid + "-pile";
  }

  /** Whether an asset is to be made from driver and unit. */
  boolean makesAsset() {
    return !driverPid.isEmpty()
        && (assetTarget.isEmpty()
            || assetTarget.contains("=changeme)")
            || assetTarget.contains("=" + assetPid() + ")"));
  }
}

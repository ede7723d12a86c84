package io.ocpp809.kura.station;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.Icon;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** Attributes of an EVSE, as shown in Kura's console. */
@ObjectClassDefinition(
    id = EvseConfig.PID,
    name = "OCPP-809 EVSE",
    description =
        "One place to charge: the pile (or the side of a pile) that serves one vehicle at a time.",
    icon = @Icon(resource = "OSGI-INF/icons/evse.png", size = 32))
@interface EvseConfig {
  /** Factory PID. */
  String PID = "io.ocpp809.evse";

  @AttributeDefinition(name = "Station", description = "The station that this EVSE belongs to.")
  String Station_target() default "(kura.service.pid=changeme)";

  @AttributeDefinition(
      name = "Number within the station",
      description =
          "EVSE number that the CSMS uses, from 1. Two EVSEs of a station with one number: the"
              + " second is refused.",
      min = "1",
      max = "999")
  int evse_number() default 1;

  @AttributeDefinition(
      name = "Number within the site",
      description =
          "Number that the grid operator's telecontrol uses, from 1 and unique in the site. 0: the"
              + " EVSE is not shown there.",
      min = "0",
      max = "999")
  int site_number() default 0;

  @AttributeDefinition(
      name = "Template",
      description =
          "Profile of the pile: keba-p30, alfen-ng9, vestel-evc04, heidelberg-energy-control,"
              + " delta-dc, alpitronic-hyc, or generic-roles for an asset of your own whose channels"
              + " are named after roles.")
  String template() default "generic-roles";

  @AttributeDefinition(
      name = "Own template",
      description =
          "Text of a template of your own (JSON, see docs/templates.md). When given it is used"
              + " instead of the named one.|TextArea",
      required = false)
  String template_text() default "";

  @AttributeDefinition(
      name = "Asset of the pile",
      description =
          "Asset whose channels are the pile's. Leave it and name driver and unit below: the asset"
              + " is then made from the template and entered here.")
  String PileAsset_target() default "(kura.service.pid=changeme)";

  @AttributeDefinition(
      name = "Driver for a new asset",
      description =
          "kura.service.pid of the Modbus driver on which the asset of the pile is made, if none is"
              + " chosen above. An asset that exists is compared and never overwritten.",
      required = false)
  String driver_pid() default "";

  @AttributeDefinition(
      name = "Modbus unit",
      description = "Unit identifier of the pile for the new asset; 0 takes the template's.",
      min = "0",
      max = "255")
  int unit() default 0;

  @AttributeDefinition(
      name = "Outlet of the pile",
      description = "Which outlet of a pile with several: 1 is the first.",
      min = "1",
      max = "32")
  int outlet() default 1;

  @AttributeDefinition(
      name = "Overwrite the asset from the template",
      description =
          "Yes: an existing asset is made to match the template at the next change of this form."
              + " No: differences are only reported.")
  boolean asset_overwrite() default false;

  @AttributeDefinition(
      name = "Asset of a companion meter",
      description =
          "Asset of a meter that measures this EVSE alone. Its energy bills, and its currents and"
              + " power replace the pile's own.")
  String MeterAsset_target() default "(kura.service.pid=changeme)";

  @AttributeDefinition(
      name = "Template of the companion meter",
      description = "Profile of that meter, for example eastron-sdm630.",
      required = false)
  String meter_template() default "eastron-sdm630";

  @AttributeDefinition(
      name = "Asset of the vehicle",
      description =
          "Asset that tells what the vehicle says (state of charge and so on); its channels are"
              + " named after roles such as ev.soc.")
  String VehicleAsset_target() default "(kura.service.pid=changeme)";

  @AttributeDefinition(
      name = "Rated current (A)",
      description =
          "Most current per phase, in ampere, that the pile, its cable and its wiring stand. No"
              + " limit is ever written above it.",
      min = "1",
      max = "1000")
  double rating() default 16;

  @AttributeDefinition(
      name = "Rated power (W)",
      description =
          "Most power at the AC input, in watt, for piles limited in watts (DC). 0: from current,"
              + " phases and voltage.",
      min = "0",
      max = "1000000")
  int rating_power() default 0;

  @AttributeDefinition(
      name = "Phases",
      description = "Phases on which the pile is connected.",
      type = AttributeType.INTEGER,
      options = {@Option(label = "1 phase", value = "1"), @Option(label = "3 phases", value = "3")})
  int phases() default 3;

  @AttributeDefinition(
      name = "Phase rotation",
      description =
          "Which phases of the site the pile's L1, L2, L3 are wired to. RST: straight. A single-phase"
              + " pile uses the first.",
      options = {
        @Option(label = "RST (L1 L2 L3)", value = "RST"),
        @Option(label = "STR (L2 L3 L1)", value = "STR"),
        @Option(label = "TRS (L3 L1 L2)", value = "TRS"),
        @Option(label = "RTS (L1 L3 L2)", value = "RTS"),
        @Option(label = "SRT (L2 L1 L3)", value = "SRT"),
        @Option(label = "TSR (L3 L2 L1)", value = "TSR")
      })
  String rotation() default "RST";

  @AttributeDefinition(
      name = "Circuit",
      description = "Name of the site's circuit that feeds this pile; empty: the grid connection.",
      required = false)
  String circuit() default "";

  @AttributeDefinition(
      name = "Fail-safe current (A)",
      description =
          "Current per phase, in ampere, that the pile falls back to when the gateway is silent. It"
              + " counts against the fuse for as long as the pile is silent. -1: the template's.",
      min = "-1",
      max = "1000")
  double failsafe_current() default -1;

  @AttributeDefinition(
      name = "Identification",
      description =
          "Where the token of a session comes from: read by the pile's reader or given by the CSMS;"
              + " a fixed token as soon as a vehicle is plugged in; or nobody is asked.",
      options = {
        @Option(label = "Read, or from the CSMS", value = "READ"),
        @Option(label = "Fixed token at plug-in", value = "FIXED"),
        @Option(label = "Free vending", value = "NONE")
      })
  String token_policy() default "READ";

  @AttributeDefinition(
      name = "Fixed token",
      description = "Token used for a fixed token or free vending, at most 20 characters.",
      max = "20",
      required = false)
  String token() default "";

  @AttributeDefinition(
      name = "Energy that may be billed",
      description =
          "Measured active energy bills always. Apparent energy (VAh) or estimates bill only if you"
              + " allow it here; the law of your country may not.",
      options = {
        @Option(label = "Measured active energy only", value = "MEASURED"),
        @Option(label = "Apparent energy too", value = "APPARENT"),
        @Option(label = "Apparent energy and estimates too", value = "ESTIMATED")
      })
  String energy() default "MEASURED";

  @AttributeDefinition(
      name = "Supervised limit step has passed",
      description =
          "Templates of confidence B and C only read until somebody has watched one limit step at"
              + " the pile. Yes: that was done, writing is allowed.")
  boolean supervised() default false;

  @AttributeDefinition(
      name = "Reading period on foreign drivers (ms)",
      description = "How often the asset is read when its driver does not push values by itself.",
      min = "200",
      max = "60000")
  int period() default 1000;
}

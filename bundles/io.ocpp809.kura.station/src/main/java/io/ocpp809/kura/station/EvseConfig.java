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

  @AttributeDefinition(
      name = "Station",
      description =
          "The station that this EVSE belongs to. Given to another station, a running transaction is"
              + " stopped first.")
  String Station_target() default "(kura.service.pid=changeme)";

  @AttributeDefinition(
      name = "Number within the station",
      description =
          "EVSE number that the CSMS uses, from 1. Of two EVSEs of a station with one number the one"
              + " that had it first keeps it, the other does nothing. A new number stops a running"
              + " transaction first.",
      min = "1",
      max = "999")
  int evse_number() default 1;

  @AttributeDefinition(
      name = "Number within the site",
      description =
          "Number that the grid operator's telecontrol uses, from 1 and unique in the site. Of two"
              + " EVSEs with one number only the first has it. 0: the EVSE is not shown there.",
      min = "0",
      max = "999")
  int site_number() default 0;

  @AttributeDefinition(
      name = "Template",
      description =
          "Product of the pile. By roles: for an asset of your own, on any driver, whose channels"
              + " are named after roles; limits in ampere, state as A1 to F.",
      options = {
        @Option(label = "by roles", value = "generic-roles"),
        @Option(label = "ABB Terra AC", value = "abb-terra-ac"),
        @Option(label = "Alfen NG9", value = "alfen-ng9"),
        @Option(label = "alpitronic HYC (DC, metering only)", value = "alpitronic-hyc"),
        @Option(label = "Bender CC612, CC613", value = "bender-cc612"),
        @Option(label = "Delta DC", value = "delta-dc"),
        @Option(label = "EM2GO Home, Pro Power", value = "em2go-home"),
        @Option(label = "Etrel INCH", value = "etrel-inch"),
        @Option(label = "GB/T DC pile, touch panel registers", value = "cn-dc-hmi-xf"),
        @Option(label = "Heidelberg Energy Control", value = "heidelberg-energy-control"),
        @Option(label = "innogy, Compleo eBox", value = "innogy-ebox"),
        @Option(label = "KEBA P30", value = "keba-p30"),
        @Option(label = "MENNEKES AMTRON Compact 2.0s", value = "mennekes-amtron-compact"),
        @Option(label = "OBO Bettermann Ion", value = "obo-betterman"),
        @Option(label = "Phoenix Contact CHARX", value = "phoenix-charx"),
        @Option(label = "Phoenix Contact EM-CP-PP-ETH", value = "phoenix-em-cp-pp-eth"),
        @Option(label = "Schneider EVlink Pro AC", value = "schneider-evlink-pro"),
        @Option(label = "SimpleEVSE-WB, EVSE DIN", value = "simpleevse-wb"),
        @Option(label = "SmartEVSE-3 (node)", value = "smartevse-3"),
        @Option(label = "Vestel EVC04, Webasto Unite", value = "vestel-evc04"),
        @Option(label = "Webasto NEXT (TQ-DM100)", value = "webasto-next")
      })
  String template() default "generic-roles";

  @AttributeDefinition(
      name = "Own template",
      description =
          "Text of a template of your own, in JSON. When given it is used instead of the one chosen"
              + " above; a fault in it is named with its place, and changes nothing.|TextArea",
      required = false)
  String template_text() default "";

  @AttributeDefinition(
      name = "Asset of the pile",
      description =
          "Asset whose channels are the pile's. Leave it and name a driver below: the asset is then"
              + " made from the template and entered here. One asset serves one EVSE.")
  String PileAsset_target() default "(kura.service.pid=changeme)";

  @AttributeDefinition(
      name = "Driver for a new asset",
      description =
          "Name of the Modbus driver on which the asset of the pile is made, unless another is chosen"
              + " above. The asset follows driver, unit, outlet and template as long as nobody has"
              + " changed it by hand, and goes with the EVSE.",
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
          "true: an asset that was changed by hand is made to match the template, once. false:"
              + " differences are only reported.")
  boolean asset_overwrite() default false;

  @AttributeDefinition(
      name = "Asset of a companion meter",
      description =
          "Asset of a meter that measures this EVSE alone. Its energy bills, and its currents and"
              + " power replace the pile's own; while it cannot be read nothing else bills. Leave it"
              + " and name a driver below: it is then made and entered here.")
  String MeterAsset_target() default "(kura.service.pid=changeme)";

  @AttributeDefinition(
      name = "Template of the companion meter",
      description =
          "Product of that meter. By roles: for an asset whose channels are named after roles.",
      options = {
        @Option(label = "ABB B21, B23, B24", value = "abb-b23"),
        @Option(label = "Carlo Gavazzi EM24", value = "carlo-gavazzi-em24"),
        @Option(label = "Chint DTSU666", value = "chint-dtsu666"),
        @Option(label = "Eastron SDM630", value = "eastron-sdm630"),
        @Option(label = "Eastron SDM72", value = "eastron-sdm72"),
        @Option(label = "Janitza B23, B24", value = "janitza-b23"),
        @Option(label = "by roles", value = "generic-roles")
      })
  String meter_template() default "eastron-sdm630";

  @AttributeDefinition(
      name = "Driver for a new meter's asset",
      description =
          "Name of the Modbus driver on which the asset of the companion meter is made, unless"
              + " another is chosen above. Empty: none is made.",
      required = false)
  String meter_driver_pid() default "";

  @AttributeDefinition(
      name = "Modbus unit of the companion meter",
      description = "Unit identifier of that meter for its new asset; 0 takes the template's.",
      min = "0",
      max = "255")
  int meter_unit() default 0;

  @AttributeDefinition(
      name = "Asset of the vehicle",
      description =
          "Asset that tells what vehicle and charger say to each other (state of charge, who stopped"
              + " and why); its channels are named after the roles in gbt27930.md, such as"
              + " vehicle.soc. Missing or silent, it changes nothing.")
  String VehicleAsset_target() default "(kura.service.pid=changeme)";

  @AttributeDefinition(
      name = "Rated current (A)",
      description =
          "Most current per phase, in ampere, that the pile, its cable and its wiring stand. No"
              + " limit is ever written above it; one too high can overload the cable.",
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
      name = "Pile shared with other outlets",
      description =
          "A name that all outlets bear which share the power of one pile, such as hyc-1; empty: this"
              + " outlet has its power for itself.",
      required = false)
  String shared_pile() default "";

  @AttributeDefinition(
      name = "Power of the shared pile (W)",
      description =
          "Most power at the AC input, in watt, of all outlets of that pile together. Goes with the"
              + " name above; one without the other is refused.",
      min = "0",
      max = "1000000")
  int shared_power() default 0;

  @AttributeDefinition(
      name = "Phases",
      description =
          "Phases on which the pile is connected. Wrong: power is turned into current wrongly.",
      type = AttributeType.INTEGER,
      options = {@Option(label = "1 phase", value = "1"), @Option(label = "3 phases", value = "3")})
  int phases() default 3;

  @AttributeDefinition(
      name = "Phase rotation",
      description =
          "Which phases of the site the pile's L1, L2, L3 are wired to. RST: straight. A single-phase"
              + " pile uses the first. Wrong: another phase than the loaded one is guarded.",
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
      description =
          "Name of the site's circuit that feeds this pile; empty: the grid connection. A pile in a"
              + " circuit that the site does not have stays paused.",
      required = false)
  String circuit() default "";

  @AttributeDefinition(
      name = "Fail-safe current (A)",
      description =
          "Current per phase, in ampere, that the pile falls back to when the gateway is silent. It"
              + " counts against the fuse for as long as the pile is silent, so it must be what is set"
              + " at the pile. -1: the template's.",
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
      name = "Make the supervised limit step now",
      description =
          "Templates of confidence B and C only read until one limit step has passed. Stand at the"
              + " pile and choose: the pile is told one lower limit and the former one, and must show"
              + " both. Goes back to nothing by itself; the finding pile.limit-step tells the result.",
      options = {
        @Option(label = "Nothing", value = "OFF"),
        @Option(label = "While a vehicle charges", value = "CHARGING"),
        @Option(label = "Without a vehicle", value = "EMPTY")
      })
  String supervise() default "OFF";

  @AttributeDefinition(
      name = "Write without a limit step",
      description =
          "true: a pile with a template of confidence B or C is written on your word, though no limit"
              + " step has passed here. If it does not obey, a fuse may be overloaded. false: it is"
              + " only read before its step.")
  boolean supervised() default false;

  @AttributeDefinition(
      name = "Reading period on foreign drivers (ms)",
      description =
          "How often the asset is read when its driver does not push values by itself, in"
              + " milliseconds. Shorter: limits and stops are seen sooner, the line has more to do.",
      min = "200",
      max = "60000")
  int period() default 1000;
}

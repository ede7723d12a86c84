package io.ocpp809.kura.station;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Icon;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** Attributes of a site, as shown in Kura's console. */
@ObjectClassDefinition(
    id = SiteConfig.PID,
    name = "OCPP-809 Site",
    description =
        "The grid connection that the charging stations of this gateway share: its fuse, its meter"
            + " and what happens when the meter cannot be read.",
    icon = @Icon(resource = "OSGI-INF/icons/site.png", size = 32))
@interface SiteConfig {
  /** Factory PID. */
  String PID = "io.ocpp809.site";

  @AttributeDefinition(
      name = "Fuse per phase (A)",
      description =
          "Rated current of the fuse at the grid connection, per phase, in ampere. The sum of what"
              + " all piles may draw never exceeds it; a configuration whose fail-safe currents"
              + " exceed it is refused. 0 means: no fuse is guarded here.",
      min = "0",
      max = "4000")
  double fuse_current() default 0;

  @AttributeDefinition(
      name = "Nominal voltage (V)",
      description =
          "Voltage between a phase and neutral, in volt; used to know the current of piles that tell"
              + " only their power.",
      min = "100",
      max = "300")
  int voltage() default 230;

  @AttributeDefinition(
      name = "Meter at the grid connection",
      description =
          "Asset of the meter that sees the whole site. With it the piles get what the rest of the"
              + " house leaves; without it they share the fuse among themselves.")
  String MeterAsset_target() default "(kura.service.pid=changeme)";

  @AttributeDefinition(
      name = "Template of that meter",
      description =
          "Product of the meter. By roles: for an asset of your own whose channels are named after"
              + " roles such as current.l1. Currents of all phases are needed; of a meter of total"
              + " power only all of it counts on each phase.",
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
      name = "Meter is stale after (s)",
      description =
          "Age of the meter's values, in seconds, from which the fail-safe share applies.",
      min = "1",
      max = "60")
  int meter_stale() default 5;

  @AttributeDefinition(
      name = "Fail-safe share (A)",
      description =
          "Current per phase, in ampere, that all piles together may draw while the meter at the"
              + " grid connection cannot be read. 0 pauses charging then.",
      min = "0",
      max = "4000")
  double failsafe_current() default 0;

  @AttributeDefinition(
      name = "Reserve below the fuse (A)",
      description = "Current per phase, in ampere, that is left unused below the fuse.",
      min = "0",
      max = "100")
  double reserve_current() default 0;

  @AttributeDefinition(
      name = "Rise per second (A)",
      description =
          "How fast a pile's current may rise, in ampere per second. Reductions are immediate.",
      min = "0.1",
      max = "100")
  double ramp() default 5;

  @AttributeDefinition(
      name = "Random delay after power-up (s)",
      description =
          "After a start of the gateway charging resumes within a random time up to this many"
              + " seconds, so that many sites do not load the grid at the same instant. 0 resumes"
              + " at once.",
      min = "0",
      max = "1800")
  int powerup_delay() default 0;

  @AttributeDefinition(
      name = "Pauses per pile and hour",
      description =
          "How often balancing may pause one pile within an hour; each pause works its contactor.",
      min = "1",
      max = "60")
  int pauses_per_hour() default 6;

  @AttributeDefinition(
      name = "Turn of a pile (min)",
      description =
          "How long, in minutes, a pile charges before it makes room for one that waits, when not"
              + " all can be served at their least current. 0: for as long as its vehicle wants.",
      min = "0",
      max = "1440")
  int turn() default 15;

  @AttributeDefinition(
      name = "Circuits",
      description =
          "Sub-distributions with a fuse of their own, one a line: name;ampere per phase;name of"
              + " the circuit above (empty for the grid connection). Example: garage;35;|TextArea",
      required = false)
  String circuits() default "";
}

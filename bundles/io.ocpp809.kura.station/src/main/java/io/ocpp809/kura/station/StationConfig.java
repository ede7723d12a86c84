package io.ocpp809.kura.station;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Icon;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** Attributes of a charging station, as shown in Kura's console. */
@ObjectClassDefinition(
    id = StationConfig.PID,
    name = "OCPP-809 Charging Station",
    description =
        "One charging station as a CSMS sees it, with one or more EVSEs. What the CSMS configures"
            + " is kept in the data folder of the gateway, not here.",
    icon = @Icon(resource = "OSGI-INF/icons/station.png", size = 32))
@interface StationConfig {
  /** Factory PID. */
  String PID = "io.ocpp809.station";

  @AttributeDefinition(
      name = "Site",
      description =
          "The site whose fuse this station shares. Without one only the piles' own ratings limit"
              + " it.")
  String Site_target() default "(kura.service.pid=changeme)";

  @AttributeDefinition(
      name = "Vendor",
      description =
          "Vendor that the CSMS is told at boot, at most 20 characters. Empty: the pile's.",
      max = "20",
      required = false)
  String vendor() default "";

  @AttributeDefinition(
      name = "Model",
      description =
          "Model that the CSMS is told at boot, at most 20 characters. Empty: the pile's.",
      max = "20",
      required = false)
  String model() default "";

  @AttributeDefinition(
      name = "Serial number",
      description =
          "Serial number that the CSMS is told at boot, at most 25 characters. Empty: the pile's,"
              + " else none.",
      max = "25",
      required = false)
  String serial() default "";

  @AttributeDefinition(
      name = "Limit of the station (A)",
      description =
          "Current per phase, in ampere, that all EVSEs of this station may draw together. 0: no"
              + " limit but the EVSEs' own.",
      min = "0",
      max = "1000")
  double limit_current() default 0;

  @AttributeDefinition(
      name = "Without a CSMS",
      description =
          "Who may charge while the CSMS has never been reached since the start, or no CSMS is"
              + " configured.",
      options = {
        @Option(label = "Nobody", value = "NOBODY"),
        @Option(label = "Tokens of the local list and cache", value = "LOCAL_LIST"),
        @Option(label = "Everybody", value = "FREE")
      })
  String offline_policy() default "LOCAL_LIST";

  @AttributeDefinition(
      name = "Refuse new transactions while the store cannot write",
      description =
          "true: nothing is lost, but nobody can start while the disk is full or broken. false:"
              + " charging goes on and a power cut then loses the transaction.")
  boolean store_refuse() default true;

  @AttributeDefinition(
      name = "Size of the journal (MB)",
      description =
          "Disk space for transactions that the CSMS has not confirmed yet, in megabytes. About"
              + " 320 bytes a meter value: 16 MB hold five weeks of charging at one pile with a"
              + " value a minute. When it is full, meter values are dropped, the oldest first, never"
              + " starts and ends.",
      min = "1",
      max = "1024")
  int journal_size() default 16;
}

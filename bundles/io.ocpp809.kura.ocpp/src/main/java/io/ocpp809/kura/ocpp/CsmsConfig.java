package io.ocpp809.kura.ocpp;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.Icon;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Attributes of a connection to a CSMS, as shown in Kura's console. */
@ObjectClassDefinition(
    id = CsmsConfig.PID,
    name = "OCPP-809 CSMS Connection",
    description =
        "Connects one charging station to its CSMS by OCPP 1.6J. What the CSMS configures is kept"
            + " with the station.",
    icon = @Icon(resource = "OSGI-INF/icons/csms.png", size = 32))
@interface CsmsConfig {
  /** Factory PID. */
  String PID = "io.ocpp809.csms";

  @AttributeDefinition(name = "Station", description = "The station that is connected.")
  String Station_target() default "(kura.service.pid=changeme)";

  @AttributeDefinition(
      name = "Address of the CSMS",
      description =
          "ws:// or wss:// address without the station's identity, for example"
              + " wss://csms.example/ocpp. Empty: not connected.",
      required = false)
  String url() default "";

  @AttributeDefinition(
      name = "Identity",
      description =
          "Identity under which the CSMS knows the station, at most 48 characters, no colon. It is"
              + " put at the end of the address.",
      max = "48",
      required = false)
  String identity() default "";

  @AttributeDefinition(
      name = "Password",
      description =
          "Password for Basic authentication; 32 to 40 hexadecimal digits stand for their octets."
              + " What stands behind text: is sent as it is. Empty: no authentication.",
      type = AttributeType.PASSWORD,
      required = false)
  String password() default "";

  @AttributeDefinition(
      name = "First wait before another attempt (s)",
      description = "Seconds to wait after a failed connection; doubled with each failure.",
      min = "1",
      max = "3600")
  int backoff_minimum() default 3;

  @AttributeDefinition(
      name = "Random part of the wait (s)",
      description =
          "Up to so many seconds are added by chance, so that many stations do not come at once.",
      min = "0",
      max = "3600")
  int backoff_random() default 10;

  @AttributeDefinition(
      name = "Doublings of the wait",
      description = "How often the wait is doubled before it stays constant.",
      min = "0",
      max = "10")
  int backoff_doublings() default 3;

  @AttributeDefinition(
      name = "Boot on every connection",
      description =
          "true: BootNotification is sent after each connection; for a CSMS that waits for it."
              + " false: only after a start, as the standard says.")
  boolean boot_on_reconnect() default false;

  @AttributeDefinition(
      name = "Milliseconds in timestamps",
      description =
          "true: times are sent with milliseconds. false: in whole seconds, for a CSMS that cannot"
              + " read fractions.")
  boolean timestamp_fractions() default true;

  @AttributeDefinition(
      name = "Tell limits of the grid",
      description =
          "true: a limit of the grid operator is told by DataTransfer (vendor io.ocpp809, message"
              + " GridLimit) when it begins, changes and ends; given up until the next boot where the"
              + " CSMS refuses it. false: the composite schedule alone shows it.")
  boolean grid_limits() default false;

  @AttributeDefinition(
      name = "Tell vehicle numbers",
      description =
          "true: the identification number (VIN) of a vehicle that tells it is told by DataTransfer"
              + " (vendor io.ocpp809, message Vehicle), once in a transaction; given up until the next"
              + " boot where the CSMS refuses it. It is personal data. false: it is not told.")
  boolean vehicle_numbers() default false;

  @AttributeDefinition(
      name = "SSL configuration",
      description =
          "Kura's SSL service for wss:// addresses; without one the gateway's default trust store is"
              + " used.")
  String SslManagerService_target() default "(kura.service.pid=changeme)";
}

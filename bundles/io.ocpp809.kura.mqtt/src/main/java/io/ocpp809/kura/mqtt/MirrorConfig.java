package io.ocpp809.kura.mqtt;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.Icon;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Attributes of a mirror, as shown in Kura's console. */
@ObjectClassDefinition(
    id = MirrorConfig.PID,
    name = "OCPP-809 MQTT Mirror",
    description =
        "Publishes what happens at charging stations to an MQTT broker, to a Kura cloud connection,"
            + " or to both. It only tells; nothing that bills depends on it.",
    icon = @Icon(resource = "OSGI-INF/icons/mqtt.png", size = 32))
@interface MirrorConfig {
  /** Factory PID. */
  String PID = "io.ocpp809.mqtt";

  /** Filter that matches nothing. */
  String NOTHING = "(kura.service.pid=changeme)";

  @AttributeDefinition(
      name = "Charging station",
      description =
          "The station to mirror. A filter that matches several, such as (kura.service.pid=hall-*),"
              + " mirrors all of them over one connection. With none, nothing is published.")
  String Station_target() default NOTHING;

  @AttributeDefinition(
      name = "Broker",
      description =
          "Address of the MQTT broker: tcp://host:1883, or ssl://host:8883 with TLS; also ws:// and"
              + " wss://. Empty: no broker, only the cloud connection below.",
      required = false)
  String broker_uri() default "";

  @AttributeDefinition(
      name = "Client id",
      description =
          "Name of this connection at the broker. Two connections with one name throw each other"
              + " out. Empty: made from the gateway's serial number, or its network"
              + " address, and this component's name.",
      required = false)
  String client_id() default "";

  @AttributeDefinition(
      name = "User name",
      description = "User name at the broker; empty for none.",
      required = false)
  String user() default "";

  @AttributeDefinition(
      name = "Password",
      description =
          "Password at the broker, kept encrypted. Over tcp:// anybody on the way can read it.",
      type = AttributeType.PASSWORD,
      required = false)
  String password() default "";

  @AttributeDefinition(
      name = "SSL manager",
      description =
          "Kura's SSL manager with the trusted certificates and, if the broker asks for one, the"
              + " client certificate; for ssl:// and wss://. Once one is named, nothing is sent"
              + " until it is there. None: the Java platform's trust store decides.")
  String SslManagerService_target() default NOTHING;

  @AttributeDefinition(
      name = "Topic prefix",
      description =
          "First levels of all topics, without / at the ends, + or #. Below it lie"
              + " STATION/evse/N/… and link/CLIENT.")
  String topic_prefix() default "ocpp809";

  @AttributeDefinition(
      name = "Keep-alive (s)",
      description =
          "Seconds without traffic after which the broker is asked whether it is there. Shorter:"
              + " losses are noticed sooner (after one and a half times this); halving it adds about"
              + " 2.4 MB of mobile data a month.",
      min = "10",
      max = "3600")
  int keep_alive() default 240;

  @AttributeDefinition(
      name = "Messages kept offline",
      description =
          "Messages kept in memory while the broker cannot be reached; about 0.5 kB each. More are"
              + " dropped, measured values first, and counted.",
      min = "10",
      max = "100000")
  int buffer_messages() default 1000;

  @AttributeDefinition(
      name = "Shortest interval (s)",
      description =
          "Measured values of an EVSE are not published more often than this, in seconds. Halving it"
              + " nearly doubles the mobile data (19 MB a month at 60 s, charging round the clock).",
      min = "1",
      max = "3600")
  int interval_min() default 60;

  @AttributeDefinition(
      name = "Longest interval (s)",
      description =
          "Measured values of an EVSE are published at least this often, in seconds, though nothing"
              + " changes. Not below the shortest interval.",
      min = "1",
      max = "86400")
  int interval_max() default 900;

  @AttributeDefinition(
      name = "Power band (W)",
      description = "A change of power by more than this is published, in W.",
      min = "0")
  double band_power() default 200;

  @AttributeDefinition(
      name = "Current band (A)",
      description = "A change of a current by more than this is published, in A.",
      min = "0")
  double band_current() default 1;

  @AttributeDefinition(
      name = "Voltage band (V)",
      description = "A change of a voltage by more than this is published, in V.",
      min = "0")
  double band_voltage() default 5;

  @AttributeDefinition(
      name = "State of charge band (%)",
      description = "A change of the state of charge by more than this is published, in percent.",
      min = "0")
  double band_soc() default 1;

  @AttributeDefinition(
      name = "Energy band (Wh)",
      description =
          "A rise of the energy register by more than this is published, in Wh. 0: energy alone is"
              + " no reason to publish; it comes with the other values.",
      min = "0")
  double band_energy() default 0;

  @AttributeDefinition(
      name = "Publish tokens",
      description =
          "true: the tokens of users (card numbers) are part of transaction messages. They are"
              + " personal data: whoever reads the broker sees who charged. false: they are left out.")
  boolean publish_tokens() default false;

  @AttributeDefinition(
      name = "Publish vehicle numbers",
      description =
          "true: the identification numbers (VIN) of vehicles are published as they are. They are"
              + " personal data: whoever reads the broker sees which vehicle charged. false: only"
              + " their first three characters, the maker, are readable.")
  boolean publish_vehicles() default false;

  @AttributeDefinition(
      name = "Cloud publisher",
      description =
          "A publisher of one of Kura's cloud connections that gets the same messages. As shipped,"
              + " Kura's data service lets one message a second through.")
  String CloudPublisher_target() default NOTHING;
}

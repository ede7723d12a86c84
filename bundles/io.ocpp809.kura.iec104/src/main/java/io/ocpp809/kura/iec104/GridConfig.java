package io.ocpp809.kura.iec104;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Icon;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** Attributes of a controlled station, as shown in Kura's console. */
@ObjectClassDefinition(
    id = GridConfig.PID,
    name = "OCPP-809 IEC 60870-5-104",
    description =
        "Makes the charging site a controlled station of telecontrol: the control centre of the"
            + " grid operator reads it and limits it.",
    icon = @Icon(resource = "OSGI-INF/icons/iec104.png", size = 32))
@interface GridConfig {
  /** Factory PID. */
  String PID = "io.ocpp809.iec104";

  /** Filter that matches nothing. */
  String NOTHING = "(kura.service.pid=changeme)";

  @AttributeDefinition(
      name = "Site",
      description =
          "The site whose grid connection is limited and metered. With none, a limit for the site"
              + " is parted equally among the EVSEs of the stations below.")
  String Site_target() default NOTHING;

  @AttributeDefinition(
      name = "Charging stations",
      description =
          "The stations of the site: a filter that may match several. EVSEs take part by their"
              + " number at the site (site.number); those without one count in sums only.")
  String Station_target() default NOTHING;

  @AttributeDefinition(
      name = "Listens on",
      description =
          "Address of the network interface that the control centre connects to, such as"
              + " 192.0.2.10. 0.0.0.0 is all of them. Empty: nothing is listened on. What was set"
              + " stands, and groups that command count as lost.",
      required = false)
  String bind() default "";

  @AttributeDefinition(
      name = "Port",
      description = "TCP port. 2404 as a rule, 19998 with TLS.",
      min = "1",
      max = "65535")
  int port() default 2404;

  @AttributeDefinition(
      name = "Common address",
      description = "Common address of the station, as the control centre has it.",
      min = "1",
      max = "65534")
  int common_address() default 1;

  @AttributeDefinition(
      name = "Groups",
      description =
          "Who may connect, a line a redundancy group: name;rights;addresses;originators. Rights:"
              + " commands or watches. Addresses, parted by blanks: 192.0.2.7 or 192.0.2.0/24."
              + " Originators, parted by blanks, 0 to 255; none for any. Behind a fourth semicolon"
              + " hold: its loss does not count for the limit below. Example:"
              + " centre;commands;192.0.2.7 192.0.2.8;3. All others are turned away. An address"
              + " belongs to the first group that has it.|TextArea",
      required = false)
  String groups() default "";

  @AttributeDefinition(
      name = "Most connections",
      description = "Connections at a time; more are turned away.",
      min = "1",
      max = "100")
  int connections() default 8;

  @AttributeDefinition(
      name = "Keystore",
      description =
          "Kura's keystore with our key and certificate. Once one is named, connections are"
              + " encrypted (TLS 1.2 or 1.3, IEC 62351-3), and none is accepted before keystore and"
              + " truststore are there. None: not encrypted.")
  String KeystoreService_target() default NOTHING;

  @AttributeDefinition(
      name = "Truststore",
      description =
          "Kura's keystore with the certificates of those who issue the control centre's. A client"
              + " without a certificate from there is turned away.")
  String TruststoreKeystoreService_target() default NOTHING;

  @AttributeDefinition(
      name = "EVSEs with points of their own",
      description =
          "Numbers of EVSEs at the site that have points of their own in the default plan, such as"
              + " 1-4 7. Empty: the points of the site only, about twenty.",
      required = false)
  String evses() default "";

  @AttributeDefinition(
      name = "Point list",
      description =
          "The grid operator's list in place of the default plan: the text of a CSV file, columns"
              + " parted by semicolons, as ./ocpp809 iec104 points prints it. A fault in it is"
              + " named with line and column, and the list before stays in force.|TextArea",
      required = false)
  String point_list() default "";

  @AttributeDefinition(
      name = "Remote control",
      description =
          "true: commands and set-points are taken. false: they are refused (local); what stands"
              + " goes on standing.")
  boolean remote_control() default true;

  @AttributeDefinition(
      name = "Installed power (kW)",
      description =
          "What 100 % means and the most that a set-point for the site can be, in kW: the"
              + " contracted power, as a rule.",
      min = "1",
      max = "100000")
  double installed_power() default 100;

  @AttributeDefinition(
      name = "When the control centre is lost",
      description =
          "What holds while a commanding group has no connection that is started. CHOOSE: nothing"
              + " is chosen yet, and commands are refused. HOLD: what was set last goes on. LIMIT:"
              + " the limit below holds besides. Nothing is ever released by silence.",
      options = {
        @Option(label = "Choose", value = "CHOOSE"),
        @Option(label = "Hold what was set last", value = "HOLD"),
        @Option(label = "Limit", value = "LIMIT")
      })
  String failsafe() default "CHOOSE";

  @AttributeDefinition(
      name = "Limit when lost (kW)",
      description = "Limit of the site when the control centre is lost and LIMIT is chosen, in kW.",
      min = "0",
      max = "100000")
  double failsafe_limit() default 0;

  @AttributeDefinition(
      name = "Lost after (s)",
      description =
          "How long the connection of a commanding group may be gone before that, in seconds, from"
              + " the moment at which the loss is noticed: at once, or where nothing says so after"
              + " t1 and t3 together at the latest.",
      min = "1",
      max = "86400")
  int failsafe_delay() default 60;

  @AttributeDefinition(
      name = "Ramp (%/min)",
      description =
          "How fast a limit rises, in percent of the rating a minute; 0 at once. It is lowered at"
              + " once always.",
      min = "0",
      max = "1000")
  double ramp() default 10;

  @AttributeDefinition(
      name = "Guaranteed power",
      description =
          "true: a limit leaves each EVSE 4.2 kW, and the site what that comes to for all of them"
              + " (Germany, section 14a EnWG, low voltage). false: a limit may be 0.")
  boolean floor() default false;

  @AttributeDefinition(
      name = "Effect within (s)",
      description =
          "Seconds within which a limit must be seen in the measured power; if not, the point for"
              + " that is set and the journal says so.",
      min = "1",
      max = "600")
  int effect_timeout() default 20;

  @AttributeDefinition(
      name = "Termination",
      description =
          "Whether commands end with an activation termination. NONE: the confirmation is all;"
              + " another command may follow at once. POSITIVE: one in the end, whatever came of"
              + " it. BY_EFFECT: negative if the effect was not seen in time.",
      options = {
        @Option(label = "None", value = "NONE"),
        @Option(label = "Positive", value = "POSITIVE"),
        @Option(label = "By effect", value = "BY_EFFECT")
      })
  String termination() default "NONE";

  @AttributeDefinition(
      name = "Selection lives (s)",
      description = "Seconds within which a command that was selected must be executed.",
      min = "1",
      max = "60")
  int select_life() default 10;

  @AttributeDefinition(
      name = "Command age (s)",
      description =
          "A command with a time tag older than this many seconds is refused. Not judged while the"
              + " gateway's own clock is not trusted.",
      min = "1",
      max = "3600")
  int command_age() default 60;

  @AttributeDefinition(
      name = "Clock synchronisation",
      description =
          "What the control centre's clock synchronisation does; the gateway's clock is never set."
              + " CONFIRM: the difference is noted. FOLLOW: time tags follow it, for networks"
              + " without a time server. REFUSE: it is refused.",
      options = {
        @Option(label = "Confirm", value = "CONFIRM"),
        @Option(label = "Follow", value = "FOLLOW"),
        @Option(label = "Refuse", value = "REFUSE")
      })
  String clock() default "CONFIRM";

  @AttributeDefinition(
      name = "Time zone",
      description = "Zone of time tags: UTC, or such as Europe/Berlin with summer time.")
  String time_zone() default "UTC";

  @AttributeDefinition(
      name = "Background scan (s)",
      description = "Period in seconds in which all points are told anew; 0 for never.",
      min = "0",
      max = "86400")
  int background() default 300;

  @AttributeDefinition(
      name = "Chatter",
      description =
          "Changes of a state within 10 s after which it is blocked until it is quiet; 0 for"
              + " never.",
      min = "0",
      max = "1000")
  int chatter() default 10;

  @AttributeDefinition(
      name = "Events kept",
      description =
          "Most events that wait for a group, states and counters in full; about 0.2 kB of memory"
              + " each. More are lost, the oldest first, which a point tells.",
      min = "1000",
      max = "1000000")
  int events() default 20000;

  @AttributeDefinition(
      name = "k",
      description = "Most messages that are sent and not confirmed.",
      min = "1",
      max = "32767")
  int k() default 12;

  @AttributeDefinition(
      name = "w",
      description = "Messages received after which they are confirmed; at most two thirds of k.",
      min = "1",
      max = "32767")
  int w() default 8;

  @AttributeDefinition(
      name = "t1 (s)",
      description = "Seconds within which a message must be confirmed, else the connection ends.",
      min = "1",
      max = "255")
  int t1() default 15;

  @AttributeDefinition(
      name = "t2 (s)",
      description = "Seconds after which what was received is confirmed; less than t1.",
      min = "1",
      max = "254")
  int t2() default 10;

  @AttributeDefinition(
      name = "t3 (s)",
      description = "Seconds of silence after which the connection is tested; more than t1.",
      min = "2",
      max = "172800")
  int t3() default 20;
}

package io.ocpp809.kura.modbus;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Icon;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** Attributes of a Modbus driver, as shown in Kura's console. */
@ObjectClassDefinition(
    id = DriverConfig.PID,
    name = "OCPP-809 Modbus Driver",
    description =
        "One Modbus line: a host and port, a serial port, or a device that dials in, with one or"
            + " more units.",
    icon = @Icon(resource = "OSGI-INF/icons/modbus.png", size = 32))
@interface DriverConfig {
  /** Factory PID. */
  String PID = "io.ocpp809.driver.modbus";

  /** Filter that matches nothing. */
  String NOTHING = "(kura.service.pid=changeme)";

  @AttributeDefinition(
      name = "Transport",
      description =
          "Modbus TCP, RTU frames over TCP (serial converters in transparent mode), RTU on a serial"
              + " port of the gateway, either of the first two through TLS (Modbus/TCP Security), or"
              + " either of a device that dials in, as one behind a modem does.",
      options = {
        @Option(label = "Modbus TCP", value = "TCP"),
        @Option(label = "RTU over TCP", value = "RTU_OVER_TCP"),
        @Option(label = "RTU on a serial port", value = "RTU"),
        @Option(label = "Modbus TCP through TLS", value = "TLS"),
        @Option(label = "RTU over TCP through TLS", value = "RTU_OVER_TLS"),
        @Option(label = "the device dials in: RTU frames", value = "DIAL_IN_RTU"),
        @Option(label = "the device dials in: Modbus TCP", value = "DIAL_IN_TCP")
      })
  String transport() default "TCP";

  @AttributeDefinition(
      name = "Host",
      description =
          "Name or address of the device or converter, for the transports over TCP and TLS. Drivers"
              + " with the same host and port share one connection.")
  String host() default "127.0.0.1";

  @AttributeDefinition(
      name = "Port",
      description =
          "TCP port, usually 502, with TLS usually 802. For a device that dials in the port of this"
              + " gateway that it calls; above 1023.",
      min = "1",
      max = "65535")
  int port() default 502;

  @AttributeDefinition(
      name = "Truststore",
      description =
          "For TLS: Kura's keystore with the certificate of whoever issued the device's. Without it"
              + " no connection is made through TLS.")
  String TruststoreKeystoreService_target() default NOTHING;

  @AttributeDefinition(
      name = "Keystore",
      description =
          "For TLS: Kura's keystore with our own key and certificate, for devices that want one."
              + " None: such a device refuses us.")
  String KeystoreService_target() default NOTHING;

  @AttributeDefinition(
      name = "Name is checked",
      description =
          "For TLS: whether the host must stand in the device's certificate. false for devices"
              + " whose certificate has no name; then any certificate of the truststore's issuers"
              + " is as good.")
  boolean tls_name() default true;

  @AttributeDefinition(
      name = "Listens on",
      required = false,
      description =
          "For a device that dials in: address of this gateway, such as that of its VPN. Empty: all"
              + " of them. Whoever reaches the port can pretend to be the device.")
  String listen_address() default "";

  @AttributeDefinition(
      name = "Caller is known by",
      description =
          "How a device that dials in is told from others on the same port: by the octets that its"
              + " modem sends first (registration packet), by its source address, by the unit that"
              + " answers, or not at all: then the port is its alone.",
      options = {
        @Option(label = "its first octets", value = "FIRST_OCTETS"),
        @Option(label = "its source address", value = "ADDRESS"),
        @Option(label = "the unit that answers", value = "UNIT"),
        @Option(label = "nothing: anybody", value = "ANYBODY")
      })
  String caller_by() default "FIRST_OCTETS";

  @AttributeDefinition(
      name = "Caller",
      required = false,
      description =
          "What it is known by: first octets as text (PILE-7) or as hexadecimal digits behind 0x"
              + " (0x50494C45), 1 to 64; an address (10.8.0.7); or a unit (1). What a stranger sends"
              + " is told in the log, so that it can be entered here.")
  String caller() default "";

  @AttributeDefinition(
      name = "Heartbeat",
      required = false,
      description =
          "Octets that the modem sends now and then on its own, written as the caller's; they are"
              + " cut out, also within a reply. Long ones are safer: without a checksum (Modbus"
              + " TCP) a value that reads like one is lost. Empty: none.")
  String heartbeat() default "";

  @AttributeDefinition(
      name = "Serial port",
      description =
          "Device file of the serial port, for example /dev/ttyUSB0 or /dev/serial/by-id/…; the"
              + " latter finds a USB adapter also when it comes back under another number.")
  String device() default "/dev/ttyUSB0";

  @AttributeDefinition(
      name = "Baud rate",
      description =
          "Bits per second on the serial line, also on that behind a converter; all units must use"
              + " the same. Reads are kept so short that a write never waits long for them.",
      min = "300",
      max = "921600")
  int baud() default 9600;

  @AttributeDefinition(
      name = "Parity",
      description =
          "Parity of the serial line; a wrong one looks as if nothing answered. There are always 8"
              + " data bits.",
      options = {
        @Option(label = "none", value = "NONE"),
        @Option(label = "even", value = "EVEN"),
        @Option(label = "odd", value = "ODD")
      })
  String parity() default "EVEN";

  @AttributeDefinition(
      name = "Stop bits",
      description = "Stop bits of the serial line: 1 with parity, often 2 without.",
      min = "1",
      max = "2")
  int stop_bits() default 1;

  @AttributeDefinition(
      name = "RS-485 direction",
      description =
          "How the transceiver is switched between sending and receiving. If it is wrong, requests"
              + " are seen on the bus, but no reply is, or nothing is seen at all. A port that cannot"
              + " do what is chosen is not opened.",
      options = {
        @Option(label = "by the adapter itself (USB adapters, RS-232)", value = "AUTOMATIC"),
        @Option(label = "by the kernel's driver (on-board ports)", value = "DRIVER"),
        @Option(label = "by the gateway: RTS on while sending", value = "RTS"),
        @Option(label = "by the gateway: RTS off while sending", value = "RTS_INVERTED")
      })
  String rs485() default "AUTOMATIC";

  @AttributeDefinition(
      name = "Connection time-out (ms)",
      description =
          "Longest wait for a TCP connection and its TLS handshake, or for the call of a device that"
              + " dials in, in milliseconds; then it is tried again after a pause that grows from"
              + " 0.5 s to 30 s, which a call ends.",
      min = "100",
      max = "30000")
  int connect_timeout() default 2000;

  @AttributeDefinition(
      name = "Reply time-out (ms)",
      description =
          "Longest wait for a reply, in milliseconds, on top of the time its characters take. Too"
              + " short: good replies are lost; too long: a dead unit costs the others their time.",
      min = "50",
      max = "10000")
  int timeout() default 500;

  @AttributeDefinition(
      name = "Pause between requests (ms)",
      description =
          "Least pause between two requests, in milliseconds; some devices need one. On a serial"
              + " line it is never below 3.5 characters.",
      min = "0",
      max = "2000")
  int gap() default 0;

  @AttributeDefinition(
      name = "Adapter echoes",
      description =
          "Whether a two-wire adapter or converter gives back what is sent. Then the echo "
              + "is compared and cut out, for RTU and RTU over TCP. false at such an adapter: a "
              + "write's echo may be taken for its acknowledgement.")
  boolean echo() default false;

  @AttributeDefinition(
      name = "Pause after connecting (ms)",
      description =
          "Pause between a connection and the first request on it, in milliseconds; some "
              + "devices lose what comes earlier.",
      min = "0",
      max = "30000")
  int gap_connect() default 0;

  @AttributeDefinition(
      name = "Pause before another unit (ms)",
      description =
          "Least pause before a request to another unit than the one before, in "
              + "milliseconds; some converters and devices need one. A write waits for it, too.",
      min = "0",
      max = "2000")
  int gap_unit() default 0;

  @AttributeDefinition(
      name = "Close when idle for (ms)",
      description =
          "Time without a request, in milliseconds, after which a TCP connection is "
              + "closed, for devices that take one client at a time; it is made again when "
              + "needed. 0 keeps it open.",
      min = "0",
      max = "3600000")
  int close_after() default 0;

  @AttributeDefinition(
      name = "Fast polls every (ms)",
      description = "Period of the points polled fast (state, currents, power), in milliseconds.",
      min = "200",
      max = "60000")
  int fast_period() default 1000;

  @AttributeDefinition(
      name = "Slow polls every (ms)",
      description = "Period of the points polled slowly (temperatures, counters), in milliseconds.",
      min = "1000",
      max = "600000")
  int slow_period() default 15000;

  @AttributeDefinition(
      name = "Values may be as old as (ms)",
      description =
          "A read is answered from polled values up to this age, in milliseconds; older ones are"
              + " read from the device. What is polled once lasts ten minutes.",
      min = "0",
      max = "600000")
  int max_age() default 2000;

  @AttributeDefinition(
      name = "A read answers within (ms)",
      description =
          "Longest time that a read or write may take, in milliseconds; what has not come by then is"
              + " reported as a failure of its channel.",
      min = "100",
      max = "30000")
  int read_bound() default 1000;

  @AttributeDefinition(
      name = "Keep the last frames",
      description =
          "true: the last 100 frames of the line in both directions are kept, each with what was"
              + " decided about it, for a remote request (GET trace/DRIVER) or a channel of table"
              + " COUNTER named line.trace. They may contain card numbers. false: nothing is kept.")
  boolean trace() default false;
}

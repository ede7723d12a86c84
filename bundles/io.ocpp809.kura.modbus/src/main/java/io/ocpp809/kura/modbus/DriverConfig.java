package io.ocpp809.kura.modbus;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Icon;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** Attributes of a Modbus driver, as shown in Kura's console. */
@ObjectClassDefinition(
    id = DriverConfig.PID,
    name = "OCPP-809 Modbus Driver",
    description = "One Modbus line: a host and port, or a serial port, with one or more units.",
    icon = @Icon(resource = "OSGI-INF/icons/modbus.png", size = 32))
@interface DriverConfig {
  /** Factory PID. */
  String PID = "io.ocpp809.driver.modbus";

  @AttributeDefinition(
      name = "Transport",
      description =
          "Modbus TCP, RTU frames over TCP (serial converters in transparent mode), or RTU on a"
              + " serial port of the gateway.",
      options = {
        @Option(label = "Modbus TCP", value = "TCP"),
        @Option(label = "RTU over TCP", value = "RTU_OVER_TCP"),
        @Option(label = "RTU on a serial port", value = "RTU")
      })
  String transport() default "TCP";

  @AttributeDefinition(
      name = "Host",
      description =
          "Name or address of the device or converter, for the two TCP transports. Drivers with the"
              + " same host and port share one connection.")
  String host() default "127.0.0.1";

  @AttributeDefinition(
      name = "Port",
      description = "TCP port, usually 502.",
      min = "1",
      max = "65535")
  int port() default 502;

  @AttributeDefinition(
      name = "Serial port",
      description =
          "Device file of the serial port, for example /dev/ttyUSB0 or /dev/serial/by-id/…")
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
              + " are seen on the bus, but no reply is.",
      options = {
        @Option(label = "by the adapter itself (USB adapters, RS-232)", value = "AUTOMATIC"),
        @Option(label = "by the kernel's driver (on-board ports)", value = "DRIVER")
      })
  String rs485() default "AUTOMATIC";

  @AttributeDefinition(
      name = "Connection time-out (ms)",
      description =
          "Longest wait for a TCP connection, in milliseconds; then it is tried again after a pause"
              + " that grows from 0.5 s to 30 s.",
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
              + " read from the device.",
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
}

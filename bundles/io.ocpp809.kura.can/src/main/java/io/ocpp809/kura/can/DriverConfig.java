package io.ocpp809.kura.can;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Icon;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** Attributes of a CAN driver, as shown in Kura's console. */
@ObjectClassDefinition(
    id = DriverConfig.PID,
    name = "OCPP-809 CAN Driver",
    description =
        "One CAN bus: the charging bus of one plug (GB/T 27930), which is only listened to, or any"
            + " other bus.",
    icon = @Icon(resource = "OSGI-INF/icons/can.png", size = 32))
@interface DriverConfig {
  /** Factory PID. */
  String PID = "io.ocpp809.driver.can";

  @AttributeDefinition(
      name = "Link",
      description = "What the bus is connected to. Drivers with the same one share it.",
      options = {
        @Option(label = "CAN interface of the gateway (SocketCAN)", value = "SOCKETCAN"),
        @Option(label = "SLCAN adapter on a serial or USB port", value = "SLCAN"),
        @Option(label = "SLCAN over TCP", value = "SLCAN_TCP"),
        @Option(label = "CAN-to-Ethernet converter, 13 octets, TCP", value = "CONVERTER_TCP"),
        @Option(label = "CAN-to-Ethernet converter, 13 octets, UDP", value = "CONVERTER_UDP"),
        @Option(label = "Replay of a recording", value = "REPLAY")
      })
  String link() default "SOCKETCAN";

  @AttributeDefinition(
      name = "Bus",
      description =
          "What is on the bus. A charging bus is opened only if the link is found to be listening"
              + " only, and GB/T 27930 is decoded. A test bus is a virtual interface or a recording,"
              + " decoded likewise. On any other bus there are raw signals only; it is let go of at"
              + " the first frame of a charger or vehicle.",
      options = {
        @Option(label = "charging bus, GB/T 27930", value = "CHARGING_BUS"),
        @Option(label = "virtual interface or recording, GB/T 27930", value = "TEST_BUS"),
        @Option(label = "any other bus", value = "OTHER")
      })
  String role() default "CHARGING_BUS";

  @AttributeDefinition(
      name = "Interface",
      description =
          "Name of the CAN interface, for example can0. For a charging bus it must be up with its bit"
              + " rate and listen-only on; else it is not opened, and the message says what to type.")
  String interface$() default "can0";

  @AttributeDefinition(
      name = "Serial port",
      description = "Device file of an SLCAN adapter, for example /dev/serial/by-id/…")
  String device() default "/dev/ttyACM0";

  @AttributeDefinition(
      name = "Baud rate of the serial port",
      description =
          "Bits per second between gateway and SLCAN adapter; of USB adapters without meaning.",
      min = "300",
      max = "921600")
  int baud() default 115200;

  @AttributeDefinition(
      name = "Host",
      description = "Name or address of a converter or of an SLCAN adapter on the network.")
  String host() default "127.0.0.1";

  @AttributeDefinition(
      name = "Port",
      description = "Port of the converter or adapter.",
      min = "1",
      max = "65535")
  int port() default 4001;

  @AttributeDefinition(
      name = "Local port",
      description =
          "For UDP: port of the gateway to which the converter is set to send its frames.",
      min = "1",
      max = "65535")
  int local_port() default 4001;

  @AttributeDefinition(
      name = "Bit rate of the bus (bit/s)",
      description =
          "Bit rate of the bus, in bit/s: 250000 by GB/T 27930, 50000 where the pile's maker says so."
              + " It is read back from the interface where that is possible, and a difference is"
              + " refused. 0 does not check it, which a charging bus does not allow.",
      min = "0",
      max = "1000000")
  int bit_rate() default 250000;

  @AttributeDefinition(
      name = "Converter set to listen only",
      description =
          "Declares that the converter is set to listen only, which cannot be read back: it neither"
              + " acknowledges nor sends. Without it a converter is not opened on a charging bus. A"
              + " false declaration can end a charging under load.")
  boolean listen_only() default false;

  @AttributeDefinition(
      name = "Sends",
      description =
          "Whether channels may be written: only on a bus that is no charging bus, within what is"
              + " never sent. With a charging bus the driver is refused.")
  boolean send() default false;

  @AttributeDefinition(
      name = "Offset of currents (A)",
      description =
          "Offset of currents in GB/T 27930, in ampere: -400; some piles above 400 A use another,"
              + " for example -1000. A wrong one shows currents that are off by the difference.",
      min = "-6500",
      max = "0")
  int current_offset() default -400;

  @AttributeDefinition(
      name = "Session ends after silence of (s)",
      description =
          "Time without a frame of charger and vehicle, in seconds, after which a session counts as"
              + " over.",
      min = "1",
      max = "60")
  int session_silence() default 5;

  @AttributeDefinition(
      name = "Mask the vehicle's number in logs",
      description =
          "Whether the log shows only the first three and the last four characters of the vehicle"
              + " identification number, which is personal data. Channels show all of it.")
  boolean vin_masked() default true;

  @AttributeDefinition(
      name = "Recording",
      description =
          "For a replay: file of candump, ASC or CSV on the gateway, to train and to try channels"
              + " without a vehicle. Its values are not real; never join it to a station in use.")
  String replay_file() default "/var/lib/ocpp809/recording.log";

  @AttributeDefinition(
      name = "Pace of the replay",
      description = "As it was recorded, or as fast as possible.",
      options = {
        @Option(label = "as recorded", value = "REAL"),
        @Option(label = "as fast as possible", value = "FAST")
      })
  String replay_pace() default "REAL";

  @AttributeDefinition(
      name = "A write answers within (ms)",
      description =
          "Longest time that a write may take, in milliseconds; what has not left by then is not sent"
              + " and fails. Reads wait for nothing: they are answered from what was heard.",
      min = "100",
      max = "30000")
  int write_bound() default 1000;
}

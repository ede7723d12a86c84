package io.ocpp809.gbt27930.message;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Identification of BMS and vehicle, in a transport session: 49 octets, in the edition of 2011 41,
 * without SPN 2576. The VIN is personal data.
 *
 * <pre>
 * octet
 * 1-3    SPN 2565  version of the protocol, minor number first
 * 4      SPN 2566  chemistry of the battery
 * 5-6    SPN 2567  rated capacity, 0.1 Ah
 * 7-8    SPN 2568  rated voltage, 0.1 V
 * 9-12   SPN 2569  code of the battery's manufacturer; optional, ASCII
 * 13-16  SPN 2570  serial number of the battery, in the manufacturer's form; optional
 * 17     SPN 2571  year of the battery's production; optional, raw 0 is 1985
 * 18     SPN 2571  month of the battery's production; optional
 * 19     SPN 2571  day of the battery's production; optional
 * 20-22  SPN 2572  how often the battery was charged; optional
 * 23     SPN 2573  to whom the battery belongs; optional
 * 24     SPN 2574  reserved
 * 25-41  SPN 2575  vehicle identification number, 17 characters; optional, ASCII
 * 42     SPN 2576  serial number of the BMS software; since 2015, optional
 * 43     SPN 2576  day of the BMS software; since 2015, optional
 * 44     SPN 2576  month of the BMS software; since 2015, optional
 * 45-46  SPN 2576  year of the BMS software; since 2015, optional
 * 47-49  SPN 2576  reserved
 * </pre>
 *
 * @param protocolVersion version of the protocol, minor number first
 * @param batteryType chemistry of the battery
 * @param ratedCapacity rated capacity, Ah
 * @param ratedVoltage rated voltage, V
 * @param manufacturer code of the battery's manufacturer; optional
 * @param packSerial serial number of the battery, in the manufacturer's form; optional
 * @param productionYear year of the battery's production; optional
 * @param productionMonth month of the battery's production; optional
 * @param productionDay day of the battery's production; optional
 * @param chargeCount how often the battery was charged; optional
 * @param ownership to whom the battery belongs; optional
 * @param reserved reserved
 * @param vin vehicle identification number, 17 characters; optional
 * @param softwareSerial serial number of the BMS software; since 2015, optional
 * @param softwareDay day of the BMS software; since 2015, optional
 * @param softwareMonth month of the BMS software; since 2015, optional
 * @param softwareYear year of the BMS software; since 2015, optional
 * @param softwareReserved reserved
 */
public record Brm(
    Optional<ProtocolVersion> protocolVersion,
    BatteryType batteryType,
    OptionalDouble ratedCapacity,
    OptionalDouble ratedVoltage,
    Optional<String> manufacturer,
    OptionalLong packSerial,
    OptionalInt productionYear,
    OptionalInt productionMonth,
    OptionalInt productionDay,
    OptionalInt chargeCount,
    Ownership ownership,
    OptionalInt reserved,
    Optional<String> vin,
    OptionalInt softwareSerial,
    OptionalInt softwareDay,
    OptionalInt softwareMonth,
    OptionalInt softwareYear,
    OptionalInt softwareReserved)
    implements Message {
  private static final Field PROTOCOL_VERSION =
      Field.octets(
          1, 3, 2565, "protocolVersion", Scale.TEXT, "version of the protocol, minor number first");
  private static final Field BATTERY_TYPE =
      Field.octets(4, 1, 2566, "batteryType", Scale.CODE, "chemistry of the battery");
  private static final Field RATED_CAPACITY =
      Field.octets(5, 2, 2567, "ratedCapacity", Scale.CAPACITY, "rated capacity");
  private static final Field RATED_VOLTAGE =
      Field.octets(7, 2, 2568, "ratedVoltage", Scale.VOLTAGE, "rated voltage");
  private static final Field MANUFACTURER =
      Field.octets(
          9, 4, 2569, "manufacturer", Scale.TEXT, "code of the battery's manufacturer; optional");
  private static final Field PACK_SERIAL =
      Field.octets(
          13,
          4,
          2570,
          "packSerial",
          Scale.PLAIN,
          "serial number of the battery, in the manufacturer's form; optional");
  private static final Field PRODUCTION_YEAR =
      Field.octets(
          17,
          1,
          2571,
          "productionYear",
          Scale.YEAR_FROM_1985,
          "year of the battery's production; optional");
  private static final Field PRODUCTION_MONTH =
      Field.octets(
          18,
          1,
          2571,
          "productionMonth",
          Scale.MONTH,
          "month of the battery's production; optional");
  private static final Field PRODUCTION_DAY =
      Field.octets(
          19, 1, 2571, "productionDay", Scale.DAY, "day of the battery's production; optional");
  private static final Field CHARGE_COUNT =
      Field.octets(
          20, 3, 2572, "chargeCount", Scale.PLAIN, "how often the battery was charged; optional");
  private static final Field OWNERSHIP =
      Field.octets(23, 1, 2573, "ownership", Scale.CODE, "to whom the battery belongs; optional");
  private static final Field RESERVED =
      Field.octets(24, 1, 2574, "reserved", Scale.PLAIN, "reserved");
  private static final Field VIN =
      Field.octets(
          25,
          17,
          2575,
          "vin",
          Scale.TEXT,
          "vehicle identification number, 17 characters; optional");
  private static final Field SOFTWARE_SERIAL =
      Field.octets(
          42,
          1,
          2576,
          "softwareSerial",
          Scale.PLAIN,
          "serial number of the BMS software; since 2015, optional");
  private static final Field SOFTWARE_DAY =
      Field.octets(
          43, 1, 2576, "softwareDay", Scale.DAY, "day of the BMS software; since 2015, optional");
  private static final Field SOFTWARE_MONTH =
      Field.octets(
          44,
          1,
          2576,
          "softwareMonth",
          Scale.MONTH,
          "month of the BMS software; since 2015, optional");
  private static final Field SOFTWARE_YEAR =
      Field.octets(
          45,
          2,
          2576,
          "softwareYear",
          Scale.YEAR,
          "year of the BMS software; since 2015, optional");
  private static final Field SOFTWARE_RESERVED =
      Field.octets(47, 3, 2576, "softwareReserved", Scale.PLAIN, "reserved");

  static final List<Signal> SIGNALS =
      List.of(
          Signal.text(MessageType.BRM, PROTOCOL_VERSION, Brm.class, Brm::protocolVersion),
          Signal.state(
              MessageType.BRM, BATTERY_TYPE, BatteryType.values(), Brm.class, Brm::batteryType),
          Signal.number(MessageType.BRM, RATED_CAPACITY, Brm.class, Brm::ratedCapacity),
          Signal.number(MessageType.BRM, RATED_VOLTAGE, Brm.class, Brm::ratedVoltage),
          Signal.text(MessageType.BRM, MANUFACTURER, Brm.class, Brm::manufacturer),
          Signal.large(MessageType.BRM, PACK_SERIAL, Brm.class, Brm::packSerial),
          Signal.whole(MessageType.BRM, PRODUCTION_YEAR, Brm.class, Brm::productionYear),
          Signal.whole(MessageType.BRM, PRODUCTION_MONTH, Brm.class, Brm::productionMonth),
          Signal.whole(MessageType.BRM, PRODUCTION_DAY, Brm.class, Brm::productionDay),
          Signal.whole(MessageType.BRM, CHARGE_COUNT, Brm.class, Brm::chargeCount),
          Signal.state(MessageType.BRM, OWNERSHIP, Ownership.values(), Brm.class, Brm::ownership),
          Signal.whole(MessageType.BRM, RESERVED, Brm.class, Brm::reserved),
          Signal.text(MessageType.BRM, VIN, Brm.class, Brm::vin),
          Signal.whole(MessageType.BRM, SOFTWARE_SERIAL, Brm.class, Brm::softwareSerial),
          Signal.whole(MessageType.BRM, SOFTWARE_DAY, Brm.class, Brm::softwareDay),
          Signal.whole(MessageType.BRM, SOFTWARE_MONTH, Brm.class, Brm::softwareMonth),
          Signal.whole(MessageType.BRM, SOFTWARE_YEAR, Brm.class, Brm::softwareYear),
          Signal.whole(MessageType.BRM, SOFTWARE_RESERVED, Brm.class, Brm::softwareReserved));

  static Brm decode(Reader in) {
    return new Brm(
        in.version(PROTOCOL_VERSION),
        BatteryType.read(in, BATTERY_TYPE),
        in.decimal(RATED_CAPACITY),
        in.decimal(RATED_VOLTAGE),
        in.text(MANUFACTURER),
        in.large(PACK_SERIAL),
        in.whole(PRODUCTION_YEAR),
        in.whole(PRODUCTION_MONTH),
        in.whole(PRODUCTION_DAY),
        in.whole(CHARGE_COUNT),
        Ownership.read(in, OWNERSHIP),
        in.whole(RESERVED),
        Vin.read(in, VIN),
        in.whole(SOFTWARE_SERIAL),
        in.whole(SOFTWARE_DAY),
        in.whole(SOFTWARE_MONTH),
        in.whole(SOFTWARE_YEAR),
        in.whole(SOFTWARE_RESERVED));
  }

  @Override
  public MessageType type() {
    return MessageType.BRM;
  }

  @Override
  public void encode(Writer out) {
    out.version(PROTOCOL_VERSION, protocolVersion);
    out.code(BATTERY_TYPE, batteryType);
    out.decimal(RATED_CAPACITY, ratedCapacity);
    out.decimal(RATED_VOLTAGE, ratedVoltage);
    out.text(MANUFACTURER, manufacturer);
    out.large(PACK_SERIAL, packSerial);
    out.whole(PRODUCTION_YEAR, productionYear);
    out.whole(PRODUCTION_MONTH, productionMonth);
    out.whole(PRODUCTION_DAY, productionDay);
    out.whole(CHARGE_COUNT, chargeCount);
    out.code(OWNERSHIP, ownership);
    out.whole(RESERVED, reserved);
    out.text(VIN, vin);
    out.whole(SOFTWARE_SERIAL, softwareSerial);
    out.whole(SOFTWARE_DAY, softwareDay);
    out.whole(SOFTWARE_MONTH, softwareMonth);
    out.whole(SOFTWARE_YEAR, softwareYear);
    out.whole(SOFTWARE_RESERVED, softwareReserved);
  }

  /**
   * 41 octets of a vehicle of 2011 (by its own version) that says nothing about its software, else
   * 49.
   */
  @Override
  public int length(Context context) {
    boolean software =
        softwareSerial.isPresent()
            || softwareDay.isPresent()
            || softwareMonth.isPresent()
            || softwareYear.isPresent()
            || softwareReserved.isPresent();
    boolean old =
        protocolVersion.map(ProtocolVersion::edition).orElse(context.edition()) == Edition.Y2011;
    return type().length(old && !software ? Edition.Y2011 : Edition.Y2015);
  }
}

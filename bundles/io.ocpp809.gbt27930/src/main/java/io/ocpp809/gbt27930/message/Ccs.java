package io.ocpp809.gbt27930.message;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Charging state of the charger, every 50 ms. The edition of 2011 ends after six octets and knows
 * no permission, whatever a padded frame has in its place; seven octets are common.
 *
 * <pre>
 * octet
 * 1-2    SPN 3081  output voltage, 0.1 V
 * 3-4    SPN 3082  output current, 0.1 A, raw 0 is the offset
 * 5-6    SPN 3083  time charged so far, 1 min
 * 7.1    SPN 3929  whether the charger permits charging; since 2015
 * </pre>
 *
 * @param outputVoltage output voltage, V
 * @param outputCurrent output current, A into the vehicle
 * @param elapsedTime time charged so far, minutes
 * @param permission whether the charger permits charging; since 2015
 */
public record Ccs(
    OptionalDouble outputVoltage,
    OptionalDouble outputCurrent,
    OptionalInt elapsedTime,
    Permission permission)
    implements Message {
  private static final Field OUTPUT_VOLTAGE =
      Field.octets(1, 2, 3081, "outputVoltage", Scale.VOLTAGE, "output voltage");
  private static final Field OUTPUT_CURRENT =
      Field.octets(3, 2, 3082, "outputCurrent", Scale.CURRENT, "output current");
  private static final Field ELAPSED_TIME =
      Field.octets(5, 2, 3083, "elapsedTime", Scale.MINUTES, "time charged so far");
  private static final Field PERMISSION =
      Field.twoBits(7, 1, 3929, "permission", "whether the charger permits charging; since 2015");

  static final List<Signal> SIGNALS =
      List.of(
          Signal.number(MessageType.CCS, OUTPUT_VOLTAGE, Ccs.class, Ccs::outputVoltage),
          Signal.number(MessageType.CCS, OUTPUT_CURRENT, Ccs.class, Ccs::outputCurrent),
          Signal.whole(MessageType.CCS, ELAPSED_TIME, Ccs.class, Ccs::elapsedTime),
          Signal.state(
              MessageType.CCS, PERMISSION, Permission.values(), Ccs.class, Ccs::permission));

  static Ccs decode(Reader in) {
    boolean since2015 = in.context().edition() == Edition.Y2015;
    return new Ccs(
        in.decimal(OUTPUT_VOLTAGE),
        in.decimal(OUTPUT_CURRENT),
        in.whole(ELAPSED_TIME),
        since2015 ? Permission.read(in, PERMISSION) : Permission.UNUSED);
  }

  @Override
  public MessageType type() {
    return MessageType.CCS;
  }

  @Override
  public void encode(Writer out) {
    out.decimal(OUTPUT_VOLTAGE, outputVoltage);
    out.decimal(OUTPUT_CURRENT, outputCurrent);
    out.whole(ELAPSED_TIME, elapsedTime);
    out.code(PERMISSION, permission);
  }
}

package io.ocpp809.gbt27930.message;

import java.util.List;
import java.util.OptionalDouble;

/**
 * Limits of the charger's output. The edition of 2011 ends after six octets, whatever a padded
 * frame has behind them.
 *
 * <pre>
 * octet
 * 1-2    SPN 2824  greatest output voltage, 0.1 V
 * 3-4    SPN 2825  least output voltage, 0.1 V
 * 5-6    SPN 2826  greatest output current, 0.1 A, raw 0 is the offset
 * 7-8    SPN 2827  least output current; since 2015, 0.1 A, raw 0 is the offset
 * </pre>
 *
 * @param maxVoltage greatest output voltage, V
 * @param minVoltage least output voltage, V
 * @param maxCurrent greatest output current, A into the vehicle
 * @param minCurrent least output current; since 2015, A into the vehicle
 */
public record Cml(
    OptionalDouble maxVoltage,
    OptionalDouble minVoltage,
    OptionalDouble maxCurrent,
    OptionalDouble minCurrent)
    implements Message {
  private static final Field MAX_VOLTAGE =
      Field.octets(1, 2, 2824, "maxVoltage", Scale.VOLTAGE, "greatest output voltage");
  private static final Field MIN_VOLTAGE =
      Field.octets(3, 2, 2825, "minVoltage", Scale.VOLTAGE, "least output voltage");
  private static final Field MAX_CURRENT =
      Field.octets(5, 2, 2826, "maxCurrent", Scale.CURRENT, "greatest output current");
  private static final Field MIN_CURRENT =
      Field.octets(7, 2, 2827, "minCurrent", Scale.CURRENT, "least output current; since 2015");

  static final List<Signal> SIGNALS =
      List.of(
          Signal.number(MessageType.CML, MAX_VOLTAGE, Cml.class, Cml::maxVoltage),
          Signal.number(MessageType.CML, MIN_VOLTAGE, Cml.class, Cml::minVoltage),
          Signal.number(MessageType.CML, MAX_CURRENT, Cml.class, Cml::maxCurrent),
          Signal.number(MessageType.CML, MIN_CURRENT, Cml.class, Cml::minCurrent));

  static Cml decode(Reader in) {
    boolean since2015 = in.context().edition() == Edition.Y2015;
    return new Cml(
        in.decimal(MAX_VOLTAGE),
        in.decimal(MIN_VOLTAGE),
        in.decimal(MAX_CURRENT),
        since2015 ? in.decimal(MIN_CURRENT) : OptionalDouble.empty());
  }

  @Override
  public MessageType type() {
    return MessageType.CML;
  }

  @Override
  public void encode(Writer out) {
    out.decimal(MAX_VOLTAGE, maxVoltage);
    out.decimal(MIN_VOLTAGE, minVoltage);
    out.decimal(MAX_CURRENT, maxCurrent);
    out.decimal(MIN_CURRENT, minCurrent);
  }
}

package io.ocpp809.gbt27930.message;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Statistics of the charger at the end. In the edition of 2011 the number has one octet (5). The
 * number is the one of {@link Crm}, raw: the offset of the standard's text is applied by no charger
 * seen.
 *
 * <pre>
 * octet
 * 1-2    SPN 3611  time charged, 1 min
 * 3-4    SPN 3612  energy delivered, 0.1 kWh
 * 5-8    SPN 3613  number of the charger
 * </pre>
 *
 * @param chargeTime time charged, minutes
 * @param energy energy delivered, kWh
 * @param chargerNumber number of the charger
 */
public record Csd(OptionalInt chargeTime, OptionalDouble energy, OptionalLong chargerNumber)
    implements Message {
  private static final Field CHARGE_TIME =
      Field.octets(1, 2, 3611, "chargeTime", Scale.MINUTES, "time charged");
  private static final Field ENERGY =
      Field.octets(3, 2, 3612, "energy", Scale.ENERGY, "energy delivered");
  private static final Field CHARGER_NUMBER =
      Field.octets(5, 4, 3613, "chargerNumber", Scale.PLAIN, "number of the charger");

  private static final Field CHARGER_NUMBER_2011 =
      Field.octets(5, 1, 3613, "chargerNumber", Scale.PLAIN, "number of the charger");

  static final List<Signal> SIGNALS =
      List.of(
          Signal.whole(MessageType.CSD, CHARGE_TIME, Csd.class, Csd::chargeTime),
          Signal.number(MessageType.CSD, ENERGY, Csd.class, Csd::energy),
          Signal.large(MessageType.CSD, CHARGER_NUMBER, Csd.class, Csd::chargerNumber));

  static Csd decode(Reader in) {
    return new Csd(in.whole(CHARGE_TIME), in.decimal(ENERGY), in.large(number(in.context())));
  }

  @Override
  public MessageType type() {
    return MessageType.CSD;
  }

  @Override
  public void encode(Writer out) {
    out.whole(CHARGE_TIME, chargeTime);
    out.decimal(ENERGY, energy);
    out.large(number(out.context()), chargerNumber);
  }

  private static Field number(Context context) {
    return context.edition() == Edition.Y2015 ? CHARGER_NUMBER : CHARGER_NUMBER_2011;
  }
}

package io.ocpp809.gbt27930.message;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Charger recognition. In the edition of 2011 the number has one octet (2) and the area code six
 * (3-8). It is said before the edition is known: a number of one octet and fill is taken as such.
 *
 * <pre>
 * octet
 * 1      SPN 2560  whether the charger has recognised the BMS
 * 2-5    SPN 2561  number of the charger
 * 6-8    SPN 2562  code of the charger's area; optional, ASCII
 * </pre>
 *
 * @param recognition whether the charger has recognised the BMS
 * @param chargerNumber number of the charger
 * @param areaCode code of the charger's area; optional
 */
public record Crm(Recognition recognition, OptionalLong chargerNumber, Optional<String> areaCode)
    implements Message {
  private static final Field RECOGNITION =
      Field.octets(
          1, 1, 2560, "recognition", Scale.CODE, "whether the charger has recognised the BMS");
  private static final Field CHARGER_NUMBER =
      Field.octets(2, 4, 2561, "chargerNumber", Scale.PLAIN, "number of the charger");
  private static final Field AREA_CODE =
      Field.octets(6, 3, 2562, "areaCode", Scale.TEXT, "code of the charger's area; optional");

  private static final Field CHARGER_NUMBER_2011 =
      Field.octets(2, 1, 2561, "chargerNumber", Scale.PLAIN, "number of the charger");
  private static final Field AREA_CODE_2011 =
      Field.octets(3, 6, 2562, "areaCode", Scale.TEXT, "code of the charger's area; optional");

  /** Numbers of 2011 are 1 to 100. */
  private static final int MOST_2011 = 100;

  static final List<Signal> SIGNALS =
      List.of(
          Signal.state(
              MessageType.CRM, RECOGNITION, Recognition.values(), Crm.class, Crm::recognition),
          Signal.large(MessageType.CRM, CHARGER_NUMBER, Crm.class, Crm::chargerNumber),
          Signal.text(MessageType.CRM, AREA_CODE, Crm.class, Crm::areaCode));

  static Crm decode(Reader in) {
    boolean since2015 = in.context().edition() == Edition.Y2015;
    boolean four = since2015 && !numberOfOneOctet(in);
    return new Crm(
        Recognition.read(in, RECOGNITION),
        in.large(four ? CHARGER_NUMBER : CHARGER_NUMBER_2011),
        in.text(since2015 ? AREA_CODE : AREA_CODE_2011));
  }

  private static boolean numberOfOneOctet(Reader in) {
    return in.length() >= CHARGER_NUMBER.lastOctet()
        && in.octet(2) >= 1
        && in.octet(2) <= MOST_2011
        && (in.octet(3) & in.octet(4) & in.octet(5)) == 0xFF;
  }

  @Override
  public MessageType type() {
    return MessageType.CRM;
  }

  @Override
  public void encode(Writer out) {
    boolean since2015 = out.context().edition() == Edition.Y2015;
    out.code(RECOGNITION, recognition);
    out.large(since2015 ? CHARGER_NUMBER : CHARGER_NUMBER_2011, chargerNumber);
    out.text(since2015 ? AREA_CODE : AREA_CODE_2011, areaCode);
  }
}

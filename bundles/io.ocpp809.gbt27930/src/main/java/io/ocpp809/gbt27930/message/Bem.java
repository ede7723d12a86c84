package io.ocpp809.gbt27930.message;

import java.util.List;
import java.util.OptionalInt;

/**
 * Errors that the BMS has found: what it has waited for in vain.
 *
 * <pre>
 * octet
 * 1.1    SPN 3901  no CRM before recognition
 * 1.3    SPN 3902  no CRM that recognises the BMS
 * 2.1    SPN 3903  no CTS and CML
 * 2.3    SPN 3904  no CRO
 * 3.1    SPN 3905  no CCS
 * 3.3    SPN 3906  no CST
 * 4.1    SPN 3907  no CSD
 * 4.3              six bits for other errors, not defined
 * </pre>
 *
 * @param crm00Timeout no CRM before recognition
 * @param crmAaTimeout no CRM that recognises the BMS
 * @param ctsCmlTimeout no CTS and CML
 * @param croTimeout no CRO
 * @param ccsTimeout no CCS
 * @param cstTimeout no CST
 * @param csdTimeout no CSD
 * @param other six bits for other errors, not defined
 */
public record Bem(
    Condition crm00Timeout,
    Condition crmAaTimeout,
    Condition ctsCmlTimeout,
    Condition croTimeout,
    Condition ccsTimeout,
    Condition cstTimeout,
    Condition csdTimeout,
    OptionalInt other)
    implements Message {
  private static final Field CRM00_TIMEOUT =
      Field.twoBits(1, 1, 3901, "crm00Timeout", "no CRM before recognition");
  private static final Field CRM_AA_TIMEOUT =
      Field.twoBits(1, 3, 3902, "crmAaTimeout", "no CRM that recognises the BMS");
  private static final Field CTS_CML_TIMEOUT =
      Field.twoBits(2, 1, 3903, "ctsCmlTimeout", "no CTS and CML");
  private static final Field CRO_TIMEOUT = Field.twoBits(2, 3, 3904, "croTimeout", "no CRO");
  private static final Field CCS_TIMEOUT = Field.twoBits(3, 1, 3905, "ccsTimeout", "no CCS");
  private static final Field CST_TIMEOUT = Field.twoBits(3, 3, 3906, "cstTimeout", "no CST");
  private static final Field CSD_TIMEOUT = Field.twoBits(4, 1, 3907, "csdTimeout", "no CSD");
  private static final Field OTHER =
      new Field("other", 0, 4, 3, 6, Scale.PLAIN, "six bits for other errors, not defined");

  static final List<Signal> SIGNALS =
      List.of(
          Signal.state(
              MessageType.BEM, CRM00_TIMEOUT, Condition.values(), Bem.class, Bem::crm00Timeout),
          Signal.state(
              MessageType.BEM, CRM_AA_TIMEOUT, Condition.values(), Bem.class, Bem::crmAaTimeout),
          Signal.state(
              MessageType.BEM, CTS_CML_TIMEOUT, Condition.values(), Bem.class, Bem::ctsCmlTimeout),
          Signal.state(
              MessageType.BEM, CRO_TIMEOUT, Condition.values(), Bem.class, Bem::croTimeout),
          Signal.state(
              MessageType.BEM, CCS_TIMEOUT, Condition.values(), Bem.class, Bem::ccsTimeout),
          Signal.state(
              MessageType.BEM, CST_TIMEOUT, Condition.values(), Bem.class, Bem::cstTimeout),
          Signal.state(
              MessageType.BEM, CSD_TIMEOUT, Condition.values(), Bem.class, Bem::csdTimeout),
          Signal.whole(MessageType.BEM, OTHER, Bem.class, Bem::other));

  static Bem decode(Reader in) {
    return new Bem(
        Condition.read(in, CRM00_TIMEOUT),
        Condition.read(in, CRM_AA_TIMEOUT),
        Condition.read(in, CTS_CML_TIMEOUT),
        Condition.read(in, CRO_TIMEOUT),
        Condition.read(in, CCS_TIMEOUT),
        Condition.read(in, CST_TIMEOUT),
        Condition.read(in, CSD_TIMEOUT),
        in.whole(OTHER));
  }

  @Override
  public MessageType type() {
    return MessageType.BEM;
  }

  @Override
  public void encode(Writer out) {
    out.code(CRM00_TIMEOUT, crm00Timeout);
    out.code(CRM_AA_TIMEOUT, crmAaTimeout);
    out.code(CTS_CML_TIMEOUT, ctsCmlTimeout);
    out.code(CRO_TIMEOUT, croTimeout);
    out.code(CCS_TIMEOUT, ccsTimeout);
    out.code(CST_TIMEOUT, cstTimeout);
    out.code(CSD_TIMEOUT, csdTimeout);
    out.whole(OTHER, other);
  }
}

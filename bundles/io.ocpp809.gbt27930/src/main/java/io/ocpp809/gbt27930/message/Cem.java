package io.ocpp809.gbt27930.message;

import java.util.List;
import java.util.OptionalInt;

/**
 * Errors that the charger has found: what it has waited for in vain.
 *
 * <pre>
 * octet
 * 1.1    SPN 3921  no BRM
 * 2.1    SPN 3922  no BCP
 * 2.3    SPN 3923  no BRO
 * 3.1    SPN 3924  no BCS
 * 3.3    SPN 3925  no BCL
 * 3.5    SPN 3926  no BST
 * 4.1    SPN 3927  no BSD
 * 4.3              six bits for other errors, not defined
 * </pre>
 *
 * @param brmTimeout no BRM
 * @param bcpTimeout no BCP
 * @param broTimeout no BRO
 * @param bcsTimeout no BCS
 * @param bclTimeout no BCL
 * @param bstTimeout no BST
 * @param bsdTimeout no BSD
 * @param other six bits for other errors, not defined
 */
public record Cem(
    Condition brmTimeout,
    Condition bcpTimeout,
    Condition broTimeout,
    Condition bcsTimeout,
    Condition bclTimeout,
    Condition bstTimeout,
    Condition bsdTimeout,
    OptionalInt other)
    implements Message {
  private static final Field BRM_TIMEOUT = Field.twoBits(1, 1, 3921, "brmTimeout", "no BRM");
  private static final Field BCP_TIMEOUT = Field.twoBits(2, 1, 3922, "bcpTimeout", "no BCP");
  private static final Field BRO_TIMEOUT = Field.twoBits(2, 3, 3923, "broTimeout", "no BRO");
  private static final Field BCS_TIMEOUT = Field.twoBits(3, 1, 3924, "bcsTimeout", "no BCS");
  private static final Field BCL_TIMEOUT = Field.twoBits(3, 3, 3925, "bclTimeout", "no BCL");
  private static final Field BST_TIMEOUT = Field.twoBits(3, 5, 3926, "bstTimeout", "no BST");
  private static final Field BSD_TIMEOUT = Field.twoBits(4, 1, 3927, "bsdTimeout", "no BSD");
  private static final Field OTHER =
      new Field("other", 0, 4, 3, 6, Scale.PLAIN, "six bits for other errors, not defined");

  static final List<Signal> SIGNALS =
      List.of(
          Signal.state(
              MessageType.CEM, BRM_TIMEOUT, Condition.values(), Cem.class, Cem::brmTimeout),
          Signal.state(
              MessageType.CEM, BCP_TIMEOUT, Condition.values(), Cem.class, Cem::bcpTimeout),
          Signal.state(
              MessageType.CEM, BRO_TIMEOUT, Condition.values(), Cem.class, Cem::broTimeout),
          Signal.state(
              MessageType.CEM, BCS_TIMEOUT, Condition.values(), Cem.class, Cem::bcsTimeout),
          Signal.state(
              MessageType.CEM, BCL_TIMEOUT, Condition.values(), Cem.class, Cem::bclTimeout),
          Signal.state(
              MessageType.CEM, BST_TIMEOUT, Condition.values(), Cem.class, Cem::bstTimeout),
          Signal.state(
              MessageType.CEM, BSD_TIMEOUT, Condition.values(), Cem.class, Cem::bsdTimeout),
          Signal.whole(MessageType.CEM, OTHER, Cem.class, Cem::other));

  static Cem decode(Reader in) {
    return new Cem(
        Condition.read(in, BRM_TIMEOUT),
        Condition.read(in, BCP_TIMEOUT),
        Condition.read(in, BRO_TIMEOUT),
        Condition.read(in, BCS_TIMEOUT),
        Condition.read(in, BCL_TIMEOUT),
        Condition.read(in, BST_TIMEOUT),
        Condition.read(in, BSD_TIMEOUT),
        in.whole(OTHER));
  }

  @Override
  public MessageType type() {
    return MessageType.CEM;
  }

  @Override
  public void encode(Writer out) {
    out.code(BRM_TIMEOUT, brmTimeout);
    out.code(BCP_TIMEOUT, bcpTimeout);
    out.code(BRO_TIMEOUT, broTimeout);
    out.code(BCS_TIMEOUT, bcsTimeout);
    out.code(BCL_TIMEOUT, bclTimeout);
    out.code(BST_TIMEOUT, bstTimeout);
    out.code(BSD_TIMEOUT, bsdTimeout);
    out.whole(OTHER, other);
  }
}

package io.ocpp809.gbt27930.message;

import java.util.List;

/**
 * The charger is ready to charge, or not yet.
 *
 * <pre>
 * octet
 * 1      SPN 2830  whether the charger is ready
 * </pre>
 *
 * @param ready whether the charger is ready
 */
public record Cro(Readiness ready) implements Message {
  private static final Field READY =
      Field.octets(1, 1, 2830, "ready", Scale.CODE, "whether the charger is ready");

  static final List<Signal> SIGNALS =
      List.of(Signal.state(MessageType.CRO, READY, Readiness.values(), Cro.class, Cro::ready));

  static Cro decode(Reader in) {
    return new Cro(Readiness.read(in, READY));
  }

  @Override
  public MessageType type() {
    return MessageType.CRO;
  }

  @Override
  public void encode(Writer out) {
    out.code(READY, ready);
  }
}

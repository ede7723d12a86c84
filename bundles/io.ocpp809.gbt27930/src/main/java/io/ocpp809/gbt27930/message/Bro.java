package io.ocpp809.gbt27930.message;

import java.util.List;

/**
 * The vehicle is ready to charge, or not yet.
 *
 * <pre>
 * octet
 * 1      SPN 2829  whether the vehicle is ready
 * </pre>
 *
 * @param ready whether the vehicle is ready
 */
public record Bro(Readiness ready) implements Message {
  private static final Field READY =
      Field.octets(1, 1, 2829, "ready", Scale.CODE, "whether the vehicle is ready");

  static final List<Signal> SIGNALS =
      List.of(Signal.state(MessageType.BRO, READY, Readiness.values(), Bro.class, Bro::ready));

  static Bro decode(Reader in) {
    return new Bro(Readiness.read(in, READY));
  }

  @Override
  public MessageType type() {
    return MessageType.BRO;
  }

  @Override
  public void encode(Writer out) {
    out.code(READY, ready);
  }
}

package io.ocpp809.gbt27930.message;

import java.util.List;
import java.util.Optional;

/**
 * Charger handshake: what the charger says first, since 2015.
 *
 * <pre>
 * octet
 * 1-3    SPN 2600  version of the protocol, minor number first
 * </pre>
 *
 * @param protocolVersion version of the protocol, minor number first
 */
public record Chm(Optional<ProtocolVersion> protocolVersion) implements Message {
  private static final Field PROTOCOL_VERSION =
      Field.octets(
          1, 3, 2600, "protocolVersion", Scale.TEXT, "version of the protocol, minor number first");

  static final List<Signal> SIGNALS =
      List.of(Signal.text(MessageType.CHM, PROTOCOL_VERSION, Chm.class, Chm::protocolVersion));

  static Chm decode(Reader in) {
    return new Chm(in.version(PROTOCOL_VERSION));
  }

  @Override
  public MessageType type() {
    return MessageType.CHM;
  }

  @Override
  public void encode(Writer out) {
    out.version(PROTOCOL_VERSION, protocolVersion);
  }
}

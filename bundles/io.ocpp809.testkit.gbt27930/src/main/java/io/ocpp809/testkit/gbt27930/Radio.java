package io.ocpp809.testkit.gbt27930;

import io.ocpp809.can.Frame;
import io.ocpp809.gbt27930.message.Context;
import io.ocpp809.gbt27930.message.Decoded;
import io.ocpp809.gbt27930.message.Decoder;
import io.ocpp809.gbt27930.message.Edition;
import io.ocpp809.gbt27930.message.Message;
import io.ocpp809.gbt27930.message.MessageType;
import io.ocpp809.gbt27930.message.Node;
import java.util.List;
import java.util.Optional;

/**
 * Makes frames of a party's messages and messages of the frames of the other, with the transport in
 * both directions. What goes out passes a {@link Spoiler}.
 */
final class Radio {
  private final Node node;
  private final Wire wire;
  private final Spoiler spoiler;
  private final PacketSender sender;
  private final PacketReceiver receiver;
  private Context context = Context.Y2015;
  private long now;

  Radio(Node node) {
    this.node = node;
    this.wire = new Wire(node.address(), node.other().address());
    this.spoiler = new Spoiler(wire);
    this.sender = new PacketSender(wire, spoiler::out);
    this.receiver = new PacketReceiver(wire, spoiler::out);
  }

  Spoiler spoiler() {
    return spoiler;
  }

  /** The edition that is spoken from now on. */
  void speak(Edition edition) {
    context = context.with(edition);
  }

  /** What time it is. */
  void at(long nanos) {
    now = nanos;
  }

  /** Has a message sent. */
  void send(Message message) {
    MessageType type = message.type();
    byte[] octets = message.encode(context);
    if (octets.length > 8) {
      sender.send(type.pgn(), octets, now);
    } else {
      spoiler.out(wire.single(type.pgn(), type.priority(), octets), now);
    }
  }

  /** Hears a frame; a message if it completes one of the other's. */
  Optional<Message> hear(Frame frame) {
    if (!wire.forMe(frame) || !spoiler.in(frame, now)) {
      return Optional.empty();
    }
    switch (Wire.pf(frame)) {
      case Wire.TP_CM -> {
        sender.control(frame, now);
        receiver.control(frame, now);
        return Optional.empty();
      }
      case Wire.TP_DT -> {
        return receiver.packet(frame, now).flatMap(p -> read(p.pgn(), p.payload()));
      }
      default -> {
        return read(Wire.pf(frame) << 8, frame.octets());
      }
    }
  }

  private Optional<Message> read(int pgn, byte[] octets) {
    Decoded decoded = Decoder.decode(node.other(), pgn, octets, context);
    return decoded instanceof Decoded.Said said ? Optional.of(said.message()) : Optional.empty();
  }

  /** What goes out now. */
  List<Frame> due() {
    sender.run(now);
    receiver.run(now);
    return spoiler.due(now);
  }

  /** When something is due next. */
  long next() {
    return Math.min(spoiler.next(), Math.min(sender.due(), receiver.due()));
  }

  /** Forgets transports that are under way. */
  void reset() {
    sender.reset();
    receiver.reset();
  }
}

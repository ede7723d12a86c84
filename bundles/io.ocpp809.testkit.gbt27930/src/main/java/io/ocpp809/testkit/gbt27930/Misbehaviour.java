package io.ocpp809.testkit.gbt27930;

import io.ocpp809.gbt27930.message.MessageType;
import java.util.Random;

/**
 * What a party does wrong, from the moment on at which it is told to, until it is told to behave. A
 * message of several packets is meant as a whole.
 */
public sealed interface Misbehaviour {
  /** The message is never sent. */
  record Never(MessageType message) implements Misbehaviour {}

  /** Each frame of the message is sent so much later than its turn. */
  record Late(MessageType message, long millis) implements Misbehaviour {}

  /**
   * The message has another length: a frame is cut or filled up with FF; a transport announces it.
   */
  record Length(MessageType message, int octets) implements Misbehaviour {}

  /** The octets of the message are arbitrary; the same seed gives the same ones. */
  record Garbage(MessageType message, Random random) implements Misbehaviour {}

  /**
   * Transports of the message are aborted with the reason: its own after the first packet, those of
   * the other instead of the CTS.
   */
  record Abort(MessageType message, int reason) implements Misbehaviour {}

  /** Packets of a transport with this number are lost, so many times. */
  record LosePacket(int number, int times) implements Misbehaviour {}

  /** Nothing is sent any more, as if the plug were out. */
  record Vanish() implements Misbehaviour {}

  /** Everything is padded to eight octets, as some vehicles do. */
  record Pad() implements Misbehaviour {}

  /** It never leaves the phase by itself; what it says there it says for ever. */
  record Stuck(Phase phase) implements Misbehaviour {}
}

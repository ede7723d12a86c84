package io.ocpp809.modbus;

import io.ocpp809.modbus.Reply.Failed;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What has come back for the request under way, without the echo of an adapter and without what a
 * modem says on its own.
 */
final class Inbox {
  private static final int SIZE = 600;
  private static final byte[] NOTHING = {};

  private final Framing framing;
  private final Echo echo = new Echo();
  private final byte[] buffer = new byte[SIZE];
  private Interjections interjections = new Interjections(List.of());
  private Request request;
  private int transaction;
  private int echoed;
  private int length;

  Inbox(Framing framing) {
    this.framing = framing;
  }

  /** A modem on the way says this on its own. */
  void modem(Interjections said) {
    interjections = said;
  }

  /**
   * A request is sent.
   *
   * @param number number of the exchange on this link
   * @param given octets that an adapter gives back before the reply; empty if it does not
   */
  void begin(Request sent, int number, byte[] given) {
    request = sent;
    transaction = number;
    echoed = given.length;
    echo.expect(given);
    length = interjections.restore(buffer);
  }

  /**
   * Octets came that are no reply.
   *
   * @param before whether they came before the request that is under way
   */
  void passed(byte[] octets, int count, boolean before) {
    interjections.passed(octets, count);
    if (before) {
      length = interjections.restore(buffer);
    }
  }

  /** Whether octets are what a modem says on its own and nothing else. */
  boolean only(byte[] octets, int count) {
    return interjections.only(octets, count);
  }

  /** Octets came; what does not fit any more is dropped. */
  void add(byte[] octets, int count) {
    interjections.begun();
    int taken = Math.min(count, buffer.length - length);
    System.arraycopy(octets, 0, buffer, length, taken);
    length += taken;
  }

  /** Whether the echo is there; {@link #takeEcho} takes it out. */
  Echo.Found echo() {
    return echo.find(buffer, length);
  }

  /** Takes the echo out. */
  byte[] takeEcho() {
    echo.expect(NOTHING);
    return take(echoed);
  }

  /** Whether an echo was expected and nothing at all has come. */
  boolean echoMissing() {
    return echo.missing() && heard() == 0;
  }

  /** Takes octets out at the front. */
  byte[] take(int count) {
    byte[] taken = Arrays.copyOf(buffer, count);
    length -= count;
    System.arraycopy(buffer, count, buffer, 0, length);
    return taken;
  }

  /** All octets that have not been taken out. */
  byte[] octets() {
    return Arrays.copyOf(buffer, length);
  }

  boolean isEmpty() {
    return length == 0;
  }

  /** How many of them are the device's. */
  int heard() {
    return interjections.cut(buffer, length).map(c -> c.octets().length).orElse(length);
  }

  /**
   * Looks for the reply, without what a modem says on its own. An RTU reply that is sound as it
   * came may have such octets for its data; in Modbus TCP nothing proves that, so there they never
   * count.
   */
  Framing.Found look() {
    Framing.Found found = framing.find(request, transaction, buffer, length);
    boolean sound = found.reply() != null && !(found.reply() instanceof Failed);
    if (sound && framing instanceof RtuFraming) {
      return found;
    }
    Optional<Interjections.Cut> cut = interjections.cut(buffer, length);
    if (cut.isEmpty()) {
      return found;
    }
    byte[] octets = cut.get().octets();
    byte[] begun = cut.get().begun();
    Framing.Found without = framing.find(request, transaction, octets, octets.length);
    if (without.reply() != null) {
      interjections.after(begun);
      return Framing.Found.reply(without.reply(), length);
    }
    if (without.consumed() > 0) {
      System.arraycopy(octets, 0, buffer, 0, octets.length);
      System.arraycopy(begun, 0, buffer, octets.length, begun.length);
      length = octets.length + begun.length;
    }
    return without;
  }
}

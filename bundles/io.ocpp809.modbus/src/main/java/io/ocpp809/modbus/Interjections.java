package io.ocpp809.modbus;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a modem says on its own between the octets of the device behind it: heartbeats and
 * registration packets, also in the middle of a reply. They are cut out; one that has begun while
 * nothing was awaited may end in front of the next reply.
 */
final class Interjections {
  private static final byte[] NOTHING = {};

  private final List<byte[]> patterns;
  private byte[] begun = NOTHING;

  /**
   * Octets without interjections.
   *
   * @param octets what is left
   * @param begun the end of what was received, if an interjection may have begun there
   */
  record Cut(byte[] octets, byte[] begun) {}

  /**
   * Knows what to cut out.
   *
   * @param patterns interjections; empty ones do not count
   */
  Interjections(List<byte[]> patterns) {
    this.patterns = patterns.stream().filter(p -> p.length > 0).toList();
  }

  /** Octets came while nothing was awaited. */
  void passed(byte[] octets, int count) {
    if (!patterns.isEmpty()) {
      byte[] all = Arrays.copyOf(begun, begun.length + count);
      System.arraycopy(octets, 0, all, begun.length, count);
      begun = scan(all).begun();
    }
  }

  /** Whether octets are interjections and nothing else. */
  boolean only(byte[] octets, int count) {
    return cut(octets, count).filter(c -> c.octets().length == 0).isPresent();
  }

  /** Puts what has begun to the front of a buffer; returns its length. */
  int restore(byte[] buffer) {
    System.arraycopy(begun, 0, buffer, 0, begun.length);
    return begun.length;
  }

  /** What had begun has been put in front of what is awaited. */
  void begun() {
    begun = NOTHING;
  }

  /** A reply has been found; what follows it may be the beginning of an interjection. */
  void after(byte[] rest) {
    begun = rest;
  }

  /** Octets without interjections; empty if there are none in them. */
  Optional<Cut> cut(byte[] received, int length) {
    if (patterns.isEmpty()) {
      return Optional.empty();
    }
    Cut cut = scan(Arrays.copyOf(received, length));
    return cut.octets().length == length ? Optional.empty() : Optional.of(cut);
  }

  private Cut scan(byte[] all) {
    byte[] kept = new byte[all.length];
    int length = 0;
    int at = 0;
    while (at < all.length) {
      int size = whole(all, at);
      if (size == 0 && beginning(all, at)) {
        break;
      }
      if (size == 0) {
        kept[length++] = all[at++];
      }
      at += size;
    }
    return new Cut(Arrays.copyOf(kept, length), Arrays.copyOfRange(all, at, all.length));
  }

  private int whole(byte[] all, int at) {
    int size = 0;
    for (byte[] p : patterns) {
      if (p.length > size && at + p.length <= all.length && same(all, at, p, p.length)) {
        size = p.length;
      }
    }
    return size;
  }

  private boolean beginning(byte[] all, int at) {
    int rest = all.length - at;
    return patterns.stream().anyMatch(p -> rest < p.length && same(all, at, p, rest));
  }

  private static boolean same(byte[] all, int at, byte[] pattern, int length) {
    return Arrays.equals(all, at, at + length, pattern, 0, length);
  }
}

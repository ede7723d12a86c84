package io.ocpp809.gbt27930.message;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Writes the values of one message. It begins with all bits one, the fill of the standard (7.9), so
 * that what is not written is not available. What lies beyond the length of the edition is left
 * out.
 */
public final class Writer {
  private final Context context;
  private final byte[] octets;

  Writer(Context context, int length) {
    this.context = context;
    this.octets = new byte[length];
    Arrays.fill(octets, (byte) 0xFF);
  }

  /** What is known of the bus. */
  public Context context() {
    return context;
  }

  byte[] octets() {
    return octets;
  }

  void raw(Field field, long raw) {
    if (raw < 0 || raw > field.fill()) {
      throw refusal(field, "raw " + raw + " does not fit into " + field.bits() + " bits");
    }
    if (field.lastOctet() > octets.length) {
      return;
    }
    long shifted = raw << field.bit() - 1;
    long mask = field.fill() << field.bit() - 1;
    for (int i = field.octet(); i <= field.lastOctet(); i++) {
      octets[i - 1] = (byte) (octets[i - 1] & ~mask | shifted & mask);
      shifted >>>= 8;
      mask >>>= 8;
    }
  }

  private void value(Field field, long raw) {
    if (raw == field.fill()) {
      throw refusal(field, "raw " + raw + " would read as not available");
    }
    raw(field, raw);
  }

  /** A value with decimals, rounded to the nearest step. */
  void decimal(Field field, OptionalDouble value) {
    if (value.isPresent()) {
      double number = value.getAsDouble();
      if (!Double.isFinite(number)) {
        throw refusal(field, "no number");
      }
      value(field, field.scale().raw(number, context));
    }
  }

  /** A whole number. */
  void whole(Field field, OptionalInt value) {
    if (value.isPresent()) {
      value(field, field.scale().raw(value.getAsInt(), context));
    }
  }

  /** A whole number of up to 32 bits without sign. */
  void large(Field field, OptionalLong value) {
    if (value.isPresent()) {
      value(field, value.getAsLong());
    }
  }

  void code(Field field, Coded value) {
    raw(field, value.code());
  }

  void version(Field field, Optional<ProtocolVersion> version) {
    if (version.isPresent()) {
      value(field, version.get().raw());
    }
  }

  /** Printable ASCII, filled up with ones. */
  void text(Field field, Optional<String> text) {
    if (text.isEmpty()) {
      return;
    }
    byte[] characters = text.get().getBytes(StandardCharsets.US_ASCII);
    if (characters.length > field.bits() / 8 || !text.get().chars().allMatch(Writer::printable)) {
      throw refusal(field, "not " + field.bits() / 8 + " printable characters or fewer");
    }
    if (field.lastOctet() <= octets.length) {
      System.arraycopy(characters, 0, octets, field.octet() - 1, characters.length);
    }
  }

  private static boolean printable(int character) {
    return character >= 0x20 && character <= 0x7E;
  }

  private static IllegalArgumentException refusal(Field field, String why) {
    return new IllegalArgumentException(field.name() + " (SPN " + field.spn() + "): " + why);
  }
}

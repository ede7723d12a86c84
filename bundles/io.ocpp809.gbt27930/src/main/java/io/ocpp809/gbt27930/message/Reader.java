package io.ocpp809.gbt27930.message;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Reads the values of one message out of a frame's packed octets or out of an array. Octets that
 * were not sent read as fill, so that their values are not available. Whatever is not taken is
 * remarked.
 */
public final class Reader {
  private static final int CACHED = 1024;
  private static final OptionalInt[] WHOLE = new OptionalInt[CACHED];

  static {
    for (int i = 0; i < CACHED; i++) {
      WHOLE[i] = OptionalInt.of(i - 64);
    }
  }

  private final MessageType type;
  private final Context context;
  private final long packed;
  private final byte[] array;
  private final int length;
  private List<Remark> remarks = List.of();

  /** Reads a frame's octets, the first one in the lowest eight bits. */
  Reader(MessageType type, Context context, long packed, int length) {
    this(type, context, packed, new byte[0], length);
  }

  /** Reads an array. */
  Reader(MessageType type, Context context, byte[] octets) {
    this(type, context, 0, octets, octets.length);
  }

  private Reader(MessageType type, Context context, long packed, byte[] array, int length) {
    this.type = type;
    this.context = context;
    this.packed = packed;
    this.array = array;
    this.length = length;
  }

  /** What is known of the bus. */
  public Context context() {
    return context;
  }

  /** Number of octets that were sent. */
  int length() {
    return length;
  }

  /** What was not taken, in the order of the octets. */
  List<Remark> remarks() {
    return remarks;
  }

  void remark(Field field, long raw, Remark.Reason reason) {
    if (remarks.isEmpty()) {
      remarks = new ArrayList<>(4);
    }
    remarks.add(new Remark(type, field, raw, reason));
  }

  int octet(int number) {
    if (number > length) {
      return 0xFF;
    }
    return array.length == 0
        ? (int) (packed >>> 8 * (number - 1)) & 0xFF
        : array[number - 1] & 0xFF;
  }

  /** The raw number; all bits one where the message ends before the field's end. */
  long raw(Field field) {
    long fill = field.fill();
    int last = field.lastOctet();
    if (last > length) {
      return fill;
    }
    if (array.length == 0) {
      return packed >>> 8 * (field.octet() - 1) + field.bit() - 1 & fill;
    }
    long value = 0;
    for (int i = last; i >= field.octet(); i--) {
      value = value << 8 | array[i - 1] & 0xFF;
    }
    return value >>> field.bit() - 1 & fill;
  }

  private boolean taken(Field field, long raw) {
    if (raw == field.fill()) {
      return false;
    }
    if (!field.scale().plausible(raw, context)) {
      remark(field, raw, Remark.Reason.IMPLAUSIBLE);
      return false;
    }
    return true;
  }

  /** A value with decimals. */
  OptionalDouble decimal(Field field) {
    long raw = raw(field);
    return taken(field, raw)
        ? OptionalDouble.of(field.scale().value(raw, context))
        : OptionalDouble.empty();
  }

  /** A whole number. */
  OptionalInt whole(Field field) {
    long raw = raw(field);
    return taken(field, raw) ? boxed(field.scale().whole(raw)) : OptionalInt.empty();
  }

  /** A whole number of up to 32 bits without sign. */
  OptionalLong large(Field field) {
    long raw = raw(field);
    return taken(field, raw) ? OptionalLong.of(raw) : OptionalLong.empty();
  }

  /** Small numbers come again and again, and are not made anew each time. */
  static OptionalInt boxed(int value) {
    int index = value + 64;
    return index >= 0 && index < CACHED ? WHOLE[index] : OptionalInt.of(value);
  }

  <E extends Enum<E> & Coded> E code(Field field, E[] all, E unknown) {
    int raw = (int) raw(field);
    if (field.bits() == 2) {
      return all[raw];
    }
    for (E constant : all) {
      if (constant.code() == raw) {
        return constant;
      }
    }
    remark(field, raw, Remark.Reason.IMPLAUSIBLE);
    return unknown;
  }

  Optional<ProtocolVersion> version(Field field) {
    int raw = (int) raw(field);
    return raw == field.fill() ? Optional.empty() : Optional.of(ProtocolVersion.of(raw));
  }

  /**
   * Printable ASCII without the fill at its end; not available where all is fill (ones or zeros),
   * and where any other character is in it.
   */
  Optional<String> text(Field field) {
    int from = field.octet();
    int to = field.lastOctet();
    if (to > length) {
      return Optional.empty();
    }
    while (to >= from && (octet(to) == 0xFF || octet(to) == 0)) {
      to--;
    }
    if (to < from) {
      return Optional.empty();
    }
    byte[] characters = new byte[to - from + 1];
    for (int i = 0; i < characters.length; i++) {
      int character = octet(from + i);
      if (character < 0x20 || character > 0x7E) {
        remark(field, first(field), Remark.Reason.UNREADABLE);
        return Optional.empty();
      }
      characters[i] = (byte) character;
    }
    return Optional.of(new String(characters, StandardCharsets.US_ASCII));
  }

  private long first(Field field) {
    long value = 0;
    for (int i = Math.min(field.octet() + 7, field.lastOctet()); i >= field.octet(); i--) {
      value = value << 8 | octet(i);
    }
    return value;
  }
}

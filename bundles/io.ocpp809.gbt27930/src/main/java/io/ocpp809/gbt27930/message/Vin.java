package io.ocpp809.gbt27930.message;

import java.util.Optional;

/** What is taken for a vehicle identification number: 17 letters and digits. */
final class Vin {
  private static final int LENGTH = 17;

  private Vin() {}

  static Optional<String> read(Reader in, Field field) {
    if (blank(in, field)) {
      return Optional.empty();
    }
    char[] vin = new char[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      int character = in.octet(field.octet() + i);
      if (!letterOrDigit(character)) {
        in.remark(field, 0, Remark.Reason.UNREADABLE);
        return Optional.empty();
      }
      vin[i] = (char) character;
    }
    return Optional.of(new String(vin));
  }

  /** All the same octet of those that stand for nothing: ones, zeros, spaces, the digit zero. */
  private static boolean blank(Reader in, Field field) {
    int first = in.octet(field.octet());
    if (first != 0xFF && first != 0 && first != ' ' && first != '0') {
      return false;
    }
    for (int i = 1; i < LENGTH; i++) {
      if (in.octet(field.octet() + i) != first) {
        return false;
      }
    }
    return true;
  }

  private static boolean letterOrDigit(int character) {
    return character >= '0' && character <= '9'
        || character >= 'A' && character <= 'Z'
        || character >= 'a' && character <= 'z';
  }
}

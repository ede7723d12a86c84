package io.ocpp809.gbt27930.message;

/**
 * Where a value lies in its message.
 *
 * @param name name within the message, such as {@code voltageDemand}
 * @param spn suspect parameter number; 0 where the standard gives none
 * @param octet first octet, counted from 1 as in the standard
 * @param bit lowest bit within it, counted from 1
 * @param bits length in bits
 * @param scale what a raw number is worth
 * @param meaning what it is, in plain English
 */
public record Field(
    String name, int spn, int octet, int bit, int bits, Scale scale, String meaning) {
  static Field octets(int octet, int count, int spn, String name, Scale scale, String meaning) {
    return new Field(name, spn, octet, 1, 8 * count, scale, meaning);
  }

  static Field twoBits(int octet, int bit, int spn, String name, String meaning) {
    return new Field(name, spn, octet, bit, 2, Scale.CODE, meaning);
  }

  /** The raw number that says "not available": all bits one; of a field of at most 63 bits. */
  long fill() {
    return (1L << bits) - 1;
  }

  /** Number of the last octet, counted from 1. */
  int lastOctet() {
    return octet + (bit + bits - 2 >>> 3);
  }

  /** Place in the notation of the standard: {@code 3-4}, {@code 6.5}. */
  public String place() {
    if (bits % 8 == 0) {
      return bits == 8 ? "" + octet : octet + "-" + lastOctet();
    }
    return octet + "." + bit;
  }
}

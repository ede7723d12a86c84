package io.ocpp809.testkit.iec104;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * An ASDU that a controlled station has sent.
 *
 * @param type type identification
 * @param cause cause of transmission, 0 to 63
 * @param negative P/N bit
 * @param test T bit
 * @param originator originator address
 * @param commonAddress common address
 * @param objects its objects; of types that are not known here none
 * @param octets all of it
 */
public record Telegram(
    int type,
    int cause,
    boolean negative,
    boolean test,
    int originator,
    int commonAddress,
    List<Item> objects,
    byte[] octets) {
  private static final int TIME = 7;

  /** Octets of an object by type, without its time tag. */
  private static final Map<Integer, Integer> LENGTHS =
      Map.ofEntries(
          Map.entry(1, 1),
          Map.entry(3, 1),
          Map.entry(5, 2),
          Map.entry(7, 5),
          Map.entry(9, 3),
          Map.entry(11, 3),
          Map.entry(13, 5),
          Map.entry(15, 5),
          Map.entry(30, 1),
          Map.entry(31, 1),
          Map.entry(32, 2),
          Map.entry(33, 5),
          Map.entry(34, 3),
          Map.entry(35, 3),
          Map.entry(36, 5),
          Map.entry(37, 5),
          Map.entry(45, 1),
          Map.entry(46, 1),
          Map.entry(47, 1),
          Map.entry(48, 3),
          Map.entry(49, 3),
          Map.entry(50, 5),
          Map.entry(58, 1),
          Map.entry(59, 1),
          Map.entry(60, 1),
          Map.entry(61, 3),
          Map.entry(62, 3),
          Map.entry(63, 5),
          Map.entry(70, 1),
          Map.entry(100, 1),
          Map.entry(101, 1),
          Map.entry(102, 0),
          Map.entry(103, 0),
          Map.entry(105, 1),
          Map.entry(107, 2));

  /**
   * One object.
   *
   * @param address information object address
   * @param value its value: state of a point, number of a measured value, count of a counter
   * @param quality bits of its quality, or its qualifier with the select bit
   * @param time its time tag; empty if it has none
   */
  public record Item(int address, double value, int quality, byte[] time) {}

  /**
   * Reads an ASDU.
   *
   * @throws IllegalArgumentException if it contradicts itself
   */
  public static Telegram read(byte[] octets) {
    ByteBuffer in = ByteBuffer.wrap(octets).order(ByteOrder.LITTLE_ENDIAN);
    int type = in.get() & 0xFF;
    int structure = in.get() & 0xFF;
    int cause = in.get() & 0xFF;
    int originator = in.get() & 0xFF;
    int common = in.getShort() & 0xFFFF;
    List<Item> items = new ArrayList<>();
    if (LENGTHS.containsKey(type)) {
      int address = 0;
      for (int i = 0; i < (structure & 0x7F); i++) {
        boolean told = i == 0 || structure < 0x80;
        address = told ? in.getShort() & 0xFFFF | (in.get() & 0xFF) << 16 : address + 1;
        items.add(item(type, address, in));
      }
      if (in.hasRemaining()) {
        throw new IllegalArgumentException(
            "octets are left over: " + HexFormat.ofDelimiter(" ").formatHex(octets));
      }
    }
    return new Telegram(
        type,
        cause & 0x3F,
        (cause & 0x40) != 0,
        (cause & 0x80) != 0,
        originator,
        common,
        items,
        octets);
  }

  private static Item item(int type, int address, ByteBuffer in) {
    double value = 0;
    int quality = 0;
    switch (type) {
      case 1, 30, 45, 58 -> {
        int octet = in.get() & 0xFF;
        value = octet & 1;
        quality = octet & 0xFE;
      }
      case 3, 31, 46, 47, 59, 60 -> {
        int octet = in.get() & 0xFF;
        value = octet & 3;
        quality = octet & 0xFC;
      }
      case 5, 32 -> {
        value = (byte) (in.get() << 1) >> 1;
        quality = in.get() & 0xFF;
      }
      case 9, 34, 48, 61 -> {
        value = in.getShort() / 32768.0;
        quality = in.get() & 0xFF;
      }
      case 11, 35, 49, 62 -> {
        value = in.getShort();
        quality = in.get() & 0xFF;
      }
      case 13, 36, 50, 63 -> {
        value = in.getFloat();
        quality = in.get() & 0xFF;
      }
      case 7, 33, 15, 37 -> {
        value = in.getInt();
        quality = in.get() & 0xFF;
      }
      case 70, 100, 101, 105 -> quality = in.get() & 0xFF;
      case 107 -> value = in.getShort();
      default -> {}
    }
    boolean timed =
        type >= 30 && type <= 40 || type >= 58 && type <= 64 || type == 103 || type == 107;
    byte[] time = new byte[timed ? TIME : 0];
    in.get(time);
    return new Item(address, value, quality, time);
  }

  /** The object at an address, or null. */
  public Item at(int address) {
    return objects.stream().filter(i -> i.address() == address).findFirst().orElse(null);
  }
}

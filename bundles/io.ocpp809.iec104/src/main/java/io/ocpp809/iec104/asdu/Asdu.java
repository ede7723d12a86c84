package io.ocpp809.iec104.asdu;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An ASDU of a known type; octets as at {@link RawAsdu}.
 *
 * @param type type identification
 * @param cause code of the cause of transmission, 0 to 63
 * @param negative P/N bit
 * @param test T bit
 * @param originator originator address, 0 to 255
 * @param commonAddress common address, 0 to 65535
 * @param sequence whether the objects follow one another in address and only the first is sent
 * @param objects 1 to 127 objects
 */
public record Asdu(
    TypeId type,
    int cause,
    boolean negative,
    boolean test,
    int originator,
    int commonAddress,
    boolean sequence,
    List<InformationObject> objects) {
  private static final int ADDRESS = 3;

  /** Checks ranges and that a sequence is one. */
  public Asdu {
    objects = List.copyOf(objects);
    require(cause >= 0 && cause <= 63, "cause: 0 to 63");
    require(originator >= 0 && originator <= 255, "originator address: 0 to 255");
    require(commonAddress >= 0 && commonAddress <= 65_535, "common address: 0 to 65535");
    require(!objects.isEmpty() && objects.size() <= 127, "an ASDU has 1 to 127 objects");
    for (int i = 1; sequence && i < objects.size(); i++) {
      require(
          objects.get(i).address() == objects.get(0).address() + i,
          "the objects of a sequence must follow one another in address");
    }
  }

  private static void require(boolean right, String message) {
    if (!right) {
      throw new IllegalArgumentException(message);
    }
  }

  /** An ASDU in monitor direction, without test bit and originator. */
  public static Asdu monitored(
      TypeId type, Cause cause, int commonAddress, boolean sequence, List<InformationObject> all) {
    return new Asdu(type, cause.code(), false, false, 0, commonAddress, sequence, all);
  }

  /**
   * How many objects fit into one ASDU.
   *
   * @param sequence whether only the first is sent with its address
   */
  public static int most(TypeId type, boolean sequence) {
    int room = RawAsdu.MOST - RawAsdu.HEADER;
    int fit =
        sequence ? (room - ADDRESS) / Math.max(1, type.octets()) : room / (ADDRESS + type.octets());
    return Math.min(127, fit);
  }

  /**
   * The octets.
   *
   * @throws IllegalArgumentException if the objects are not of the type, lack a time tag, or are
   *     too many
   */
  public byte[] encode() {
    if (objects.size() > most(type, sequence)) {
      throw new IllegalArgumentException(
          objects.size() + " objects of " + type + " do not fit into an ASDU");
    }
    int each = type.octets();
    int body = sequence ? ADDRESS + each * objects.size() : (ADDRESS + each) * objects.size();
    ByteBuffer out = ByteBuffer.allocate(RawAsdu.HEADER + body).order(ByteOrder.LITTLE_ENDIAN);
    out.put((byte) type.code());
    out.put((byte) (objects.size() | (sequence ? 0x80 : 0)));
    out.put((byte) (cause | (negative ? 0x40 : 0) | (test ? 0x80 : 0)));
    out.put((byte) originator);
    out.putShort((short) commonAddress);
    for (int i = 0; i < objects.size(); i++) {
      InformationObject o = objects.get(i);
      if (i == 0 || !sequence) {
        out.putShort((short) o.address()).put((byte) (o.address() >> 16));
      }
      write(o, out);
    }
    return out.array();
  }

  private void write(InformationObject o, ByteBuffer out) {
    try {
      type.form().write(o.content(), out);
    } catch (ClassCastException e) {
      throw new IllegalArgumentException(o.content() + " is nothing that " + type + " tells", e);
    }
    if (type.timed() != o.time().isPresent()) {
      throw new IllegalArgumentException(
          type + (type.timed() ? " needs a time tag" : " has no time tag"));
    }
    o.time().ifPresent(t -> t.write(out));
  }

  /**
   * Reads an ASDU of a known type.
   *
   * @throws MalformedAsduException if its length is not exactly what type and number of objects
   *     demand
   */
  public static Asdu decode(RawAsdu raw) throws MalformedAsduException {
    TypeId type =
        raw.type()
            .orElseThrow(
                () -> new MalformedAsduException("unknown type identification " + raw.typeCode()));
    int number = raw.number();
    boolean sequence = raw.sequence();
    int each = type.octets();
    int expected =
        RawAsdu.HEADER + (sequence ? ADDRESS + each * number : (ADDRESS + each) * number);
    if (number == 0) {
      throw new MalformedAsduException(type + " with number of objects 0");
    }
    if (raw.length() != expected) {
      throw new MalformedAsduException(
          type
              + " with "
              + number
              + (sequence ? " objects in sequence" : " objects")
              + " has "
              + expected
              + " octets, not "
              + raw.length());
    }
    ByteBuffer in = ByteBuffer.wrap(raw.octets()).order(ByteOrder.LITTLE_ENDIAN);
    in.position(RawAsdu.HEADER);
    List<InformationObject> objects = new ArrayList<>(number);
    int address = 0;
    for (int i = 0; i < number; i++) {
      address = i == 0 || !sequence ? address(in) : address + 1;
      if (address > InformationObject.MOST) {
        throw new MalformedAsduException(type + ": a sequence runs beyond the largest address");
      }
      Content content = type.form().read(in);
      objects.add(
          new InformationObject(
              address,
              content,
              type.timed() ? Optional.of(Cp56Time2a.read(in)) : Optional.empty()));
    }
    return new Asdu(
        type,
        raw.causeCode(),
        raw.negative(),
        raw.test(),
        raw.originator(),
        raw.commonAddress(),
        sequence,
        objects);
  }

  private static int address(ByteBuffer in) {
    return in.getShort() & 0xFFFF | (in.get() & 0xFF) << 16;
  }
}

package io.ocpp809.modbus.survey;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * What came after a question.
 *
 * @param kind what it was
 * @param unit unit that answered, where there is an answer
 * @param pdu function and data of the answer; empty where there is none
 * @param octets octets that came, without those of the echo
 * @param echoed whether what was sent came back before the answer, as from a two-wire adapter that
 *     hears itself
 * @param stray octets before the answer that belong to no frame
 */
public record Heard(Kind kind, int unit, byte[] pdu, int octets, boolean echoed, int stray) {
  /** Kinds of what comes after a question. */
  public enum Kind {
    /** Nothing. */
    SILENCE,
    /** Octets that are no frame with a right checksum. */
    NOISE,
    /** A frame with a right checksum (or header), an exception too. */
    FRAME
  }

  /** Copies the octets. */
  public Heard {
    pdu = pdu.clone();
  }

  static Heard silence(boolean echoed) {
    return new Heard(Kind.SILENCE, 0, new byte[0], 0, echoed, 0);
  }

  static Heard noise(int octets, boolean echoed) {
    return new Heard(Kind.NOISE, 0, new byte[0], octets, echoed, 0);
  }

  @Override
  public byte[] pdu() {
    return pdu.clone();
  }

  /** Whether a frame came. */
  public boolean frame() {
    return kind == Kind.FRAME;
  }

  /** Function code of the frame, without the bit of an exception; 0 where there is none. */
  public int function() {
    return pdu.length == 0 ? 0 : pdu[0] & 0x7F;
  }

  /** Exception code; 0 where the frame is none. */
  public int exception() {
    return pdu.length == 2 && (pdu[0] & 0x80) != 0 ? pdu[1] & 0xFF : 0;
  }

  /** Whether a gateway says that there is no such unit behind it (exceptions 10 and 11). */
  public boolean nobodyBehindGateway() {
    return exception() == 10 || exception() == 11;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Heard h
        && kind == h.kind
        && unit == h.unit
        && octets == h.octets
        && echoed == h.echoed
        && stray == h.stray
        && Arrays.equals(pdu, h.pdu);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(pdu) + unit;
  }

  @Override
  public String toString() {
    return kind + " unit " + unit + " " + HexFormat.of().formatHex(pdu);
  }
}

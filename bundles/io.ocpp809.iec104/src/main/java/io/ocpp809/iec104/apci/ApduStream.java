package io.ocpp809.iec104.apci;

import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Cuts a stream of octets into APDUs, however they arrive. Holds one APDU at most. Not thread-safe.
 */
public final class ApduStream {
  private final byte[] buffer = new byte[2 + 253];
  private int length;

  /**
   * Takes octets.
   *
   * @param octets where they are
   * @param count how many of them
   * @param whole is given the APDUs that are complete now, in order
   * @throws ApduException if the octets are no APDU; those before them have been given, nothing
   *     behind them can be found any more
   */
  public void take(byte[] octets, int count, Consumer<Apdu> whole) throws ApduException {
    int from = 0;
    while (from < count) {
      int wanted = length < 2 ? 2 - length : 2 + (buffer[1] & 0xFF) - length;
      int taken = Math.min(wanted, count - from);
      System.arraycopy(octets, from, buffer, length, taken);
      length += taken;
      from += taken;
      check();
      if (length >= 2 && length == 2 + (buffer[1] & 0xFF)) {
        Apdu apdu = Apdu.decode(Arrays.copyOf(buffer, length));
        length = 0;
        whole.accept(apdu);
      }
    }
  }

  private void check() throws ApduException {
    if ((buffer[0] & 0xFF) != Apdu.START) {
      throw new ApduException(String.format("start octet 0x%02X instead of 0x68", buffer[0]));
    }
    int told = buffer[1] & 0xFF;
    if (length >= 2 && (told < 4 || told > 253)) {
      throw new ApduException("length " + told + " of an APDU; 4 to 253 are allowed");
    }
  }

  /** Whether part of an APDU has come and the rest is awaited. */
  public boolean inside() {
    return length > 0;
  }
}

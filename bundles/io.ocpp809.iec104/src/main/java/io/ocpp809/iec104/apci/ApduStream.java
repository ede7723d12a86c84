package io.ocpp809.iec104.apci;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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
   * @return the APDUs that are complete now
   * @throws ApduException if the octets are no APDU; nothing behind them can be found any more
   */
  public List<Apdu> take(byte[] octets, int count) throws ApduException {
    List<Apdu> result = new ArrayList<>();
    int from = 0;
    while (from < count) {
      int wanted = length < 2 ? 2 - length : 2 + (buffer[1] & 0xFF) - length;
      int taken = Math.min(wanted, count - from);
      System.arraycopy(octets, from, buffer, length, taken);
      length += taken;
      from += taken;
      check();
      if (length >= 2 && length == 2 + (buffer[1] & 0xFF)) {
        result.add(Apdu.decode(Arrays.copyOf(buffer, length)));
        length = 0;
      }
    }
    return result;
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

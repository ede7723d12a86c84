package io.ocpp809.iec104.apci;

/**
 * Parameters of a connection (IEC 60870-5-104, 5.2 to 5.5 and 9.6), to be agreed with the
 * controlling station.
 *
 * @param k most I-APDUs sent and not confirmed, 1 to 32767
 * @param w I-APDUs received after which at the latest they are confirmed, at most two thirds of k
 * @param t1Millis longest wait for the confirmation of an I-APDU or a test, ms, 1 to 255 s
 * @param t2Millis longest time that a received I-APDU stays unconfirmed, ms, less than t1
 * @param t3Millis silence after which a test is sent, ms, more than t1, up to 48 h
 */
public record ApciParameters(int k, int w, long t1Millis, long t2Millis, long t3Millis) {
  private static final long LONGEST_T3 = 48L * 3600 * 1000;

  /** Checks the ranges; messages name the parameter. */
  public ApciParameters {
    require(k >= 1 && k <= 32_767, "k: 1 to 32767 APDUs, not " + k);
    require(w >= 1 && w <= Math.max(1, 2 * k / 3), "w: 1 to two thirds of k (" + k + "), not " + w);
    require(t1Millis >= 1_000 && t1Millis <= 255_000, "t1: 1 to 255 s, not " + seconds(t1Millis));
    require(
        t2Millis >= 100 && t2Millis < t1Millis,
        "t2: 0.1 s to less than t1 (" + seconds(t1Millis) + "), not " + seconds(t2Millis));
    require(
        t3Millis > t1Millis && t3Millis <= LONGEST_T3,
        "t3: more than t1 (" + seconds(t1Millis) + ") to 48 h, not " + seconds(t3Millis));
  }

  private static String seconds(long millis) {
    return millis / 1000.0 + " s";
  }

  private static void require(boolean right, String message) {
    if (!right) {
      throw new IllegalArgumentException(message);
    }
  }

  /** The standard's defaults: k 12, w 8, t1 15 s, t2 10 s, t3 20 s. */
  public static ApciParameters standard() {
    return new ApciParameters(12, 8, 15_000, 10_000, 20_000);
  }
}

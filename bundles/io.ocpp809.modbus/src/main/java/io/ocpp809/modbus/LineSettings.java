package io.ocpp809.modbus;

import java.util.Objects;

/**
 * How a line is used.
 *
 * @param timeoutMillis longest wait for a reply, ms
 * @param gapMillis least pause between two requests, ms
 * @param connectMillis longest wait for a connection, ms
 * @param drainMillis silence to wait for after a broken frame, ms; 20 at least on RTU
 */
public record LineSettings(int timeoutMillis, int gapMillis, int connectMillis, int drainMillis) {
  /** Checks the ranges; messages name the attribute. */
  public LineSettings {
    require(timeoutMillis >= 10 && timeoutMillis <= 60_000, "timeout: 10 to 60000 ms");
    require(gapMillis >= 0 && gapMillis <= 10_000, "gap: 0 to 10000 ms");
    require(connectMillis >= 10 && connectMillis <= 60_000, "connect.timeout: 10 to 60000 ms");
    require(drainMillis >= 0 && drainMillis <= 10_000, "drain: 0 to 10000 ms");
  }

  private static void require(boolean right, String message) {
    if (!right) {
      throw new IllegalArgumentException(Objects.requireNonNull(message));
    }
  }

  /** Settings for a device on a local network. */
  public static LineSettings network() {
    return new LineSettings(1_000, 0, 2_000, 20);
  }
}

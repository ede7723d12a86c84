package io.ocpp809.testkit.modbus;

import java.time.Duration;

/**
 * How long the pauses are that a misbehaving server makes.
 *
 * @param moment a pause within a reply that a patient master bears
 * @param late a pause that is longer than the master waits
 */
public record Moments(Duration moment, Duration late) {
  /** 20 ms, and 600 ms. */
  public static final Moments USUAL = new Moments(Duration.ofMillis(20), Duration.ofMillis(600));
}

package io.ocpp809.iec104.station;

import java.time.ZoneId;

/**
 * How a controlled station behaves, the same for all groups.
 *
 * @param commonAddress its common address, 1 to 65534
 * @param zone of time tags; UTC as a rule
 * @param clock what a clock synchronisation does
 * @param selectMillis how long a selection lives, ms, 1 to 60 s
 * @param commandAgeMillis oldest time tag of a command that is taken, ms, 1 s to 1 h
 * @param backgroundMillis period of the background scan, ms; 0 for none, else 10 s or more
 * @param chatterChanges changes of a single or double point within 10 s after which it is blocked;
 *     0 for never
 */
public record StationSettings(
    int commonAddress,
    ZoneId zone,
    ClockPolicy clock,
    long selectMillis,
    long commandAgeMillis,
    long backgroundMillis,
    int chatterChanges) {

  /** What a clock synchronisation (C_CS_NA_1) does; the gateway's own clock is never set. */
  public enum ClockPolicy {
    /** It is confirmed, and the difference is told to the operator. */
    CONFIRM,
    /** It is confirmed, and time tags follow it. */
    FOLLOW,
    /** It is refused. */
    REFUSE
  }

  /** Checks the ranges; messages name the attribute. */
  public StationSettings {
    require(
        commonAddress >= 1 && commonAddress <= 65_534,
        "common address: 1 to 65534, not " + commonAddress);
    require(
        selectMillis >= 1_000 && selectMillis <= 60_000,
        "life of a selection: 1000 to 60000 ms, not " + selectMillis);
    require(
        commandAgeMillis >= 1_000 && commandAgeMillis <= 3_600_000,
        "age of a command: 1000 to 3600000 ms, not " + commandAgeMillis);
    require(
        backgroundMillis == 0 || backgroundMillis >= 10_000 && backgroundMillis <= 86_400_000,
        "background scan: 0, or 10000 to 86400000 ms, not " + backgroundMillis);
    require(
        chatterChanges == 0 || chatterChanges >= 3 && chatterChanges <= 1_000,
        "chatter: 0, or 3 to 1000 changes, not " + chatterChanges);
  }

  private static void require(boolean right, String message) {
    if (!right) {
      throw new IllegalArgumentException(message);
    }
  }

  /** Common address 1, UTC, selections of 10 s, commands not older than 60 s, scan of 300 s. */
  public static StationSettings standard() {
    return new StationSettings(
        1, java.time.ZoneOffset.UTC, ClockPolicy.CONFIRM, 10_000, 60_000, 300_000, 10);
  }
}

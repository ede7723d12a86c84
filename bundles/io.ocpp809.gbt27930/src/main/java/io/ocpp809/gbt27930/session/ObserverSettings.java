package io.ocpp809.gbt27930.session;

import io.ocpp809.gbt27930.message.Context;

/**
 * What an observer must be told.
 *
 * @param currentOffset what raw 0 of a current is, A; -400 by the standard
 * @param silenceMillis after how long without a word nobody speaks any more, 1000 to 60000 ms
 */
public record ObserverSettings(int currentOffset, long silenceMillis) {
  /** The standard's offset, and 5 s. */
  public static final ObserverSettings STANDARD =
      new ObserverSettings(Context.STANDARD_OFFSET, 5_000);

  /**
   * Checks the ranges; messages name the attribute.
   *
   * @throws IllegalArgumentException one that is beyond its range
   */
  public ObserverSettings {
    if (currentOffset > 0 || currentOffset < -6500) {
      throw new IllegalArgumentException("current.offset: -6500 to 0 A, not " + currentOffset);
    }
    if (silenceMillis < 1_000 || silenceMillis > 60_000) {
      throw new IllegalArgumentException("session.silence: 1000 to 60000 ms, not " + silenceMillis);
    }
  }
}

package io.ocpp809.iec104.station;

import io.ocpp809.iec104.apci.ApciParameters;
import java.util.Set;

/**
 * A redundancy group: connections of one controlling station, one of which is started at a time
 * (IEC 60870-5-104, 10.2.2.3).
 *
 * @param name its name; it outlives restarts, since events wait for it
 * @param commands whether it may command; a group that may not only watches
 * @param originators originator addresses whose commands are taken; empty for any
 * @param parameters of its connections
 * @param events most events that wait for it, 1000 to 1000000
 * @param termination whether commands end with an activation termination
 */
public record GroupSettings(
    String name,
    boolean commands,
    Set<Integer> originators,
    ApciParameters parameters,
    int events,
    Termination termination) {

  /** Which activation terminations a controlling station wants. */
  public enum Termination {
    /** None; the confirmation is all. */
    NONE,
    /** A positive one in the end, whatever came of it; return information tells. */
    POSITIVE,
    /** Positive if the effect was seen, negative if not. */
    BY_EFFECT
  }

  /** Checks the ranges; messages name the attribute. */
  public GroupSettings {
    originators = Set.copyOf(originators);
    require(!name.isBlank(), "a group needs a name");
    require(
        originators.stream().allMatch(o -> o >= 0 && o <= 255),
        "group " + name + ": originator addresses: 0 to 255, not " + originators);
    require(
        events >= 1_000 && events <= 1_000_000,
        "group " + name + ": events: 1000 to 1000000, not " + events);
  }

  private static void require(boolean right, String message) {
    if (!right) {
      throw new IllegalArgumentException(message);
    }
  }

  /**
   * Whether a controlling station of the group may command.
   *
   * @return empty if so, else why not
   */
  String mayCommand(int originator) {
    if (!commands) {
      return "the group only watches";
    }
    return originators.isEmpty() || originators.contains(originator)
        ? ""
        : "originator " + originator + " is not allowed";
  }

  /** A group that may command, with the standard's parameters and room for 100000 events. */
  public static GroupSettings commanding(String name) {
    return new GroupSettings(
        name, true, Set.of(), ApciParameters.standard(), 100_000, Termination.NONE);
  }
}

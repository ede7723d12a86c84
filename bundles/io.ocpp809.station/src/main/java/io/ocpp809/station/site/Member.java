package io.ocpp809.station.site;

import java.util.List;
import java.util.Objects;

/**
 * A pile of a site as its configuration has it.
 *
 * @param id unique name
 * @param phases phases of the site that the pile's L1, L2, L3 are wired to, 0 to 2
 * @param ratingMilliamps most current per phase, mA
 * @param minimumMilliamps least current that lets a vehicle charge, mA
 * @param failSafeMilliamps what it may draw per phase while it is silent, mA
 * @param circuit its circuit; empty for the grid connection
 */
public record Member(
    String id,
    List<Integer> phases,
    int ratingMilliamps,
    int minimumMilliamps,
    int failSafeMilliamps,
    String circuit) {
  /** Copies the list. */
  public Member {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(circuit, "circuit");
    phases = List.copyOf(phases);
  }

  /**
   * Phases of the site by a rotation such as RST.
   *
   * @param rotation three letters R, S, T
   * @param count 1 or 3
   */
  public static List<Integer> phases(String rotation, int count) {
    return rotation.chars().mapToObj(c -> "RST".indexOf(c)).limit(count).toList();
  }
}

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
 * @param controllable whether it obeys a limit; if not, it counts with its rating always
 * @param shared name of the pile whose power it shares with other outlets; empty if with none
 * @param sharedMilliamps most current per phase of all outlets of that pile together, mA
 * @param balanced whether it loads its phases equally whatever the vehicle, as a rectifier does
 */
public record Member(
    String id,
    List<Integer> phases,
    int ratingMilliamps,
    int minimumMilliamps,
    int failSafeMilliamps,
    String circuit,
    boolean controllable,
    String shared,
    int sharedMilliamps,
    boolean balanced) {
  /** Copies the list. */
  public Member {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(circuit, "circuit");
    Objects.requireNonNull(shared, "shared");
    phases = List.copyOf(phases);
  }

  /** A pile whose vehicles may load its phases unequally. */
  public Member(
      String id,
      List<Integer> phases,
      int ratingMilliamps,
      int minimumMilliamps,
      int failSafeMilliamps,
      String circuit,
      boolean controllable,
      String shared,
      int sharedMilliamps) {
    this(
        id,
        phases,
        ratingMilliamps,
        minimumMilliamps,
        failSafeMilliamps,
        circuit,
        controllable,
        shared,
        sharedMilliamps,
        false);
  }

  /** A pile that obeys and shares its power with no other. */
  public Member(
      String id,
      List<Integer> phases,
      int ratingMilliamps,
      int minimumMilliamps,
      int failSafeMilliamps,
      String circuit) {
    this(id, phases, ratingMilliamps, minimumMilliamps, failSafeMilliamps, circuit, true, "", 0);
  }

  /** Whether it shares its power with other outlets. */
  boolean sharing() {
    return !shared.isEmpty() && sharedMilliamps > 0;
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

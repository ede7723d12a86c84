package io.ocpp809.kura.can;

import io.ocpp809.kura.driver.Authorities;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;

/**
 * What is not sent on a bus, and what only the charging station sends, whichever driver and channel
 * says so.
 */
final class Restraint {
  private final LongSupplier clock;
  private final List<NeverSent> never = new CopyOnWriteArrayList<>(NeverSent.KNOWN);
  private final Set<Key> controlled = ConcurrentHashMap.newKeySet();
  private volatile boolean charging;
  private volatile long leaseNanos;
  private volatile boolean leased;

  Restraint(LongSupplier clock) {
    this.clock = clock;
  }

  /** Remembers what a channel says of its bus. */
  void know(ChannelSpec spec) {
    spec.never().stream().filter(n -> !never.contains(n)).forEach(never::add);
    if (spec.what() instanceof ChannelSpec.Raw raw && raw.control() != Control.NONE) {
      controlled.add(raw.key());
    }
  }

  /** Remembers what nobody sends. */
  void forbid(List<NeverSent> list) {
    list.stream().filter(n -> !never.contains(n)).forEach(never::add);
  }

  /** Charger or vehicle were heard. */
  void letGo() {
    charging = true;
  }

  /** Whether charger or vehicle were heard though the form says otherwise. */
  boolean charging() {
    return charging;
  }

  /** The station's lease runs on for so many milliseconds. */
  void renew(long millis) {
    leaseNanos = clock.getAsLong() + millis * 1_000_000;
    leased = true;
  }

  /** How the lease stands, for people. */
  String lease() {
    long left = (leaseNanos - clock.getAsLong()) / 1_000_000;
    if (!leased) {
      return "no lease yet";
    }
    return left > 0 ? "runs for another " + left + " ms" : "has ended";
  }

  /**
   * Why a channel's frame is not sent.
   *
   * @param byStation whether the same call has renewed the lease
   */
  Optional<String> refuses(String channel, ChannelSpec.Raw raw, boolean byStation) {
    if (charging || raw.key().charging()) {
      return Optional.of(
          "identifier "
              + raw.key()
              + ": a charging bus is only listened to, nothing is sent there as charger or vehicle");
    }
    if (NeverSent.named(channel)) {
      return Optional.of(
          "channel "
              + channel
              + ": faults, protection levels, voltage demand, manual modes, contactors and power"
              + " modules are never written");
    }
    Optional<String> forbidden =
        never.stream().flatMap(n -> n.forbids(raw.key()).stream()).findFirst();
    if (forbidden.isPresent()) {
      return forbidden;
    }
    boolean station = raw.control() != Control.NONE || controlled.contains(raw.key());
    return station && (!byStation || raw.control() == Control.NONE)
        ? Optional.of(Authorities.REFUSED)
        : Optional.empty();
  }
}

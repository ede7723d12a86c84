package io.ocpp809.station.core;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Whether an EVSE is in service, and what it shall be after its transaction; kept over restarts.
 */
final class Availability {
  private final StationContext context;
  private final int evse;
  private boolean operative;
  private Optional<Boolean> scheduled;

  Availability(StationContext context, int evse) {
    this.context = context;
    this.evse = evse;
    this.operative = read("operative").orElse(true);
    this.scheduled = read("scheduled");
  }

  private String key(String name) {
    return "evse." + evse + "." + name;
  }

  private Optional<Boolean> read(String name) {
    return context
        .ports
        .memory()
        .get(key(name))
        .map(b -> new String(b, StandardCharsets.UTF_8))
        .filter(t -> !t.isEmpty())
        .map(Boolean::parseBoolean);
  }

  private void put(String name, String value) {
    context.ports.memory().put(key(name), value.getBytes(StandardCharsets.UTF_8));
  }

  boolean operative() {
    return operative;
  }

  /**
   * Changes it now, or after the running transaction.
   *
   * @return whether it is so now
   */
  boolean change(boolean wanted, boolean inTransaction) {
    if (inTransaction && wanted != operative) {
      scheduled = Optional.of(wanted);
      put("scheduled", String.valueOf(wanted));
      return false;
    }
    forgetScheduled();
    operative = wanted;
    put("operative", String.valueOf(wanted));
    return true;
  }

  /** The transaction that a change waited for has ended. */
  void transactionEnded() {
    scheduled.ifPresent(wanted -> change(wanted, false));
  }

  private void forgetScheduled() {
    if (scheduled.isPresent()) {
      scheduled = Optional.empty();
      put("scheduled", "");
    }
  }
}

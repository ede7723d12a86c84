package io.ocpp809.ocpp.v16;

import io.ocpp809.ocpp.v16.Messages.TriggerMessage;
import io.ocpp809.ocpp.v16.Messages.TriggerStatus;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/** What TriggerMessage asks for (OCPP 1.6 section 5.17): whether it can be done, and the doing. */
final class Triggers {
  private final Connectors connectors;
  private final IntPredicate present;
  private final Acts acts;

  /** What can be triggered. */
  interface Acts {
    /** Whether BootNotification may be asked for: not once it was accepted. */
    boolean mayBoot();

    /** Sends BootNotification. */
    void boot();

    /** Sends a heartbeat. */
    void heartbeat();

    /** Sends the state of a connector, or of all with 0 if none is given. */
    void status(Optional<Integer> connector);

    /** Sends readings of an EVSE; 0 is the station. */
    void meterValues(int evse);
  }

  /**
   * What to answer, and what to do after that.
   *
   * @param act does nothing unless the status is Accepted
   */
  record Plan(TriggerStatus status, Runnable act) {}

  /**
   * Makes it.
   *
   * @param present whether the station has an EVSE of that number: a connector keeps its number
   *     beyond that
   */
  Triggers(Connectors connectors, IntPredicate present, Acts acts) {
    this.connectors = connectors;
    this.present = present;
    this.acts = acts;
  }

  Plan plan(TriggerMessage m) {
    Optional<Integer> evse =
        m.connectorId().flatMap(connectors::evseOrStation).filter(e -> e == 0 || present.test(e));
    if (m.connectorId().isPresent() && evse.isEmpty()) {
      return refused(TriggerStatus.Rejected);
    }
    return switch (m.requestedMessage()) {
      case BootNotification ->
          acts.mayBoot() ? accepted(acts::boot) : refused(TriggerStatus.Rejected);
      case Heartbeat -> accepted(acts::heartbeat);
      case StatusNotification -> accepted(() -> acts.status(m.connectorId()));
      case MeterValues ->
          accepted(() -> evse.map(List::of).orElseGet(connectors::all).forEach(acts::meterValues));
      case DiagnosticsStatusNotification, FirmwareStatusNotification ->
          refused(TriggerStatus.NotImplemented);
    };
  }

  private static Plan accepted(Runnable act) {
    return new Plan(TriggerStatus.Accepted, act);
  }

  private static Plan refused(TriggerStatus why) {
    return new Plan(why, () -> {});
  }
}

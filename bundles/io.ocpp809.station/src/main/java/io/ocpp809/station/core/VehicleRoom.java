package io.ocpp809.station.core;

import io.ocpp809.station.StationEvent.VehicleIdentified;
import io.ocpp809.station.limit.Limit;
import io.ocpp809.station.limit.LimitLedger.InForce;
import io.ocpp809.station.pile.Capabilities;
import io.ocpp809.station.pile.PileFault;
import io.ocpp809.station.pile.PilePort;
import io.ocpp809.station.pile.PileReport;
import io.ocpp809.station.reading.Reading;
import io.ocpp809.station.vehicle.Conversation;
import io.ocpp809.station.vehicle.VehicleReport;
import java.util.List;
import java.util.Optional;

/**
 * The vehicle of one EVSE: joins what it says with what the pile says, ends the transaction when
 * charger or vehicle have ended the charging, and tells who it is.
 */
final class VehicleRoom {
  private final EvseRoom evse;
  private final StationContext context;
  private final VehicleFacts facts = new VehicleFacts();
  private final VehicleEnergy energy;
  private String identified = "";

  VehicleRoom(EvseRoom evse) {
    this.evse = evse;
    this.context = evse.context;
    this.energy = new VehicleEnergy(context, evse.number());
  }

  /** Takes up a report and gives it back with what the vehicle adds to it. */
  PileReport take(PileReport report) {
    PileReport told = facts.take(report, evse.transactions.held(), context.millis());
    Optional<Limit> limit = evse.limits.inForce().map(InForce::limit);
    int volts = context.options().voltage();
    return told.withReadings(
        VehicleReadings.clamp(
            told.readings(),
            limit,
            evse.port().map(PilePort::capabilities),
            limit.map(l -> l.toWatts(volts, evse.options().phases())).orElse(0)));
  }

  /** What was taken up has its consequences. */
  void says(Optional<VehicleReport> report) {
    boolean running = evse.transactions.running().isPresent() && !evse.transactions.ending();
    facts.transaction(running);
    if (running) {
      facts
          .stop(
              evse.plugged(),
              evse.pile().supplying(),
              evse.limits.pausing(),
              evse.transactions.refused(),
              context.millis())
          .ifPresent(reason -> evse.transactions.stop(reason, Optional.empty()));
    }
    report.ifPresent(
        r ->
            energy.look(
                r.conversation(), r.energyToldWh(), evse.meter.register.exactWh(), direct()));
    evse.transactions.running().filter(t -> t.durable).ifPresent(this::identify);
  }

  /** The vehicle's number is information about the transaction, told once in it. */
  private void identify(Transaction t) {
    facts
        .vin()
        .filter(v -> !identified.equals(t.id() + v))
        .ifPresent(
            v -> {
              identified = t.id() + v;
              context.emit(new VehicleIdentified(context.now(), evse.number(), t.id(), v));
            });
  }

  /** The readings by which a limit is judged. */
  List<Reading> judging(List<Reading> readings) {
    return VehicleReadings.judging(readings, direct());
  }

  /** Whether meter and limit are on the side of the direct current. */
  private boolean direct() {
    return evse.port().map(PilePort::capabilities).filter(Capabilities::dcSide).isPresent();
  }

  /** The pile does not answer. */
  void silent() {
    facts.silent();
  }

  /** How far charger and vehicle have come; empty if that is not known. */
  Optional<Conversation> conversation() {
    return facts.conversation();
  }

  /** Nothing is under way between charger and vehicle. */
  boolean over() {
    return conversation().filter(c -> c != Conversation.ENDED && c != Conversation.NONE).isEmpty();
  }

  /** The newest error of the session, as a warning. */
  Optional<PileFault> fault() {
    return facts.fault();
  }

  /** Why it was stopped, or what is wrong; empty for neither. */
  String info() {
    return facts.info();
  }

  /** Whether the end is being told and has not been told to its end yet. */
  boolean endAwaited() {
    return facts.endAwaited();
  }
}

package io.ocpp809.ocpp.v16;

import io.ocpp809.ocpp.json.CodecException;
import io.ocpp809.ocpp.json.Frame;
import io.ocpp809.ocpp.json.Json;
import io.ocpp809.ocpp.rpc.RpcSession;
import io.ocpp809.ocpp.v16.Messages.AcceptedRejected;
import io.ocpp809.ocpp.v16.Messages.AvailabilityStatus;
import io.ocpp809.ocpp.v16.Messages.AvailabilityType;
import io.ocpp809.ocpp.v16.Messages.ChangeAvailability;
import io.ocpp809.ocpp.v16.Messages.ChangeAvailabilityResponse;
import io.ocpp809.ocpp.v16.Messages.ChangeConfiguration;
import io.ocpp809.ocpp.v16.Messages.ChangeConfigurationResponse;
import io.ocpp809.ocpp.v16.Messages.DataTransfer;
import io.ocpp809.ocpp.v16.Messages.DataTransferResponse;
import io.ocpp809.ocpp.v16.Messages.DataTransferStatus;
import io.ocpp809.ocpp.v16.Messages.Empty;
import io.ocpp809.ocpp.v16.Messages.GetConfiguration;
import io.ocpp809.ocpp.v16.Messages.RemoteStartTransaction;
import io.ocpp809.ocpp.v16.Messages.RemoteStopTransaction;
import io.ocpp809.ocpp.v16.Messages.Reset;
import io.ocpp809.ocpp.v16.Messages.ResetType;
import io.ocpp809.ocpp.v16.Messages.StatusResponse;
import io.ocpp809.ocpp.v16.Messages.TriggerMessage;
import io.ocpp809.ocpp.v16.Messages.TriggerMessageResponse;
import io.ocpp809.ocpp.v16.Messages.UnlockConnector;
import io.ocpp809.ocpp.v16.Messages.UnlockConnectorResponse;
import io.ocpp809.ocpp.v16.Messages.UnlockStatus;
import io.ocpp809.station.Answers.ResetKind;
import io.ocpp809.station.Answers.Verdict;
import io.ocpp809.station.Station;
import io.ocpp809.station.auth.IdToken;
import io.ocpp809.station.profile.ChargingProfile;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;

/** Answers the calls of the CSMS; each first, and then the station acts. */
final class Calls implements RpcSession.CallHandler {
  private static final Set<String> NOT_OFFERED =
      Set.of(
          "GetDiagnostics",
          "UpdateFirmware",
          "SendLocalList",
          "GetLocalListVersion",
          "ReserveNow",
          "CancelReservation",
          "CertificateSigned",
          "DeleteCertificate",
          "ExtendedTriggerMessage",
          "GetInstalledCertificateIds",
          "GetLog",
          "InstallCertificate",
          "SignedUpdateFirmware");

  private final Station station;
  private final Json json;
  private final Keys keys;
  private final Connectors connectors;
  private final TransactionIds ids;
  private final SmartCharging smartCharging;
  private final TriggerBlock triggers;
  private final Runnable reboot;
  private final Map<String, Handler> handlers;
  private RpcSession session;
  private boolean accepted;

  /** Carries out what a TriggerMessage asks for. */
  interface TriggerBlock {
    /** Whether it can be done; if so it is done after the answer. */
    Messages.TriggerStatus trigger(TriggerMessage message);
  }

  private interface Handler {
    void handle(String id, String payload) throws CodecException;
  }

  Calls(
      Station station,
      Json json,
      Connectors connectors,
      TransactionIds ids,
      TriggerBlock triggers,
      Runnable reboot) {
    this.station = station;
    this.json = json;
    this.keys = new Keys(station);
    this.connectors = connectors;
    this.ids = ids;
    this.smartCharging = new SmartCharging(station, connectors, ids);
    this.triggers = triggers;
    this.reboot = reboot;
    this.handlers =
        Map.ofEntries(
            Map.entry("ChangeAvailability", this::changeAvailability),
            Map.entry("ChangeConfiguration", this::changeConfiguration),
            Map.entry("ClearCache", this::clearCache),
            Map.entry("ClearChargingProfile", this::clearProfile),
            Map.entry("DataTransfer", this::dataTransfer),
            Map.entry("GetCompositeSchedule", this::compositeSchedule),
            Map.entry("GetConfiguration", this::getConfiguration),
            Map.entry("RemoteStartTransaction", this::remoteStart),
            Map.entry("RemoteStopTransaction", this::remoteStop),
            Map.entry("Reset", this::reset),
            Map.entry("SetChargingProfile", this::setProfile),
            Map.entry("TriggerMessage", this::trigger),
            Map.entry("UnlockConnector", this::unlock));
  }

  void session(RpcSession next) {
    session = next;
  }

  /** Whether the CSMS has accepted the station; before that it starts and stops nothing. */
  void accepted(boolean now) {
    accepted = now;
  }

  @Override
  public void onCall(Frame.Call call) {
    Handler handler = handlers.get(call.action());
    if (handler == null) {
      boolean known = NOT_OFFERED.contains(call.action());
      session.refuse(
          call.id(),
          known ? "NotSupported" : "NotImplemented",
          call.action() + (known ? " is not offered by this station" : " is not known"));
      return;
    }
    try {
      handler.handle(call.id(), call.payload());
    } catch (CodecException e) {
      session.refuse(call.id(), code(e.fault()), call.action() + ": " + e.getMessage());
    } catch (RuntimeException e) {
      session.refuse(call.id(), "InternalError", call.action() + ": " + e);
    }
  }

  private static String code(CodecException.Fault fault) {
    return switch (fault) {
      case FORMATION -> "FormationViolation";
      case PROPERTY -> "PropertyConstraintViolation";
      case OCCURRENCE -> "OccurenceConstraintViolation";
      case TYPE -> "TypeConstraintViolation";
    };
  }

  private void answer(String id, Record message) {
    session.answer(id, json.encode(message));
  }

  private Consumer<Verdict> verdict(String id) {
    return v -> answer(id, new StatusResponse(acceptedIf(v == Verdict.ACCEPTED)));
  }

  private static AcceptedRejected acceptedIf(boolean yes) {
    return yes ? AcceptedRejected.Accepted : AcceptedRejected.Rejected;
  }

  private void changeAvailability(String id, String payload) throws CodecException {
    ChangeAvailability m = json.decode(ChangeAvailability.class, payload);
    Optional<Integer> evse =
        m.connectorId() == 0 ? Optional.of(0) : connectors.evse(m.connectorId());
    if (evse.isEmpty()) {
      answer(id, new ChangeAvailabilityResponse(AvailabilityStatus.Rejected));
      return;
    }
    station.changeAvailability(
        evse.get(),
        m.type() == AvailabilityType.Operative,
        a ->
            answer(
                id,
                new ChangeAvailabilityResponse(
                    switch (a) {
                      case ACCEPTED -> AvailabilityStatus.Accepted;
                      case REJECTED -> AvailabilityStatus.Rejected;
                      case SCHEDULED -> AvailabilityStatus.Scheduled;
                    })));
  }

  private void changeConfiguration(String id, String payload) throws CodecException {
    ChangeConfiguration m = json.decode(ChangeConfiguration.class, payload);
    answer(id, new ChangeConfigurationResponse(keys.set(m.key(), m.value())));
  }

  private void getConfiguration(String id, String payload) throws CodecException {
    answer(id, keys.get(json.decode(GetConfiguration.class, payload).key()));
  }

  private void clearCache(String id, String payload) throws CodecException {
    json.decode(Empty.class, payload);
    station.clearCache(verdict(id));
  }

  private void dataTransfer(String id, String payload) throws CodecException {
    json.decode(DataTransfer.class, payload);
    answer(id, new DataTransferResponse(DataTransferStatus.UnknownVendorId));
  }

  private void remoteStart(String id, String payload) throws CodecException {
    RemoteStartTransaction m = json.decode(RemoteStartTransaction.class, payload);
    Optional<Integer> evse = m.connectorId().flatMap(connectors::evse);
    if (!accepted || m.connectorId().isPresent() && evse.isEmpty() || m.idTag().isEmpty()) {
      answer(id, new StatusResponse(AcceptedRejected.Rejected));
      return;
    }
    Optional<ChargingProfile> profile =
        m.chargingProfile().map(p -> Translate.profile(p, Optional.empty(), station.now().wall()));
    station.remoteStart(
        evse.map(OptionalInt::of).orElse(OptionalInt.empty()),
        new IdToken(m.idTag(), IdToken.Kind.CENTRAL),
        OptionalInt.empty(),
        profile,
        verdict(id));
  }

  private void remoteStop(String id, String payload) throws CodecException {
    RemoteStopTransaction m = json.decode(RemoteStopTransaction.class, payload);
    Optional<String> transaction = ids.transaction(m.transactionId());
    if (!accepted || transaction.isEmpty()) {
      answer(id, new StatusResponse(AcceptedRejected.Rejected));
    } else {
      station.remoteStop(transaction.get(), verdict(id));
    }
  }

  private void reset(String id, String payload) throws CodecException {
    Reset m = json.decode(Reset.class, payload);
    station.reset(
        m.type() == ResetType.Hard ? ResetKind.HARD : ResetKind.SOFT,
        v -> {
          verdict(id).accept(v);
          if (v == Verdict.ACCEPTED) {
            reboot.run();
          }
        });
  }

  private void unlock(String id, String payload) throws CodecException {
    UnlockConnector m = json.decode(UnlockConnector.class, payload);
    Optional<Integer> evse = connectors.evse(m.connectorId());
    if (evse.isEmpty()) {
      answer(id, new UnlockConnectorResponse(UnlockStatus.NOT_SUPPORTED));
      return;
    }
    station.unlock(
        evse.get(),
        1,
        a -> answer(id, new UnlockConnectorResponse(UnlockStatus.valueOf(a.name()))));
  }

  private void trigger(String id, String payload) throws CodecException {
    TriggerMessage m = json.decode(TriggerMessage.class, payload);
    Messages.TriggerStatus status = triggers.trigger(m);
    answer(id, new TriggerMessageResponse(status));
  }

  private void setProfile(String id, String payload) throws CodecException {
    smartCharging.set(json.decode(Messages.SetChargingProfile.class, payload), r -> answer(id, r));
  }

  private void clearProfile(String id, String payload) throws CodecException {
    smartCharging.clear(
        json.decode(Messages.ClearChargingProfile.class, payload), r -> answer(id, r));
  }

  private void compositeSchedule(String id, String payload) throws CodecException {
    smartCharging.composite(
        json.decode(Messages.GetCompositeSchedule.class, payload), r -> answer(id, r));
  }
}

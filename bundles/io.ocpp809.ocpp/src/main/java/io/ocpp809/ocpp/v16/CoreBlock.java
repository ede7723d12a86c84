package io.ocpp809.ocpp.v16;

import io.ocpp809.ocpp.json.CodecException;
import io.ocpp809.ocpp.json.CodecException.Fault;
import io.ocpp809.ocpp.v16.Messages.AcceptedRejected;
import io.ocpp809.ocpp.v16.Messages.AvailabilityStatus;
import io.ocpp809.ocpp.v16.Messages.AvailabilityType;
import io.ocpp809.ocpp.v16.Messages.ChangeAvailability;
import io.ocpp809.ocpp.v16.Messages.ChangeAvailabilityResponse;
import io.ocpp809.ocpp.v16.Messages.ChangeConfiguration;
import io.ocpp809.ocpp.v16.Messages.ChangeConfigurationResponse;
import io.ocpp809.ocpp.v16.Messages.ConfigurationStatus;
import io.ocpp809.ocpp.v16.Messages.DataTransfer;
import io.ocpp809.ocpp.v16.Messages.DataTransferResponse;
import io.ocpp809.ocpp.v16.Messages.DataTransferStatus;
import io.ocpp809.ocpp.v16.Messages.GetConfiguration;
import io.ocpp809.ocpp.v16.Messages.GetConfigurationResponse;
import io.ocpp809.ocpp.v16.Messages.KeyValue;
import io.ocpp809.ocpp.v16.Messages.RemoteStartTransaction;
import io.ocpp809.ocpp.v16.Messages.RemoteStopTransaction;
import io.ocpp809.ocpp.v16.Messages.Reset;
import io.ocpp809.ocpp.v16.Messages.ResetType;
import io.ocpp809.ocpp.v16.Messages.StatusResponse;
import io.ocpp809.ocpp.v16.Messages.UnlockConnector;
import io.ocpp809.ocpp.v16.Messages.UnlockConnectorResponse;
import io.ocpp809.ocpp.v16.Messages.UnlockStatus;
import io.ocpp809.station.Answers.ResetKind;
import io.ocpp809.station.Answers.Verdict;
import io.ocpp809.station.Station;
import io.ocpp809.station.auth.IdToken;
import io.ocpp809.station.profile.ChargingProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** The calls of the Core profile (OCPP 1.6 section 5); the answer always goes before the act. */
final class CoreBlock {
  private final Station station;
  private final Keys keys;
  private final Connectors connectors;
  private final TransactionIds ids;
  private final BooleanSupplier accepted;
  private final Consumer<ResetKind> restart;

  /**
   * Makes it.
   *
   * @param accepted whether the CSMS has accepted the station; before that it starts and stops
   *     nothing
   * @param restart what follows an accepted Reset; called on the station's thread
   */
  CoreBlock(
      Station station,
      Connectors connectors,
      TransactionIds ids,
      BooleanSupplier accepted,
      Consumer<ResetKind> restart) {
    this.station = station;
    this.keys = new Keys(station);
    this.connectors = connectors;
    this.ids = ids;
    this.accepted = accepted;
    this.restart = restart;
  }

  void register(Calls calls) {
    calls.on("ChangeAvailability", ChangeAvailability.class, this::changeAvailability);
    calls.on("ChangeConfiguration", ChangeConfiguration.class, this::changeConfiguration);
    calls.on("ClearCache", answer -> station.clearCache(verdict(answer)));
    calls.on("DataTransfer", DataTransfer.class, this::dataTransfer);
    calls.on("GetConfiguration", GetConfiguration.class, this::getConfiguration);
    calls.on("RemoteStartTransaction", RemoteStartTransaction.class, this::remoteStart);
    calls.on("RemoteStopTransaction", RemoteStopTransaction.class, this::remoteStop);
    calls.on("Reset", Reset.class, this::reset);
    calls.on("UnlockConnector", UnlockConnector.class, this::unlock);
  }

  private static Consumer<Verdict> verdict(Consumer<Record> answer) {
    return v ->
        answer.accept(
            new StatusResponse(
                v == Verdict.ACCEPTED ? AcceptedRejected.Accepted : AcceptedRejected.Rejected));
  }

  private static void reject(Consumer<Record> answer) {
    answer.accept(new StatusResponse(AcceptedRejected.Rejected));
  }

  private void changeAvailability(ChangeAvailability m, Consumer<Record> answer) {
    Optional<Integer> evse = connectors.evseOrStation(m.connectorId());
    if (evse.isEmpty()) {
      answer.accept(new ChangeAvailabilityResponse(AvailabilityStatus.Rejected));
      return;
    }
    station.changeAvailability(
        evse.get(),
        m.type() == AvailabilityType.Operative,
        a ->
            answer.accept(
                new ChangeAvailabilityResponse(
                    switch (a) {
                      case ACCEPTED -> AvailabilityStatus.Accepted;
                      case REJECTED -> AvailabilityStatus.Rejected;
                      case SCHEDULED -> AvailabilityStatus.Scheduled;
                    })));
  }

  private void changeConfiguration(ChangeConfiguration m, Consumer<Record> answer) {
    answer.accept(
        new ChangeConfigurationResponse(
            switch (keys.set(m.key(), m.value())) {
              case DONE -> ConfigurationStatus.Accepted;
              case REFUSED -> ConfigurationStatus.Rejected;
              case UNKNOWN -> ConfigurationStatus.NotSupported;
            }));
  }

  private void getConfiguration(GetConfiguration m, Consumer<Record> answer) throws CodecException {
    if (m.key().size() > Keys.KEYS_AT_MOST) {
      throw new CodecException(
          Fault.OCCURRENCE, "key has " + m.key().size() + " of at most " + Keys.KEYS_AT_MOST);
    }
    List<Keys.Key> found = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    if (m.key().isEmpty()) {
      found.addAll(keys.all());
    }
    for (String name : m.key()) {
      keys.find(name).ifPresentOrElse(found::add, () -> unknown.add(name));
    }
    answer.accept(
        new GetConfigurationResponse(
            found.stream()
                .map(k -> new KeyValue(k.name(), k.readOnly(), Optional.of(k.value())))
                .toList(),
            unknown));
  }

  private void dataTransfer(DataTransfer m, Consumer<Record> answer) {
    answer.accept(new DataTransferResponse(DataTransferStatus.UnknownVendorId, Optional.empty()));
  }

  private void remoteStart(RemoteStartTransaction m, Consumer<Record> answer)
      throws CodecException {
    if (m.chargingProfile().isPresent()) {
      SmartCharging.limitsFit(m.chargingProfile().get());
    }
    Optional<Integer> evse = m.connectorId().flatMap(connectors::evse);
    boolean bound = m.chargingProfile().flatMap(Messages.Profile::transactionId).isPresent();
    if (!accepted.getAsBoolean()
        || m.connectorId().isPresent() && evse.isEmpty()
        || m.idTag().isBlank()
        || bound) {
      reject(answer);
      return;
    }
    Optional<ChargingProfile> profile =
        m.chargingProfile().map(p -> Translate.profile(p, Optional.empty(), station.now().wall()));
    station.remoteStart(
        evse.map(OptionalInt::of).orElse(OptionalInt.empty()),
        new IdToken(m.idTag(), IdToken.Kind.CENTRAL),
        OptionalInt.empty(),
        profile,
        verdict(answer));
  }

  private void remoteStop(RemoteStopTransaction m, Consumer<Record> answer) {
    Optional<String> transaction = ids.transaction(m.transactionId());
    if (!accepted.getAsBoolean() || transaction.isEmpty()) {
      reject(answer);
    } else {
      station.remoteStop(transaction.get(), verdict(answer));
    }
  }

  private void reset(Reset m, Consumer<Record> answer) {
    ResetKind kind = m.type() == ResetType.Hard ? ResetKind.HARD : ResetKind.SOFT;
    station.reset(
        kind,
        v -> {
          verdict(answer).accept(v);
          if (v == Verdict.ACCEPTED) {
            restart.accept(kind);
          }
        });
  }

  private void unlock(UnlockConnector m, Consumer<Record> answer) {
    Optional<Integer> evse = connectors.evse(m.connectorId());
    if (evse.isEmpty()) {
      answer.accept(new UnlockConnectorResponse(UnlockStatus.NOT_SUPPORTED));
      return;
    }
    station.unlock(
        evse.get(),
        1,
        a -> answer.accept(new UnlockConnectorResponse(UnlockStatus.valueOf(a.name()))));
  }
}

package io.ocpp809.it.chargetime;

import eu.chargetime.ocpp.feature.profile.ServerCoreEventHandler;
import eu.chargetime.ocpp.model.core.AuthorizationStatus;
import eu.chargetime.ocpp.model.core.AuthorizeConfirmation;
import eu.chargetime.ocpp.model.core.AuthorizeRequest;
import eu.chargetime.ocpp.model.core.BootNotificationConfirmation;
import eu.chargetime.ocpp.model.core.BootNotificationRequest;
import eu.chargetime.ocpp.model.core.DataTransferConfirmation;
import eu.chargetime.ocpp.model.core.DataTransferRequest;
import eu.chargetime.ocpp.model.core.DataTransferStatus;
import eu.chargetime.ocpp.model.core.HeartbeatConfirmation;
import eu.chargetime.ocpp.model.core.HeartbeatRequest;
import eu.chargetime.ocpp.model.core.IdTagInfo;
import eu.chargetime.ocpp.model.core.MeterValue;
import eu.chargetime.ocpp.model.core.MeterValuesConfirmation;
import eu.chargetime.ocpp.model.core.MeterValuesRequest;
import eu.chargetime.ocpp.model.core.RegistrationStatus;
import eu.chargetime.ocpp.model.core.SampledValue;
import eu.chargetime.ocpp.model.core.StartTransactionConfirmation;
import eu.chargetime.ocpp.model.core.StartTransactionRequest;
import eu.chargetime.ocpp.model.core.StatusNotificationConfirmation;
import eu.chargetime.ocpp.model.core.StatusNotificationRequest;
import eu.chargetime.ocpp.model.core.StopTransactionConfirmation;
import eu.chargetime.ocpp.model.core.StopTransactionRequest;
import io.ocpp809.it.peers.Backend.Sample;
import io.ocpp809.testkit.csms.Charge;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Function;

/** What the CSMS answers, and what it has heard. A start that is sent again is booked once. */
final class Book implements ServerCoreEventHandler {

  private static final int HEARTBEAT_SECONDS = 60;

  private final Function<UUID, String> stations;
  private final Map<String, List<String>> boots = new HashMap<>();
  private final Map<String, String> statuses = new HashMap<>();
  private final List<String> authorised = new ArrayList<>();
  private final List<Sample> samples = new ArrayList<>();
  private final Map<Integer, Charge> charges = new LinkedHashMap<>();
  private final Map<String, Integer> starts = new HashMap<>();

  /**
   * A book.
   *
   * @param stations names the station of a session
   */
  Book(Function<UUID, String> stations) {
    this.stations = stations;
  }

  synchronized List<String> boots(String station) {
    return List.copyOf(boots.getOrDefault(station, List.of()));
  }

  synchronized Optional<String> status(String station, int connector) {
    return Optional.ofNullable(statuses.get(station + " " + connector));
  }

  synchronized List<String> authorised() {
    return List.copyOf(authorised);
  }

  synchronized List<Sample> samples() {
    return List.copyOf(samples);
  }

  synchronized List<Charge> charges() {
    return List.copyOf(charges.values());
  }

  private static ZonedDateTime now() {
    return ZonedDateTime.now(ZoneOffset.UTC);
  }

  @Override
  public synchronized BootNotificationConfirmation handleBootNotificationRequest(
      UUID session, BootNotificationRequest request) {
    boots
        .computeIfAbsent(stations.apply(session), s -> new ArrayList<>())
        .add(request.getChargePointVendor() + " " + request.getChargePointModel());
    return new BootNotificationConfirmation(now(), HEARTBEAT_SECONDS, RegistrationStatus.Accepted);
  }

  @Override
  public HeartbeatConfirmation handleHeartbeatRequest(UUID session, HeartbeatRequest request) {
    return new HeartbeatConfirmation(now());
  }

  @Override
  public synchronized AuthorizeConfirmation handleAuthorizeRequest(
      UUID session, AuthorizeRequest request) {
    authorised.add(request.getIdTag());
    return new AuthorizeConfirmation(new IdTagInfo(AuthorizationStatus.Accepted));
  }

  @Override
  public DataTransferConfirmation handleDataTransferRequest(
      UUID session, DataTransferRequest request) {
    return new DataTransferConfirmation(DataTransferStatus.UnknownVendorId);
  }

  @Override
  public synchronized StatusNotificationConfirmation handleStatusNotificationRequest(
      UUID session, StatusNotificationRequest request) {
    statuses.put(
        stations.apply(session) + " " + request.getConnectorId(), request.getStatus().toString());
    return new StatusNotificationConfirmation();
  }

  @Override
  public synchronized MeterValuesConfirmation handleMeterValuesRequest(
      UUID session, MeterValuesRequest request) {
    int transaction = request.getTransactionId() == null ? 0 : request.getTransactionId();
    for (MeterValue one : request.getMeterValue()) {
      for (SampledValue value : one.getSampledValue()) {
        samples.add(
            new Sample(
                stations.apply(session),
                request.getConnectorId(),
                transaction,
                value.getContext(),
                value.getMeasurand(),
                value.getValue()));
      }
    }
    return new MeterValuesConfirmation();
  }

  @Override
  public synchronized StartTransactionConfirmation handleStartTransactionRequest(
      UUID session, StartTransactionRequest request) {
    String station = stations.apply(session);
    String same =
        station
            + request.getConnectorId()
            + request.getTimestamp()
            + request.getIdTag()
            + request.getMeterStart();
    int id = starts.computeIfAbsent(same, s -> starts.size() + 1);
    charges.putIfAbsent(
        id,
        new Charge(
            id,
            station,
            request.getConnectorId(),
            request.getIdTag(),
            request.getMeterStart(),
            OptionalLong.empty(),
            ""));
    return new StartTransactionConfirmation(new IdTagInfo(AuthorizationStatus.Accepted), id);
  }

  @Override
  public synchronized StopTransactionConfirmation handleStopTransactionRequest(
      UUID session, StopTransactionRequest request) {
    String reason = request.getReason() == null ? "Local" : request.getReason().toString();
    charges.computeIfPresent(
        request.getTransactionId(),
        (id, c) ->
            new Charge(
                id,
                c.station(),
                c.connector(),
                c.idTag(),
                c.meterStart(),
                OptionalLong.of(request.getMeterStop()),
                reason));
    return new StopTransactionConfirmation();
  }
}

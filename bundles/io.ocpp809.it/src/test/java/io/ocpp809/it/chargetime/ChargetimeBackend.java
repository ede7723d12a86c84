package io.ocpp809.it.chargetime;

import eu.chargetime.ocpp.AuthenticationException;
import eu.chargetime.ocpp.JSONConfiguration;
import eu.chargetime.ocpp.JSONServer;
import eu.chargetime.ocpp.NotConnectedException;
import eu.chargetime.ocpp.OccurenceConstraintException;
import eu.chargetime.ocpp.ServerEvents;
import eu.chargetime.ocpp.UnsupportedFeatureException;
import eu.chargetime.ocpp.feature.profile.ServerCoreProfile;
import eu.chargetime.ocpp.feature.profile.ServerRemoteTriggerProfile;
import eu.chargetime.ocpp.feature.profile.ServerSmartChargingProfile;
import eu.chargetime.ocpp.model.Confirmation;
import eu.chargetime.ocpp.model.Request;
import eu.chargetime.ocpp.model.SessionInformation;
import eu.chargetime.ocpp.model.core.ChangeConfigurationConfirmation;
import eu.chargetime.ocpp.model.core.ChangeConfigurationRequest;
import eu.chargetime.ocpp.model.core.ChargingProfile;
import eu.chargetime.ocpp.model.core.ChargingProfileKindType;
import eu.chargetime.ocpp.model.core.ChargingProfilePurposeType;
import eu.chargetime.ocpp.model.core.ChargingRateUnitType;
import eu.chargetime.ocpp.model.core.ChargingSchedule;
import eu.chargetime.ocpp.model.core.ChargingSchedulePeriod;
import eu.chargetime.ocpp.model.core.RemoteStartTransactionConfirmation;
import eu.chargetime.ocpp.model.core.RemoteStartTransactionRequest;
import eu.chargetime.ocpp.model.core.RemoteStopTransactionConfirmation;
import eu.chargetime.ocpp.model.core.RemoteStopTransactionRequest;
import eu.chargetime.ocpp.model.smartcharging.ClearChargingProfileConfirmation;
import eu.chargetime.ocpp.model.smartcharging.ClearChargingProfileRequest;
import eu.chargetime.ocpp.model.smartcharging.SetChargingProfileConfirmation;
import eu.chargetime.ocpp.model.smartcharging.SetChargingProfileRequest;
import io.ocpp809.it.peers.Backend;
import io.ocpp809.testkit.csms.Charge;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The server of ChargeTime.eu's OCPP 1.6J library as a CSMS. */
public final class ChargetimeBackend implements Backend {

  private static final int PATIENCE_SECONDS = 120;

  private final int port;
  private final Map<UUID, String> sessions = new ConcurrentHashMap<>();
  private final Map<String, UUID> stations = new ConcurrentHashMap<>();
  private final Book book = new Book(session -> sessions.getOrDefault(session, "unknown"));
  private JSONServer server;

  /** Starts it on a free loopback port. */
  public ChargetimeBackend() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    comeBack();
  }

  private final class Events implements ServerEvents {
    @Override
    public void authenticateSession(
        SessionInformation information, String username, byte[] password)
        throws AuthenticationException {
      if (!information.getIdentifier().startsWith("/")) {
        throw new AuthenticationException(404, "no identity");
      }
    }

    /** The identifier is the path of the request: a slash and the identity. */
    @Override
    public void newSession(UUID session, SessionInformation information) {
      String station = information.getIdentifier().substring(1);
      sessions.put(session, station);
      stations.put(station, session);
    }

    @Override
    public void lostSession(UUID session) {
      String station = sessions.remove(session);
      if (station != null) {
        stations.remove(station, session);
      }
    }
  }

  @Override
  public String url() {
    return "ws://127.0.0.1:" + port;
  }

  @Override
  public boolean connected(String station) {
    return stations.containsKey(station);
  }

  @Override
  public List<String> boots(String station) {
    return book.boots(station);
  }

  @Override
  public List<String> authorised() {
    return book.authorised();
  }

  @Override
  public Optional<String> status(String station, int connector) {
    return book.status(station, connector);
  }

  @Override
  public List<Charge> charges() {
    return book.charges();
  }

  @Override
  public List<Sample> samples() {
    return book.samples();
  }

  @Override
  public String remoteStart(String station, int connector, String idTag) {
    RemoteStartTransactionRequest request = new RemoteStartTransactionRequest(idTag);
    request.setConnectorId(connector);
    return call(station, request, RemoteStartTransactionConfirmation.class).getStatus().toString();
  }

  @Override
  public String remoteStop(String station, int transactionId) {
    return call(
            station,
            new RemoteStopTransactionRequest(transactionId),
            RemoteStopTransactionConfirmation.class)
        .getStatus()
        .toString();
  }

  @Override
  public String limit(String station, int connector, double ampere) {
    ChargingSchedule schedule =
        new ChargingSchedule(
            ChargingRateUnitType.A,
            new ChargingSchedulePeriod[] {new ChargingSchedulePeriod(0, ampere)});
    ChargingProfile profile =
        new ChargingProfile(
            1,
            0,
            ChargingProfilePurposeType.TxDefaultProfile,
            ChargingProfileKindType.Relative,
            schedule);
    return call(
            station,
            new SetChargingProfileRequest(connector, profile),
            SetChargingProfileConfirmation.class)
        .getStatus()
        .toString();
  }

  @Override
  public String unlimit(String station) {
    return call(station, new ClearChargingProfileRequest(), ClearChargingProfileConfirmation.class)
        .getStatus()
        .toString();
  }

  @Override
  public String configure(String station, String key, String value) {
    return call(
            station,
            new ChangeConfigurationRequest(key, value),
            ChangeConfigurationConfirmation.class)
        .getStatus()
        .toString();
  }

  private <C extends Confirmation> C call(String station, Request request, Class<C> answer) {
    UUID session = stations.get(station);
    if (session == null) {
      throw new IllegalStateException(station + " is not connected");
    }
    try {
      return answer.cast(
          server
              .send(session, request)
              .toCompletableFuture()
              .get(PATIENCE_SECONDS, TimeUnit.SECONDS));
    } catch (OccurenceConstraintException
        | UnsupportedFeatureException
        | NotConnectedException
        | ExecutionException
        | TimeoutException e) {
      throw new IllegalStateException(station + " did not answer " + request, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public synchronized void goAway() {
    if (server != null) {
      server.close();
      server = null;
      stations.clear();
    }
  }

  @Override
  public synchronized void comeBack() {
    if (server == null) {
      JSONConfiguration configuration =
          JSONConfiguration.get()
              .setParameter(JSONConfiguration.TCP_NO_DELAY_PARAMETER, true)
              .setParameter(JSONConfiguration.PING_INTERVAL_PARAMETER, 0)
              .setParameter(JSONConfiguration.WEBSOCKET_WORKER_COUNT, 1);
      server = new JSONServer(new ServerCoreProfile(book), configuration);
      server.addFeatureProfile(new ServerSmartChargingProfile());
      server.addFeatureProfile(new ServerRemoteTriggerProfile());
      server.open("127.0.0.1", port, new Events());
    }
  }

  @Override
  public void close() {
    goAway();
  }
}

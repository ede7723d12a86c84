package io.ocpp809.station;

import io.ocpp809.station.Answers.AvailabilityAnswer;
import io.ocpp809.station.Answers.ResetKind;
import io.ocpp809.station.Answers.UnlockAnswer;
import io.ocpp809.station.Answers.Verdict;
import io.ocpp809.station.auth.Authorization;
import io.ocpp809.station.auth.IdToken;
import io.ocpp809.station.auth.LocalListEntry;
import io.ocpp809.station.journal.Journal;
import io.ocpp809.station.limit.LimitCurve;
import io.ocpp809.station.limit.LimitSource;
import io.ocpp809.station.port.CsmsPort;
import io.ocpp809.station.profile.ChargingProfile;
import io.ocpp809.station.profile.ProfileStore;
import io.ocpp809.station.settings.Settings;
import io.ocpp809.station.time.EventTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * A charging station as its protocols see it. All requests return at once; the answer comes in the
 * station's mailbox, once, before the station acts on it. Safe to call from any thread.
 */
public interface Station {
  /** The station's name in the configuration ({@code kura.service.pid}). */
  String name();

  /** The station at this moment. */
  StationView view();

  /** Adds a listener; closing what is returned removes it. */
  AutoCloseable listen(StationListener listener);

  /** The record of transactions that CSMS connections deliver from. */
  Journal journal();

  /** What a CSMS may configure. */
  Settings settings();

  /** Present time as the station stamps events. */
  EventTime now();

  /**
   * Connects a CSMS that can be asked about tokens; at most one at a time, the newest counts.
   * Closing what is returned disconnects it.
   */
  AutoCloseable connect(CsmsPort csms);

  /** Whether a CSMS is connected that can be asked at this moment. */
  boolean online();

  /**
   * The CSMS has told the time; the station trusts it if its own clock is not trusted.
   *
   * @param offsetMillis CSMS time minus the gateway's wall time, in ms
   */
  void clockOffset(long offsetMillis);

  /**
   * A token is presented at an EVSE: starts, or stops what it or its group has started.
   *
   * @param evse number of the EVSE
   * @param token the token
   * @param answer whether it is accepted
   */
  void present(int evse, IdToken token, Consumer<Verdict> answer);

  /**
   * Starts charging from remote (OCPP 1.6 section 5.11).
   *
   * @param evse the EVSE; empty lets the station choose
   * @param token who charges
   * @param remoteStartId identifier of the request (OCPP 2.0.1)
   * @param profile profile for the transaction, purpose TX
   * @param answer rejected where reserved for another, out of service, faulted, in use, or where
   *     the pile cannot be started
   */
  void remoteStart(
      OptionalInt evse,
      IdToken token,
      OptionalInt remoteStartId,
      Optional<ChargingProfile> profile,
      Consumer<Verdict> answer);

  /**
   * Ends a transaction from remote (OCPP 1.6 section 5.12).
   *
   * @param transactionId the station's UUID
   * @param answer rejected if no such transaction runs
   */
  void remoteStop(String transactionId, Consumer<Verdict> answer);

  /**
   * What the CSMS says of the token of a transaction, answering its start or stop; it is
   * remembered, and a refusal ends or suspends the transaction as configured.
   */
  void authorized(String transactionId, IdToken token, Authorization authorization);

  /**
   * Takes EVSEs in or out of service; kept over restarts.
   *
   * @param evse the EVSE; 0 for the station with all of them
   * @param operative whether in service
   */
  void changeAvailability(int evse, boolean operative, Consumer<AvailabilityAnswer> answer);

  /**
   * Releases the plug after ending the transaction and seeing fresh current below 1 A.
   *
   * @param evse the EVSE
   * @param connector the connector within it
   */
  void unlock(int evse, int connector, Consumer<UnlockAnswer> answer);

  /** Resets the station's software and, if hard, the sessions to its piles. */
  void reset(ResetKind kind, Consumer<Verdict> answer);

  /** Forgets all remembered tokens. */
  void clearCache(Consumer<Verdict> answer);

  /** Version of the local list; 0 if it is empty. */
  int localListVersion();

  /**
   * Replaces or changes the local list; the version must rise for a change.
   *
   * @param version the new version, above 0
   * @param full true replaces the list, false changes it
   * @param entries the entries
   * @param answer empty if done, else why not
   */
  void sendLocalList(
      int version, boolean full, List<LocalListEntry> entries, Consumer<String> answer);

  /**
   * Installs a charging profile; it replaces as OCPP 1.6 section 5.16 says.
   *
   * @param evse the EVSE; 0 for the station
   * @param profile the profile
   * @param answer empty if taken, else why not
   */
  void setProfile(int evse, ChargingProfile profile, Consumer<String> answer);

  /**
   * Removes charging profiles.
   *
   * @param filter which
   * @param answer how many were removed
   */
  void clearProfiles(ProfileStore.Filter filter, IntConsumer answer);

  /**
   * What all limits allow from now on.
   *
   * @param evse the EVSE; 0 for the station
   * @param duration how far to look
   * @param answer the curve, covering the whole duration; empty if there is no such EVSE
   */
  void compositeSchedule(int evse, Duration duration, Consumer<Optional<LimitCurve>> answer);

  /**
   * Sets a limit of another source than a profile, such as the grid operator.
   *
   * @param evse the EVSE; 0 for all of the station
   * @param source whose limit
   * @param limit the limit over time; empty takes it back
   */
  void limit(int evse, LimitSource source, Optional<LimitCurve> limit);

  /**
   * Takes readings now.
   *
   * @param evse the EVSE; 0 for the station, of which all EVSEs' readings are the sum
   * @param answer the newest readings as an event of context Trigger; not journaled
   */
  void sampleNow(int evse, Consumer<StationEvent.Sampled> answer);
}

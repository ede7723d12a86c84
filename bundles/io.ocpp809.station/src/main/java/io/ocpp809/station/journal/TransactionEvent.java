package io.ocpp809.station.journal;

import io.ocpp809.station.auth.IdToken;
import io.ocpp809.station.reading.Reading;
import io.ocpp809.station.reading.ReadingContext;
import io.ocpp809.station.time.EventTime;
import io.ocpp809.station.transaction.ChargingState;
import io.ocpp809.station.transaction.StopReason;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/** What a transaction consists of; all of it goes through the journal before it is sent. */
public sealed interface TransactionEvent {
  /** When it happened; the start of a backdated transaction lies before its journal entry. */
  EventTime time();

  /** The transaction, a UUID made by the station. */
  String transactionId();

  /** Number of the EVSE within its station, from 1. */
  int evse();

  /**
   * Whether it may be given up where there is no room: readings and states, never what a
   * transaction begins, is refused or ends with.
   */
  default boolean givesWay() {
    return this instanceof Metered || this instanceof Retained || this instanceof StateChanged;
  }

  /**
   * A transaction has started.
   *
   * @param connector number of the connector within the EVSE, from 1
   * @param token who charges
   * @param meterStartWh energy register at the start, in Wh
   * @param reservationId reservation that it uses up
   * @param remoteStartId identifier of the request that started it from remote
   */
  record Started(
      EventTime time,
      String transactionId,
      int evse,
      int connector,
      IdToken token,
      long meterStartWh,
      OptionalInt reservationId,
      OptionalInt remoteStartId)
      implements TransactionEvent {
    /** Checks that no part is null. */
    public Started {
      Objects.requireNonNull(time, "time");
      Objects.requireNonNull(transactionId, "transactionId");
      Objects.requireNonNull(token, "token");
      Objects.requireNonNull(reservationId, "reservationId");
      Objects.requireNonNull(remoteStartId, "remoteStartId");
    }
  }

  /**
   * Readings taken within a transaction.
   *
   * @param context why they were taken
   * @param readings the readings; the billing register among them where it is readable
   */
  record Metered(
      EventTime time,
      String transactionId,
      int evse,
      int connector,
      ReadingContext context,
      List<Reading> readings)
      implements TransactionEvent {
    /** Copies the list and checks that no part is null. */
    public Metered {
      Objects.requireNonNull(time, "time");
      Objects.requireNonNull(transactionId, "transactionId");
      Objects.requireNonNull(context, "context");
      readings = List.copyOf(readings);
    }
  }

  /**
   * Readings that go with the end of the transaction; not sent by themselves, kept so that a
   * restart does not lose them.
   *
   * @param metered the readings
   */
  record Retained(Metered metered) implements TransactionEvent {
    /** Checks that the readings are present. */
    public Retained {
      Objects.requireNonNull(metered, "metered");
    }

    @Override
    public EventTime time() {
      return metered.time();
    }

    @Override
    public String transactionId() {
      return metered.transactionId();
    }

    @Override
    public int evse() {
      return metered.evse();
    }
  }

  /**
   * The CSMS has refused the token after the start, and the transaction goes on without energy
   * (OCPP 1.6 section 9.1.26, StopTransactionOnInvalidId false).
   *
   * @param registerWh energy register at the refusal, in Wh
   */
  record Refused(EventTime time, String transactionId, int evse, int connector, long registerWh)
      implements TransactionEvent {
    /** Checks that no part is null. */
    public Refused {
      Objects.requireNonNull(time, "time");
      Objects.requireNonNull(transactionId, "transactionId");
    }
  }

  /**
   * Somebody or something ends the transaction; {@link Ended} follows when the current is gone.
   *
   * @param reason why
   * @param token who ends it, if somebody does
   */
  record Stopping(
      EventTime time,
      String transactionId,
      int evse,
      int connector,
      StopReason reason,
      Optional<IdToken> token)
      implements TransactionEvent {
    /** Checks that no part is null. */
    public Stopping {
      Objects.requireNonNull(time, "time");
      Objects.requireNonNull(transactionId, "transactionId");
      Objects.requireNonNull(reason, "reason");
      Objects.requireNonNull(token, "token");
    }
  }

  /**
   * The charging state has changed.
   *
   * @param state the new state
   */
  record StateChanged(
      EventTime time, String transactionId, int evse, int connector, ChargingState state)
      implements TransactionEvent {
    /** Checks that no part is null. */
    public StateChanged {
      Objects.requireNonNull(time, "time");
      Objects.requireNonNull(transactionId, "transactionId");
      Objects.requireNonNull(state, "state");
    }
  }

  /**
   * The transaction has ended.
   *
   * @param meterStopWh energy register at the end, in Wh, never below the register at the start
   * @param reason why
   * @param token who ended it, if somebody did
   * @param data readings of the transaction that the CSMS wants at its end, oldest first
   */
  record Ended(
      EventTime time,
      String transactionId,
      int evse,
      int connector,
      long meterStopWh,
      StopReason reason,
      Optional<IdToken> token,
      List<Metered> data)
      implements TransactionEvent {
    /** Copies the list and checks that no part is null. */
    public Ended {
      Objects.requireNonNull(time, "time");
      Objects.requireNonNull(transactionId, "transactionId");
      Objects.requireNonNull(reason, "reason");
      Objects.requireNonNull(token, "token");
      data = List.copyOf(data);
    }
  }
}

package io.ocpp809.station;

import io.ocpp809.station.journal.TransactionEvent;
import io.ocpp809.station.pile.PileFault;
import io.ocpp809.station.reading.Reading;
import io.ocpp809.station.reading.ReadingContext;
import io.ocpp809.station.time.EventTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What happens at a station, in order, for those who mirror or report it. */
public sealed interface StationEvent {
  /** When it happened. */
  EventTime time();

  /**
   * A connector changed its state, its fault or its info. Connector 0 of EVSE 0 is the station.
   *
   * @param evse number of the EVSE; 0 for the station
   * @param connector number within the EVSE; 0 for the station
   * @param state new state
   * @param fault fault or warning at present
   * @param info why, at most 50 characters; may be empty
   */
  record ConnectorChanged(
      EventTime time,
      int evse,
      int connector,
      ConnectorState state,
      Optional<PileFault> fault,
      String info)
      implements StationEvent {
    /** Checks that no part is null. */
    public ConnectorChanged {
      Objects.requireNonNull(time, "time");
      Objects.requireNonNull(state, "state");
      Objects.requireNonNull(fault, "fault");
      Objects.requireNonNull(info, "info");
    }
  }

  /**
   * Something of a transaction; it is in the journal already.
   *
   * @param sequence place in the journal
   * @param event what happened
   */
  record Transaction(long sequence, TransactionEvent event) implements StationEvent {
    /** Checks that the event is present. */
    public Transaction {
      Objects.requireNonNull(event, "event");
    }

    @Override
    public EventTime time() {
      return event.time();
    }
  }

  /**
   * New readings of an EVSE; they come as fast as the pile is polled.
   *
   * @param evse number of the EVSE
   * @param readings all readings of that report
   */
  record Measured(EventTime time, int evse, List<Reading> readings) implements StationEvent {
    /** Copies the list. */
    public Measured {
      Objects.requireNonNull(time, "time");
      readings = List.copyOf(readings);
    }
  }

  /**
   * Readings taken on the boundary of the clock, outside a transaction.
   *
   * @param evse number of the EVSE
   * @param connector number of the connector
   * @param context why
   * @param readings the readings
   */
  record Sampled(
      EventTime time, int evse, int connector, ReadingContext context, List<Reading> readings)
      implements StationEvent {
    /** Copies the list. */
    public Sampled {
      Objects.requireNonNull(time, "time");
      Objects.requireNonNull(context, "context");
      readings = List.copyOf(readings);
    }
  }

  /**
   * The limit in force of an EVSE has changed.
   *
   * @param evse number of the EVSE
   * @param milliamps per phase, in mA; -1 if it is given in W or there is none
   * @param watts at the AC input, in W; -1 if it is given in A or there is none
   * @param reason whose limit it is and since when, in words
   */
  record LimitChanged(EventTime time, int evse, int milliamps, int watts, String reason)
      implements StationEvent {
    /** Checks that no part is null. */
    public LimitChanged {
      Objects.requireNonNull(time, "time");
      Objects.requireNonNull(reason, "reason");
    }
  }

  /**
   * A set-point has come a stage further at the pile.
   *
   * @param evse number of the EVSE
   * @param stage one of accepted, written, read back, seen, refused
   * @param text what was commanded and, if refused, why
   */
  record ReceiptAdvanced(EventTime time, int evse, String stage, String text)
      implements StationEvent {
    /** Checks that no part is null. */
    public ReceiptAdvanced {
      Objects.requireNonNull(time, "time");
      Objects.requireNonNull(stage, "stage");
      Objects.requireNonNull(text, "text");
    }
  }

  /**
   * A finding was made or is gone.
   *
   * @param finding what
   * @param raised true if made, false if gone
   */
  record FindingChanged(EventTime time, Finding finding, boolean raised) implements StationEvent {
    /** Checks that no part is null. */
    public FindingChanged {
      Objects.requireNonNull(time, "time");
      Objects.requireNonNull(finding, "finding");
    }
  }
}

package io.ocpp809.station;

import io.ocpp809.station.journal.TransactionEvent;
import io.ocpp809.station.limit.LimitSource;
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
   * The vehicle of a running transaction has told its identification number: personal data, for
   * those only who are allowed to have it.
   *
   * @param evse number of the EVSE
   * @param transaction UUID of the transaction
   * @param vin identification number, 17 letters and digits
   */
  record VehicleIdentified(EventTime time, int evse, String transaction, String vin)
      implements StationEvent {
    /** Checks that no part is null. */
    public VehicleIdentified {
      Objects.requireNonNull(time, "time");
      Objects.requireNonNull(transaction, "transaction");
      Objects.requireNonNull(vin, "vin");
    }

    /** The number with nothing but its maker (the first three characters) left readable. */
    public String masked() {
      return vin.substring(0, Math.min(3, vin.length()))
          + "*".repeat(Math.max(0, vin.length() - 3));
    }

    /** The event as text bears no number. */
    @Override
    public String toString() {
      return "VehicleIdentified[" + evse + ", " + transaction + ", " + masked() + "]";
    }
  }

  /**
   * Energy has flowed outside of transactions and nobody is billed for it.
   *
   * @param evse number of the EVSE
   * @param wh what was found now, in Wh
   * @param totalWh with all that was found since the EVSE was set up, in Wh
   */
  record EnergyUnaccounted(EventTime time, int evse, long wh, long totalWh)
      implements StationEvent {
    /** Checks that the time is present. */
    public EnergyUnaccounted {
      Objects.requireNonNull(time, "time");
    }
  }

  /**
   * The limit in force of an EVSE has changed.
   *
   * @param evse number of the EVSE
   * @param milliamps per phase, in mA; -1 if it is given in W or there is none
   * @param watts at the AC input, in W; -1 if it is given in A or there is none
   * @param reason whose limit it is and since when, in words
   * @param source whose limit it is; empty if there is none
   */
  record LimitChanged(
      EventTime time,
      int evse,
      int milliamps,
      int watts,
      String reason,
      Optional<LimitSource> source)
      implements StationEvent {
    /** Checks that no part is null. */
    public LimitChanged {
      Objects.requireNonNull(time, "time");
      Objects.requireNonNull(source, "source");
      Objects.requireNonNull(reason, "reason");
    }
  }

  /**
   * A set-point has come a stage further at the pile.
   *
   * @param evse number of the EVSE
   * @param stage one of accepted, written, read back, seen, refused, replaced
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
    /** Id of the finding that a CSMS refuses a token which its own local list accepts. */
    public static final String LIST_CONFLICT = "list.conflict";

    /** Checks that no part is null. */
    public FindingChanged {
      Objects.requireNonNull(time, "time");
      Objects.requireNonNull(finding, "finding");
    }
  }
}

package io.ocpp809.station.journal;

import java.util.Objects;

/**
 * An event with its place in the journal.
 *
 * @param sequence rises by one from entry to entry
 * @param event what happened
 */
public record JournalEntry(long sequence, TransactionEvent event) {
  /** Checks that the event is present. */
  public JournalEntry {
    Objects.requireNonNull(event, "event");
  }
}

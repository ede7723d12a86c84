package io.ocpp809.station.journal;

import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;

/**
 * Append-only record of transaction events. It is the truth: what was appended and confirmed
 * happened, and open transactions after a restart are those with a start and no end in it.
 *
 * <p>Several readers, one for each CSMS connection, follow it by name. An entry is kept until all
 * readers have confirmed it.
 */
public interface Journal {
  /**
   * Appends an event.
   *
   * @return completes with the entry's sequence number once it survives a power cut; fails if the
   *     store cannot write
   */
  CompletionStage<Long> append(TransactionEvent event);

  /** All entries still kept whose sequence number is at least the given one, oldest first. */
  List<JournalEntry> read(long fromSequence, int atMost);

  /** Registers a reader or finds it again: the next sequence number it has not confirmed. */
  long position(String reader);

  /** The reader has dealt with everything up to and including this sequence number. */
  void confirm(String reader, long sequence);

  /** Forgets a reader, so that its unconfirmed entries may be let go. */
  void forget(String reader);

  /** Calls the listener, on any thread, after each durable append; used as a wake-up only. */
  AutoCloseable onAppended(Runnable listener);

  /** Sequence number of the oldest entry kept, or empty if there is none. */
  OptionalLong first();

  /** Empty while the journal can write, else why not, in words for the operator. */
  String fault();
}

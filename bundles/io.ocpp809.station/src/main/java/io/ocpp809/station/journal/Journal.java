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

  /**
   * Entries still kept whose sequence number is at least the given one, oldest first; may be fewer
   * than asked for, none only if there are none.
   */
  List<JournalEntry> read(long fromSequence, int atMost);

  /**
   * Registers a reader, which begins with the oldest entry kept that no forgotten reader had
   * confirmed; does nothing if it is known.
   */
  void join(String reader);

  /**
   * The next sequence number that a reader has not confirmed; for a reader that has not joined or
   * was forgotten, the one after the newest entry.
   */
  long position(String reader);

  /**
   * The reader has dealt with everything up to and including this sequence number.
   *
   * @return completes once that survives a power cut, which may take minutes; before, a reader may
   *     be shown entries again after a power cut
   */
  CompletionStage<Void> confirm(String reader, long sequence);

  /**
   * As {@link #confirm}, and goes to disk at once: for what should not be seen again even if the
   * gateway ends now.
   *
   * @return completes once that survives a power cut
   */
  CompletionStage<Void> confirmNow(String reader, long sequence);

  /** Forgets a reader for good, so that its unconfirmed entries may be let go. */
  void forget(String reader);

  /** Calls the listener, on any thread, after each durable append; used as a wake-up only. */
  AutoCloseable onAppended(Runnable listener);

  /** Sequence number of the oldest entry kept, or empty if there is none. */
  OptionalLong first();

  /** Empty while the journal can write, else why not, in words for the operator. */
  String fault();

  /**
   * Empty unless entries that some reader has not confirmed were given up since the start because
   * the journal is full, else which, in words for the operator. Starts and ends are never among
   * them.
   */
  String dropped();
}

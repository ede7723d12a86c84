package io.ocpp809.store;

import java.util.concurrent.CompletableFuture;

/**
 * The place of one named reader in a log. It survives restarts; records are kept until all readers
 * of the log have acknowledged them.
 */
public final class Cursor {
  private final String name;
  private final DurableLog log;
  private final Cursors cursors;

  Cursor(String name, DurableLog log, Cursors cursors) {
    this.name = name;
    this.log = log;
    this.cursors = cursors;
  }

  /** The reader's name. */
  public String name() {
    return name;
  }

  /** Number of the last record that the reader has dealt with; one less than the first if none. */
  public long acknowledged() {
    return cursors.acknowledged(name);
  }

  /**
   * The reader has dealt with all records up to this one. A number below the present place changes
   * nothing.
   *
   * @return completes once the place survives a power cut; a reader that may see a record twice
   *     need not wait
   * @throws IllegalArgumentException if the log has no such record yet
   */
  public CompletableFuture<Void> acknowledge(long sequence) {
    if (sequence > log.lastSequence()) {
      throw new IllegalArgumentException(
          "record " + sequence + " is not in the log yet; the last is " + log.lastSequence());
    }
    return log.acknowledge(name, sequence);
  }
}

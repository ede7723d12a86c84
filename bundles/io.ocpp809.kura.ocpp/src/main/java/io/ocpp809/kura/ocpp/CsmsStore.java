package io.ocpp809.kura.ocpp;

import io.ocpp809.ocpp.v16.DeadLetters;
import io.ocpp809.station.auth.IdToken;
import io.ocpp809.station.journal.JournalEntry;
import io.ocpp809.station.journal.TransactionEvent;
import io.ocpp809.station.port.Memory;
import io.ocpp809.store.DurableLog;
import io.ocpp809.store.LogOptions;
import io.ocpp809.store.Rank;
import io.ocpp809.store.StoreException;
import io.ocpp809.store.StoreFolder;
import io.ocpp809.store.StoreInUseException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a connection keeps on disk, in a folder of its own below Kura's data folder: the CSMS's
 * numbers of transactions and connectors, and the messages that could not be delivered.
 */
final class CsmsStore implements Memory, DeadLetters, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CsmsStore.class);
  private static final LogOptions DEAD_LETTERS = LogOptions.bounded(1_000_000);

  private final StoreFolder folder;
  private final DurableLog deadLetters;

  private CsmsStore(StoreFolder folder) {
    this.folder = folder;
    this.deadLetters = folder.log("dead-letters", DEAD_LETTERS);
    folder.onDamage(d -> LOG.warn("{}", d.message()));
  }

  /**
   * Opens the folder of a connection.
   *
   * @param data Kura's data folder
   * @param pid {@code kura.service.pid} of the connection
   * @throws StoreInUseException if somebody else has it open; the connection must not be made then,
   *     it would push out the one that is there
   */
  static CsmsStore open(Path data, String pid) throws StoreInUseException {
    return new CsmsStore(StoreFolder.open(data, pid));
  }

  @Override
  public Optional<byte[]> get(String key) {
    try {
      return folder.snapshots().get(key);
    } catch (StoreException e) {
      LOG.error("{}", e.getMessage());
      return Optional.empty();
    }
  }

  @Override
  public CompletionStage<Void> put(String key, byte[] value) {
    return folder.snapshots().put(key, value);
  }

  @Override
  public void undelivered(JournalEntry entry, String why) {
    LOG.error("not delivered to the CSMS: {}: {}", entry.event(), why);
    keep(entry, why);
  }

  @Override
  public void answerLost(JournalEntry entry, String why) {
    LOG.error("delivered to the CSMS, but its answer is of no use: {}: {}", entry.event(), why);
    keep(entry, "delivered, the answer is of no use: " + why);
  }

  /** Keeps a line of text; the oldest give way when a megabyte is full. */
  private void keep(JournalEntry entry, String why) {
    String line = entry.sequence() + "\t" + why + "\t" + entry.event() + token(entry) + "\n";
    deadLetters
        .append(Rank.GIVES_WAY, line.getBytes(StandardCharsets.UTF_8))
        .whenComplete(
            (number, e) -> {
              if (e != null) {
                LOG.error("the dead letter cannot be kept: {}", e.getMessage());
              }
            });
  }

  /** Whoever bills by hand must know whom; as text the event does not tell. */
  private static String token(JournalEntry entry) {
    Optional<IdToken> token =
        entry.event() instanceof TransactionEvent.Started s
            ? Optional.of(s.token())
            : entry.event() instanceof TransactionEvent.Ended e ? e.token() : Optional.empty();
    return token.map(t -> "\ttoken " + t.value()).orElse("");
  }

  /** Writes what waits and lets the folder go; says what could not be written. */
  @Override
  public void close() {
    folder.close();
    if (!folder.health().ok()) {
      LOG.error("not all was written: {}", folder.health().message());
    }
  }
}

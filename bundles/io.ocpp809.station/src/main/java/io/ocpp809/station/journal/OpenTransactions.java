package io.ocpp809.station.journal;

import io.ocpp809.station.journal.TransactionEvent.Ended;
import io.ocpp809.station.journal.TransactionEvent.Started;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The transactions that are started and not ended, as far as the journal knows. It is a reader of
 * the journal itself: it confirms what lies before the oldest open start, so that a restart reads
 * from there only and all else may be let go.
 */
public final class OpenTransactions {
  /** Its name among the journal's readers. */
  public static final String READER = "open transactions";

  private static final int CHUNK = 500;

  private final Journal journal;
  private final Map<String, Long> starts = new HashMap<>();
  private final Map<Integer, Remains> left = new LinkedHashMap<>();

  /** Finds what an earlier run left open; reads the journal in pieces. */
  public OpenTransactions(Journal journal) {
    this.journal = journal;
    journal.join(READER);
    List<JournalEntry> entries = journal.read(journal.position(READER), CHUNK);
    while (!entries.isEmpty()) {
      for (JournalEntry entry : entries) {
        follow(entry.sequence(), entry.event());
        left.computeIfAbsent(entry.event().evse(), e -> new Remains()).take(entry.event());
      }
      entries = journal.read(entries.get(entries.size() - 1).sequence() + 1, CHUNK);
    }
  }

  /** What the earlier run left, by the number of the EVSE. */
  public Map<Integer, Remains> left() {
    return new LinkedHashMap<>(left);
  }

  /** Numbers of the EVSEs at which the earlier run left a transaction open. */
  public Set<Integer> open() {
    return left.keySet().stream()
        .filter(evse -> left.get(evse).open().isPresent())
        .collect(Collectors.toSet());
  }

  /** Follows an event that has become durable. */
  public void appended(long sequence, TransactionEvent event) {
    follow(sequence, event);
    if (event instanceof Ended) {
      long needed = starts.values().stream().mapToLong(Long::longValue).min().orElse(sequence + 1);
      journal.confirm(READER, needed - 1);
    }
  }

  private void follow(long sequence, TransactionEvent event) {
    if (event instanceof Started s) {
      starts.put(s.transactionId(), sequence);
    } else if (event instanceof Ended e) {
      starts.remove(e.transactionId());
    }
  }
}

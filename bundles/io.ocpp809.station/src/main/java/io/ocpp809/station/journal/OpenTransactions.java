package io.ocpp809.station.journal;

import io.ocpp809.station.journal.TransactionEvent.Ended;
import io.ocpp809.station.journal.TransactionEvent.Metered;
import io.ocpp809.station.journal.TransactionEvent.Started;
import io.ocpp809.station.reading.Measurand;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Finds the transactions that a journal leaves open: started and not ended. */
public final class OpenTransactions {
  private static final int CHUNK = 500;

  private OpenTransactions() {}

  /**
   * An open transaction.
   *
   * @param started its start
   * @param lastWh highest register reading journaled, Wh; the start's if there was none
   */
  public record Open(Started started, long lastWh) {}

  /** Open transactions by the number of their EVSE. */
  public static Map<Integer, Open> of(Journal journal) {
    Map<Integer, Open> result = new LinkedHashMap<>();
    OptionalLong first = journal.first();
    if (first.isEmpty()) {
      return result;
    }
    long next = first.getAsLong();
    List<JournalEntry> entries = journal.read(next, CHUNK);
    while (!entries.isEmpty()) {
      for (JournalEntry entry : entries) {
        apply(result, entry.event());
        next = entry.sequence() + 1;
      }
      entries = journal.read(next, CHUNK);
    }
    return result;
  }

  private static void apply(Map<Integer, Open> open, TransactionEvent event) {
    if (event instanceof Started s) {
      open.put(s.evse(), new Open(s, s.meterStartWh()));
    } else if (event instanceof Ended e) {
      open.remove(e.evse());
    } else if (event instanceof Metered m && open.containsKey(m.evse())) {
      Open o = open.get(m.evse());
      open.put(m.evse(), new Open(o.started(), Math.max(o.lastWh(), registerOf(m))));
    }
  }

  private static long registerOf(Metered m) {
    return m.readings().stream()
        .filter(r -> r.measurand() == Measurand.ENERGY_ACTIVE_IMPORT_REGISTER && r.usable())
        .mapToLong(r -> (long) Math.floor(r.value()))
        .max()
        .orElse(Long.MIN_VALUE);
  }
}

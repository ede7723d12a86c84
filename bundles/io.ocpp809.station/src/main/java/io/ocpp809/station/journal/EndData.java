package io.ocpp809.station.journal;

import io.ocpp809.station.journal.TransactionEvent.Metered;
import java.util.ArrayList;
import java.util.List;

/**
 * Readings that go with the end of a transaction, oldest first. When there are too many, every
 * second one is dropped, never the first and the newest.
 */
public final class EndData {
  /** Most readings that are kept. */
  public static final int MOST = 200;

  /** Most values in them: the end of a transaction has to fit a record of the journal. */
  static final int MOST_VALUES = 2_000;

  private final List<Metered> readings = new ArrayList<>();

  /** Adds the newest readings. */
  public void add(Metered metered) {
    while (readings.size() >= MOST
        || readings.size() > 2 && values() + metered.readings().size() > MOST_VALUES) {
      for (int i = readings.size() - 2; i > 0; i -= 2) {
        readings.remove(i);
      }
    }
    readings.add(metered);
  }

  private int values() {
    return readings.stream().mapToInt(m -> m.readings().size()).sum();
  }

  /** All that is kept. */
  public List<Metered> all() {
    return List.copyOf(readings);
  }
}

package io.ocpp809.station.core;

import io.ocpp809.station.journal.Journal;
import io.ocpp809.station.port.Memory;
import io.ocpp809.station.time.TimeSource;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

/**
 * What a station needs from outside.
 *
 * @param time the time
 * @param pool runs the station's mailbox
 * @param timers wakes it up
 * @param journal durable record of its transactions
 * @param memory durable small values
 */
public record StationPorts(
    TimeSource time,
    Executor pool,
    ScheduledExecutorService timers,
    Journal journal,
    Memory memory) {
  /** Checks that all are present. */
  public StationPorts {
    Objects.requireNonNull(time, "time");
    Objects.requireNonNull(pool, "pool");
    Objects.requireNonNull(timers, "timers");
    Objects.requireNonNull(journal, "journal");
    Objects.requireNonNull(memory, "memory");
  }
}

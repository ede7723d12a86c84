package io.ocpp809.kura.iec104;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ocpp809.iec104.asdu.Cause;
import io.ocpp809.iec104.asdu.Quality;
import io.ocpp809.iec104.asdu.Value;
import io.ocpp809.iec104.station.Audit;
import io.ocpp809.iec104.station.EventLog;
import io.ocpp809.iec104.station.Moment;
import io.ocpp809.iec104.station.MonitorKind;
import io.ocpp809.iec104.station.MonitorPoint;
import io.ocpp809.iec104.station.PointEvent;
import io.ocpp809.iec104.station.PointTable;
import io.ocpp809.iec104.station.Sample;
import io.ocpp809.store.StoreInUseException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GridStoreTest {
  private static final MonitorPoint POINT = MonitorPoint.of(1, MonitorKind.SINGLE, "charging");
  private static final PointTable TABLE = new PointTable(List.of(POINT), List.of());

  @TempDir private Path data;
  private final List<String> warnings = new ArrayList<>();

  /** In parts, of which each fits what may wait for the disk, however slow that is. */
  @Test
  void asManyEventsOutliveARestartAsMayWait() throws Exception {
    int most = 500_000;
    int part = 25_000;
    List<String> groups = List.of("centre");
    for (int begun = 0; begun < most; begun += part) {
      try (GridStore store = openOnceWritten()) {
        append(store.events(groups, most), part);
      }
    }
    try (GridStore store = openOnceWritten()) {
      List<PointEvent> pending = store.events(groups, most).pending("centre", TABLE);
      assertEquals(most, pending.size());
      assertEquals(most, pending.get(most - 1).number());
    }
    assertEquals(List.of(), warnings);
  }

  /** A store that is closed is written on behind the close that gave up on a slow disk. */
  private GridStore openOnceWritten() throws StoreInUseException {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(10);
    while (true) {
      try {
        return GridStore.open(data, "iec104", warnings::add);
      } catch (StoreInUseException stillWritten) {
        if (System.nanoTime() > end) {
          throw stillWritten;
        }
        Thread.onSpinWait();
      }
    }
  }

  private static void append(EventLog log, int events) {
    Sample sample = new Sample(new Value.SinglePoint(true), Quality.GOOD, Instant.EPOCH, true);
    for (int i = 0; i < events; i++) {
      log.append(new PointEvent(log.nextNumber(), POINT, Cause.SPONTANEOUS.code(), sample));
    }
  }

  @Test
  void aJournalThatCannotBeWrittenIsSaidOnceHoweverManyLinesCome() throws Exception {
    GridStore store = GridStore.open(data, "iec104", warnings::add);
    store.close();
    Moment at = new Moment(0, Instant.EPOCH, true);
    for (int i = 0; i < 3; i++) {
      store.line(new Audit(at, "centre", "127.0.0.1", "connection", false, "closed"));
    }
    assertEquals(1, warnings.size(), warnings.toString());
  }

  @Test
  void aFileOfForcedPointsIsTakenOnceWhateverItsOctets() throws Exception {
    try (GridStore store = GridStore.open(data, "iec104", warnings::add)) {
      assertEquals(List.of(), store.forced());
      Path file;
      try (var all = Files.walk(data)) {
        file = all.filter(p -> p.endsWith("iec104")).findFirst().orElseThrow().resolve("force");
      }
      Files.write(file, "20001 12.5\n\n\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
      assertEquals(List.of("20001 12.5", "\ufffd"), store.forced());
      assertEquals(List.of(), store.forced());
    }
    assertEquals(List.of(), warnings);
  }
}

package io.ocpp809.station.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ocpp809.testkit.time.ManualScheduler;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MailboxTest {
  private final ManualScheduler scheduler =
      new ManualScheduler(Instant.parse("2026-03-01T10:00:00Z"));
  private final List<String> seen = new ArrayList<>();

  @Test
  void aTaskThatEndsWithAnErrorIsReportedAndTheNextOneRuns() {
    Mailbox mailbox = new Mailbox(scheduler, scheduler, e -> seen.add(e.getMessage()));
    mailbox.post(
        () -> {
          throw new NoClassDefFoundError("a class of a bundle that is gone");
        });
    mailbox.post(() -> seen.add("next"));
    scheduler.runDue();
    assertEquals(List.of("a class of a bundle that is gone", "next"), seen);
  }

  @Test
  void aReportThatFailsTooStopsNothing() {
    Mailbox mailbox =
        new Mailbox(
            scheduler,
            scheduler,
            e -> {
              throw new IllegalStateException("report");
            });
    mailbox.post(
        () -> {
          throw new IllegalStateException("task");
        });
    mailbox.post(() -> seen.add("next"));
    scheduler.runDue();
    assertEquals(List.of("next"), seen);
  }
}

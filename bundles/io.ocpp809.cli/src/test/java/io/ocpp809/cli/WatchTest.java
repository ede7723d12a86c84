package io.ocpp809.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ocpp809.cli.gateway.Service;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WatchTest {

  /** As the framework's classes look from outside: accessors by name. */
  public record Token(String value) {}

  /** A transaction. */
  public record Transaction(Token token, long meterStartWh) {}

  /** A connector. */
  public record Connector(String state, String info) {}

  /** An EVSE. */
  public record Evse(
      int evse,
      List<Connector> connectors,
      Optional<Transaction> transaction,
      String limit,
      boolean reachable) {}

  /** A view. */
  public record View(String name, List<Evse> evses) {}

  /** A station. */
  public record Station(View view) {}

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private List<Service> stations = List.of();
  private final Watch watch =
      new Watch(
          () -> stations,
          Clock.fixed(Instant.parse("2026-03-01T08:00:00Z"), ZoneOffset.UTC),
          new PrintStream(bytes, true, StandardCharsets.UTF_8));

  private void evse(Evse evse) {
    stations = List.of(Service.of(new Station(new View("wallbox", List.of(evse)))));
    watch.look();
    watch.look();
  }

  @Test
  void eachChangeIsWrittenOnce() {
    evse(new Evse(1, List.of(new Connector("AVAILABLE", "")), Optional.empty(), "", false));
    evse(
        new Evse(
            1,
            List.of(new Connector("SUSPENDED_EVSE", "0 A: fuse of 08:00")),
            Optional.of(new Transaction(new Token("04A1B2C3"), 1234)),
            "0 A: fuse of 08:00",
            true));
    stations = List.of();
    watch.look();
    assertEquals(
        List.of(
            "08:00:00 wallbox, EVSE 1: AVAILABLE, no answer",
            "08:00:00 wallbox, EVSE 1: SUSPENDED_EVSE (0 A: fuse of 08:00), 04A1B2C3 from 1234 Wh,"
                + " limit 0 A: fuse of 08:00",
            "08:00:00 wallbox, EVSE 1 is gone"),
        bytes.toString(StandardCharsets.UTF_8).lines().toList());
  }
}

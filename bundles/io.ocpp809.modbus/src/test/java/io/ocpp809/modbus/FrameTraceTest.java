package io.ocpp809.modbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What a line's trace says of each frame; time is played by the test. */
class FrameTraceTest {
  private static final Instant NOW = Instant.parse("2026-11-26T09:15:02Z");
  private static final Request READ = new Request.Read(1, Table.HOLDING, 0x6B, 1);

  private final LineMachine machine =
      new LineMachine(Framing.rtu(), false, "/dev/ttyS1", new LineSettings(100, 0, 500, 9600, 11));
  private long now = 1_000_000_000_000L;

  private void ask() {
    machine.submit(
        new Order(
            READ,
            Priority.DEMAND,
            now,
            Long.MAX_VALUE,
            r -> Optional.empty(),
            new CompletableFuture<>()));
    for (Step s = machine.next(now); !(s instanceof Step.Send); s = machine.next(now)) {
      if (s instanceof Step.Open) {
        machine.opened();
      } else if (s instanceof Step.Wait w) {
        now = w.untilNanos();
      }
    }
  }

  private void receive(String hex) {
    byte[] octets = HexFormat.ofDelimiter(" ").parseHex(hex);
    machine.received(octets, octets.length, now);
  }

  private List<String> lines() {
    return machine.trace().entries().stream()
        .map(e -> e.text(now, NOW))
        .map(t -> t.substring(t.indexOf('Z') + 2))
        .toList();
  }

  @Test
  void eachFrameOfBothDirectionsStandsThereWithWhatWasDecided() {
    machine.trace().on(true);
    ask();
    receive("01 03 02 02 2B F9 3B");
    ask();
    // CRC-16 of 02 03 02 00 01 is 843D, low octet first; that of 01 83 02 F1C0.
    receive("02 03 02 00 01 3D 84");
    receive("01 83 02 C0 F1");
    ask();
    receive("01 03 02 02 2B 00 00");
    receive("55");
    assertEquals(
        List.of(
            "--  connected",
            "-> unit 1  01 03 00 6B 00 01 F5 D6  read 1 from HOLDING 107 (400108)",
            "<- unit 1  01 03 02 02 2B F9 3B  taken",
            "-> unit 1  01 03 00 6B 00 01 F5 D6  read 1 from HOLDING 107 (400108)",
            "<- unit 1  02 03 02 00 01 3D 84  passed over: a reply of unit 2 instead of 1",
            "<- unit 1  01 83 02 C0 F1  exception 2: illegal data address",
            "-> unit 1  01 03 00 6B 00 01 F5 D6  read 1 from HOLDING 107 (400108)",
            "<- unit 1  01 03 02 02 2B 00 00  a frame with a wrong checksum",
            "<-  55  dropped until the line is quiet"),
        lines());
  }

  @Test
  void whatDidNotComeAndWhatHappenedToTheConnectionStandsThereToo() {
    machine.trace().on(true);
    ask();
    receive("01 03");
    now += 1_000_000_000L;
    machine.next(now);
    machine.broken("was the adapter pulled?", now);
    List<String> lines = lines();
    assertEquals(
        List.of(
            "<- unit 1  01 03  too few octets for a reply",
            "-- unit 1  unit 1 answered 2 octets within 100 ms, too few for a reply",
            "--  connection given up: was the adapter pulled?"),
        lines.subList(2, lines.size()));
  }

  @Test
  void aHundredEntriesAreKeptNoneWhileItIsOffAndTheirTimeIsThatOfTheWall() {
    ask();
    assertEquals(List.of(), machine.trace().entries());
    machine.trace().on(true);
    for (int i = 0; i < 60; i++) {
      receive("01 03 02 02 2B F9 3B");
      ask();
    }
    assertEquals(FrameTrace.MOST, machine.trace().entries().size());
    FrameTrace.Entry last = machine.trace().entries().get(FrameTrace.MOST - 1);
    assertTrue(
        last.text(last.nanos() + 1_500_000_000L, NOW).startsWith("2026-11-26T09:15:00.500Z -> "));
    machine.trace().on(false);
    assertEquals(List.of(), machine.trace().entries());
  }
}

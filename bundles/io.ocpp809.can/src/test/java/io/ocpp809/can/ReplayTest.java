package io.ocpp809.can;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.can.LinkSettings.Pace;
import io.ocpp809.can.LinkSettings.Replay;
import io.ocpp809.can.LinkSettings.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTest {
  @TempDir Path folder;
  private long now = 5_000_000_000L;
  private final List<String> heard = new ArrayList<>();

  private CarrierLink link(Pace pace, String... lines) throws IOException {
    Path file = folder.resolve("drive.log");
    Files.write(file, List.of(lines));
    LinkSettings settings =
        new LinkSettings(new Replay(file, pace), Role.CHARGING_BUS, 0, List.of());
    CarrierLink link =
        new CarrierLink(settings, new ReplayCarrier((Replay) settings.place(), () -> now));
    link.begin((frame, nanos) -> heard.add(frame + " @" + nanos / 1_000_000));
    return link;
  }

  @Test
  void inFastTimeTheStampsAreThoseOfTheRecording() throws IOException {
    CarrierLink link =
        link(
            Pace.FAST,
            "(100.000000) can0 1826F456#010100",
            "(100.250000) can0 182756F4#8E17",
            "(3700.000000) can0 1826F456#010100");
    for (int i = 0; i < 4; i++) {
      link.step();
    }
    assertEquals(
        List.of("1826F456#010100 @5000", "182756F4#8E17 @5250", "1826F456#010100 @3605000"), heard);
    assertEquals(LinkState.Phase.ENDED, link.state().phase());
    assertEquals(
        folder.resolve("drive.log") + ": candump, at its end, 3 frames", link.state().words());
  }

  @Test
  void inRealTimeAFrameIsHeardWhenItIsDue() throws IOException {
    CarrierLink link = link(Pace.REAL, "(0.000000) can0 123#01", "(0.000100) can0 123#02");
    link.step();
    assertEquals(List.of("123#01 @5000"), heard);
    // Not yet due, however often it is asked for: the clock stands.
    link.step();
    link.step();
    assertEquals(1, heard.size());
    now += 100_000;
    link.step();
    assertEquals(List.of("123#01 @5000", "123#02 @5000"), heard);
  }

  @Test
  void brokenLinesAreCountedAndTheFirstIsNamedAtTheEnd() throws IOException {
    CarrierLink link =
        link(Pace.FAST, "(0.000000) can0 123#01", "(0.1) can0 123#0", "?", "(0.2) can0 123#02");
    for (int i = 0; i < 3; i++) {
      link.step();
    }
    assertEquals(2, heard.size());
    assertEquals(2, link.counters().malformed());
    assertTrue(
        link.state()
            .words()
            .endsWith(
                "2 frames, 2 broken lines, the first: line 2: the data are not up to eight octets:"
                    + " (0.1) can0 123#0"),
        link.state().words());
  }

  @Test
  void aFileThatIsNotThereIsRefused() {
    LinkSettings settings =
        new LinkSettings(
            new Replay(folder.resolve("none.log"), Pace.FAST), Role.TEST_BUS, 0, List.of());
    LinkException e =
        assertThrows(
            LinkException.class, () -> Links.listening(settings).open((frame, nanos) -> {}));
    assertEquals(folder.resolve("none.log") + ": no such file", e.getMessage());
    assertEquals(
        folder.resolve("none.log") + ": nothing can be sent into a recording",
        assertThrows(LinkException.class, () -> Links.sending(settings)).getMessage());
  }

  @Test
  void aReplayOnItsOwnThreadEnds() throws Exception {
    Path file = folder.resolve("short.log");
    Files.write(file, List.of("(0.0) can0 123#01", "(0.001) can0 123#02"));
    CountDownLatch both = new CountDownLatch(2);
    try (CanLink link =
        Links.listening(
            new LinkSettings(new Replay(file, Pace.REAL), Role.TEST_BUS, 0, List.of()))) {
      link.open((frame, nanos) -> both.countDown());
      assertTrue(both.await(120, TimeUnit.SECONDS));
    }
  }
}

package io.ocpp809.serial;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder that is laid out as /sys/class/tty, and readers that say what a test wants. */
class Rs485ModeTest {
  private static final Path PORT = Path.of("/dev/ttyTEST0");

  @TempDir Path classes;

  @BeforeEach
  void layOut() throws Exception {
    Files.createDirectories(classes.resolve("ttyTEST0/device"));
  }

  private Optional<Boolean> taken(String script, long millis) {
    return new Rs485Mode(classes, List.of(List.of("/bin/sh", "-c", script)), millis).taken(PORT);
  }

  @Test
  void whatTheDriverSaysIsTaken() {
    assertEquals(Optional.of(true), taken("echo yes", 10_000));
    assertEquals(Optional.of(false), taken("echo no", 10_000));
    assertEquals(Optional.of(true), taken("test $0 = /dev/ttyTEST0 && echo yes", 10_000));
  }

  @Test
  void withoutAnAnswerNothingIsKnown() {
    assertEquals(Optional.empty(), taken("exit 1", 10_000));
    assertEquals(Optional.empty(), taken("exec sleep 600", 50));
    Rs485Mode none = new Rs485Mode(classes, List.of(List.of("/no/such/program")), 50);
    assertEquals(Optional.empty(), none.taken(PORT));
  }

  @Test
  void aPseudoTerminalAndAUsbAdapterNeverSwitch() throws Exception {
    Rs485Mode mode = new Rs485Mode(classes, List.of(), 50);
    assertEquals(Optional.of(false), mode.taken(Path.of("/dev/pts/4")));
    Path usb = Files.createDirectories(classes.resolve("bus/usb-serial"));
    Files.createSymbolicLink(classes.resolve("ttyTEST0/device/subsystem"), usb);
    assertEquals(Optional.of(false), mode.taken(PORT));
  }
}

package io.ocpp809.serial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ocpp809.serial.SerialException.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real library on a pair of pseudo terminals. */
class PseudoTerminalTest {
  private static final long WAIT = TimeUnit.SECONDS.toNanos(120);

  private Process socat;
  private Path left;
  private Path right;

  @BeforeEach
  void makePair(@TempDir Path folder) throws Exception {
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/socat")),
        "socat is installed, which makes a pair of serial ports");
    left = folder.resolve("left");
    right = folder.resolve("right");
    socat =
        new ProcessBuilder(
                "/usr/bin/socat", "pty,raw,echo=0,link=" + left, "pty,raw,echo=0,link=" + right)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    long deadline = System.nanoTime() + WAIT;
    while (!Files.exists(left) || !Files.exists(right)) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("socat made no ports");
      }
      Thread.onSpinWait();
    }
  }

  @AfterEach
  void stop() throws Exception {
    if (socat != null) {
      socat.destroy();
      socat.waitFor(120, TimeUnit.SECONDS);
    }
  }

  private static SerialSettings settings(Path path, SerialSettings.Rs485 rs485) {
    return new SerialSettings(path.toString(), 19200, SerialSettings.Parity.NONE, 1, rs485);
  }

  private static byte[] read(SerialLine port, int length) throws SerialException {
    byte[] buffer = new byte[length];
    int got = 0;
    long deadline = System.nanoTime() + WAIT;
    while (got < length && System.nanoTime() < deadline) {
      got += port.read(buffer, got, deadline);
    }
    return buffer;
  }

  @Test
  void bytesGoBothWays() throws Exception {
    try (SerialLine one = SerialLine.open(settings(left, SerialSettings.Rs485.AUTOMATIC), "one");
        SerialLine two = SerialLine.open(settings(right, SerialSettings.Rs485.AUTOMATIC), "two")) {
      byte[] frame = new byte[256];
      for (int i = 0; i < frame.length; i++) {
        frame[i] = (byte) i;
      }
      one.write(frame);
      assertArrayEquals(frame, read(two, frame.length));
      two.write(new byte[] {(byte) 0xFF, 0});
      assertArrayEquals(new byte[] {(byte) 0xFF, 0}, read(one, 2));
      assertEquals(0, one.read(new byte[1], 0, System.nanoTime() + 5_000_000));
    }
  }

  @Test
  void aPortThatGoesAwayIsLost() throws Exception {
    try (SerialLine one = SerialLine.open(settings(left, SerialSettings.Rs485.AUTOMATIC), "one")) {
      socat.destroy();
      socat.waitFor(120, TimeUnit.SECONDS);
      SerialException e =
          assertThrows(
              SerialException.class, () -> one.read(new byte[1], 0, System.nanoTime() + 5_000_000));
      assertEquals(Kind.LOST, e.kind());
    }
  }

  @Test
  void aFileThatIsNoTerminalIsRefused(@TempDir Path folder) throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    SerialException e =
        assertThrows(
            SerialException.class,
            () -> SerialLine.open(settings(file, SerialSettings.Rs485.AUTOMATIC), "one"));
    assertEquals(true, e.getMessage().startsWith(file.toString()), e::getMessage);
  }

  @Test
  void aPortThatDoesNotSwitchIsRefusedWithWhatToDo() {
    for (SerialSettings.Rs485 how :
        new SerialSettings.Rs485[] {
          SerialSettings.Rs485.DRIVER, SerialSettings.Rs485.RTS, SerialSettings.Rs485.RTS_INVERTED
        }) {
      SerialException e =
          assertThrows(SerialException.class, () -> SerialLine.open(settings(left, how), "one"));
      assertEquals(Kind.SETTINGS, e.kind());
      assertTrue(e.getMessage().startsWith(left + ": its driver "), e::getMessage);
      assertTrue(e.getMessage().contains("choose AUTOMATIC if the adapter"), e::getMessage);
    }
  }

  @Test
  void anAdapterThatComesBackUnderAnotherNameIsFoundByItsLink() throws Exception {
    Path link = left.resolveSibling("by-id");
    Files.createSymbolicLink(link, left.toRealPath());
    try (SerialLine one = SerialLine.open(settings(link, SerialSettings.Rs485.AUTOMATIC), "one")) {
      one.write(new byte[] {1});
    }
    Files.delete(link);
    Files.createSymbolicLink(link, right.toRealPath());
    try (SerialLine one = SerialLine.open(settings(link, SerialSettings.Rs485.AUTOMATIC), "one");
        SerialLine other =
            SerialLine.open(settings(left, SerialSettings.Rs485.AUTOMATIC), "other")) {
      one.write(new byte[] {2});
      assertArrayEquals(new byte[] {2}, read(other, 1));
    }
  }
}

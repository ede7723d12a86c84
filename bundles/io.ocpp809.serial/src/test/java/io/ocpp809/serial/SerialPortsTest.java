package io.ocpp809.serial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ocpp809.serial.SerialException.Kind;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SerialPortsTest {
  private static final long PAST = System.nanoTime() - 1;

  @TempDir private Path folder;
  private final Fake fake = new Fake();
  private final SerialPorts ports = new SerialPorts(path -> fake, Files::exists);

  /** A device that holds what a test puts into it. */
  private static final class Fake implements SerialDevice {
    final Deque<Byte> input = new ArrayDeque<>();
    final ByteArrayOutputStream output = new ByteArrayOutputStream();
    SerialException refusal;
    boolean gone;
    int closes;

    @Override
    public void open(SerialSettings settings) throws SerialException {
      if (refusal != null) {
        throw refusal;
      }
    }

    @Override
    public int available() {
      return gone ? -1 : input.size();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      int taken = 0;
      while (taken < length && !input.isEmpty()) {
        buffer[offset + taken++] = input.poll();
      }
      return taken;
    }

    @Override
    public int write(byte[] bytes, int offset) {
      if (gone) {
        return -1;
      }
      output.write(bytes[offset]);
      return 1;
    }

    @Override
    public void close() {
      closes++;
    }
  }

  private static SerialSettings settings(Path path) {
    return new SerialSettings(
        path.toString(), 19200, SerialSettings.Parity.EVEN, 1, SerialSettings.Rs485.AUTOMATIC);
  }

  private Path device(String name) throws Exception {
    return Files.createFile(folder.resolve(name));
  }

  private static void assertRefused(Kind kind, String message, SerialException e) {
    assertEquals(message, e.getMessage());
    assertEquals(kind, e.kind());
  }

  @Test
  void aSecondOwnerIsRefusedWithTheNameOfTheFirstAlsoByAnotherNameOfTheDevice() throws Exception {
    Path device = device("ttyUSB0");
    Path link = Files.createSymbolicLink(folder.resolve("by-id"), device);
    SerialLine first = ports.open(settings(device), "driver hall-1");
    String words = link + " is in use by driver hall-1";
    assertRefused(
        Kind.IN_USE,
        words,
        assertThrows(SerialException.class, () -> ports.open(settings(link), "driver hall-2")));
    first.close();
    SerialLine second = ports.open(settings(link), "driver hall-2");
    first.close();
    assertThrows(SerialException.class, () -> ports.open(settings(device), "driver hall-1"));
    second.close();
    assertEquals(2, fake.closes);
  }

  @Test
  void anAbsentDeviceIsNamedAndItsNameIsFreeAgain() throws Exception {
    Path device = folder.resolve("ttyUSB7");
    assertRefused(
        Kind.ABSENT,
        device + " does not exist; is the adapter plugged in?",
        assertThrows(SerialException.class, () -> ports.open(settings(device), "a")));
    Files.createFile(device);
    ports.open(settings(device), "b").close();
  }

  @Test
  void aRefusalOfTheDeviceIsPassedOnAndFreesThePort() throws Exception {
    Path device = device("ttyS0");
    fake.refusal = new SerialException(Kind.PERMISSION, "no permission");
    assertRefused(
        Kind.PERMISSION,
        "no permission",
        assertThrows(SerialException.class, () -> ports.open(settings(device), "a")));
    fake.refusal = null;
    ports.open(settings(device), "a").close();
  }

  @Test
  void aLibraryThatCannotBeLoadedIsARefusalInWordsAndNotTriedAgain() throws Exception {
    Path device = device("ttyS0");
    int[] attempts = {0};
    SerialPorts broken =
        new SerialPorts(
            path -> {
              attempts[0]++;
              throw new UnsatisfiedLinkError("libjSerialComm.so: noexec");
            },
            Files::exists);
    String words =
        "serial library could not be loaded: libjSerialComm.so: noexec; TCP is not affected";
    for (int i = 0; i < 2; i++) {
      assertRefused(
          Kind.LIBRARY,
          words,
          assertThrows(SerialException.class, () -> broken.open(settings(device), "a")));
    }
    assertEquals(1, attempts[0]);
  }

  @Test
  void readingTakesWhatIsThereAndGivesUpAtTheDeadline() throws Exception {
    try (SerialLine port = ports.open(settings(device("tty")), "a")) {
      byte[] buffer = new byte[4];
      assertEquals(0, port.read(buffer, 0, PAST));
      fake.input.addAll(Arrays.asList((byte) 1, (byte) 2, (byte) 3));
      assertEquals(2, port.read(buffer, 2, PAST));
      assertArrayEquals(new byte[] {0, 0, 1, 2}, buffer);
      assertEquals(1, port.read(buffer, 0, PAST));
    }
  }

  @Test
  void writingGoesOnUntilTheDeviceHasTakenAll() throws Exception {
    try (SerialLine port = ports.open(settings(device("tty")), "a")) {
      port.write(new byte[] {7, 8, 9});
      assertArrayEquals(new byte[] {7, 8, 9}, fake.output.toByteArray());
    }
  }

  @Test
  void discardedInputIsNotRead() throws Exception {
    try (SerialLine port = ports.open(settings(device("tty")), "a")) {
      for (int i = 0; i < 300; i++) {
        fake.input.add((byte) i);
      }
      port.discard();
      assertEquals(0, port.read(new byte[1], 0, PAST));
    }
  }

  @Test
  void aPulledAdapterIsALostPort() throws Exception {
    Path device = device("ttyUSB0");
    try (SerialLine port = ports.open(settings(device), "a")) {
      String words = device + " is lost; was the adapter pulled?";
      Files.delete(device);
      assertRefused(
          Kind.LOST,
          words,
          assertThrows(SerialException.class, () -> port.read(new byte[1], 0, PAST)));
      fake.gone = true;
      assertRefused(
          Kind.LOST, words, assertThrows(SerialException.class, () -> port.write(new byte[1])));
      port.discard();
    }
  }

  @Test
  void aClosedPortSaysSoAndClosesOnce() throws Exception {
    Path device = device("tty");
    SerialLine port = ports.open(settings(device), "a");
    port.close();
    port.close();
    assertEquals(1, fake.closes);
    assertRefused(
        Kind.CLOSED,
        device + " was closed",
        assertThrows(SerialException.class, () -> port.read(new byte[1], 0, PAST)));
  }

  @Test
  void anInterruptedReaderGivesUpAndStaysInterrupted() throws Exception {
    Path device = device("tty");
    try (SerialLine port = ports.open(settings(device), "a")) {
      Thread.currentThread().interrupt();
      SerialException e =
          assertThrows(
              SerialException.class,
              () -> port.read(new byte[1], 0, System.nanoTime() + 10_000_000_000L));
      assertEquals(device + ": its thread was interrupted", e.getMessage());
      assertEquals(true, Thread.interrupted());
    }
  }
}

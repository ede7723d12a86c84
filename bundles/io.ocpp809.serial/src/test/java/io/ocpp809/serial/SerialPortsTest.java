package io.ocpp809.serial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.serial.SerialException.Kind;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SerialPortsTest {
  private static final long PAST = System.nanoTime() - 1;
  private static final PortNames NO_LINKS = new PortNames(Path.of("/no/such/folder"));

  @TempDir private Path folder;
  private final Fake fake = new Fake();
  private final SerialPorts ports = new SerialPorts(path -> fake, Files::exists, NO_LINKS);

  /** A device that holds what a test puts into it. */
  private static final class Fake implements SerialDevice {
    final Deque<Byte> input = new ArrayDeque<>();
    final ByteArrayOutputStream output = new ByteArrayOutputStream();
    SerialException refusal;
    boolean gone;
    boolean full;
    boolean counting;
    int pending;
    CountDownLatch hanging = new CountDownLatch(0);
    CountDownLatch stuck = new CountDownLatch(0);
    final List<Thread> writers = new ArrayList<>();
    volatile int closes;

    @Override
    public void open(SerialSettings settings) throws SerialException {
      hang();
      if (refusal != null) {
        throw refusal;
      }
    }

    private void hang() {
      hang(hanging);
    }

    private static void hang(CountDownLatch latch) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
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
      assertFalse(full, "the library does not come back from a write to a full driver");
      hang(stuck);
      writers.add(Thread.currentThread());
      pending = counting ? 1 : 0;
      output.write(bytes[offset]);
      return 1;
    }

    @Override
    public int unsent() {
      int left = full ? 8 : pending;
      pending = 0;
      return left;
    }

    @Override
    public boolean direction(boolean sending) {
      output.write(sending ? 'S' : 'R');
      return true;
    }

    @Override
    public void close() {
      hang();
      closes++;
    }
  }

  private static SerialSettings settings(Path path) {
    return new SerialSettings(
        path.toString(), 19200, SerialSettings.Parity.EVEN, 1, SerialSettings.Rs485.AUTOMATIC);
  }

  private static long soon() {
    return System.nanoTime() + 120_000_000_000L;
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
    SerialLine first = ports.open(settings(device), "driver hall-1", soon());
    String words = link + " is in use by driver hall-1";
    assertRefused(
        Kind.IN_USE,
        words,
        assertThrows(
            SerialException.class, () -> ports.open(settings(link), "driver hall-2", soon())));
    first.close();
    SerialLine second = ports.open(settings(link), "driver hall-2", soon());
    first.close();
    assertThrows(
        SerialException.class, () -> ports.open(settings(device), "driver hall-1", soon()));
    second.close();
    assertEquals(2, fake.closes);
  }

  @Test
  void anAbsentDeviceIsNamedAndItsNameIsFreeAgain() throws Exception {
    Path device = folder.resolve("ttyUSB7");
    assertRefused(
        Kind.ABSENT,
        device + " does not exist; is the adapter plugged in?",
        assertThrows(SerialException.class, () -> ports.open(settings(device), "a", soon())));
    Files.createFile(device);
    ports.open(settings(device), "b", soon()).close();
  }

  @Test
  void aRefusalOfTheDeviceIsPassedOnAndFreesThePort() throws Exception {
    Path device = device("ttyS0");
    fake.refusal = new SerialException(Kind.PERMISSION, "no permission");
    assertRefused(
        Kind.PERMISSION,
        "no permission",
        assertThrows(SerialException.class, () -> ports.open(settings(device), "a", soon())));
    fake.refusal = null;
    ports.open(settings(device), "a", soon()).close();
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
            Files::exists,
            NO_LINKS);
    String words =
        "serial library could not be loaded: libjSerialComm.so: noexec; TCP is not affected";
    for (int i = 0; i < 2; i++) {
      assertRefused(
          Kind.LIBRARY,
          words,
          assertThrows(SerialException.class, () -> broken.open(settings(device), "a", soon())));
    }
    assertEquals(1, attempts[0]);
  }

  @Test
  void readingTakesWhatIsThereAndGivesUpAtTheDeadline() throws Exception {
    try (SerialLine port = ports.open(settings(device("tty")), "a", soon())) {
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
    try (SerialLine port = ports.open(settings(device("tty")), "a", soon())) {
      port.write(new byte[] {7, 8, 9});
      assertArrayEquals(new byte[] {7, 8, 9}, fake.output.toByteArray());
    }
  }

  @Test
  void discardedInputIsNotRead() throws Exception {
    try (SerialLine port = ports.open(settings(device("tty")), "a", soon())) {
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
    try (SerialLine port = ports.open(settings(device), "a", soon())) {
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
    SerialLine port = ports.open(settings(device), "a", soon());
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
    try (SerialLine port = ports.open(settings(device), "a", soon())) {
      Thread.currentThread().interrupt();
      SerialException e =
          assertThrows(
              SerialException.class,
              () -> port.read(new byte[1], 0, System.nanoTime() + 120_000_000_000L));
      assertEquals(device + ": its thread was interrupted", e.getMessage());
      assertEquals(true, Thread.interrupted());
    }
  }

  private static SerialSettings rts(Path path, SerialSettings.Rs485 how) {
    return new SerialSettings(path.toString(), 921_600, SerialSettings.Parity.NONE, 1, how);
  }

  @Test
  void withRtsTheTransceiverSendsForTheFrameAndReceivesElse() throws Exception {
    try (SerialLine port = ports.open(rts(device("tty"), SerialSettings.Rs485.RTS), "a", soon())) {
      port.write(new byte[] {1, 2});
      assertArrayEquals(new byte[] {'S', 1, 2, 'R'}, fake.output.toByteArray());
      fake.gone = true;
      assertThrows(SerialException.class, () -> port.write(new byte[] {3}));
      assertArrayEquals(new byte[] {'S', 1, 2, 'R', 'S', 'R'}, fake.output.toByteArray());
    }
  }

  @Test
  void withRtsTheTransceiverSendsForAtLeastTheTimeOnTheWire() throws Exception {
    SerialSettings slow =
        new SerialSettings(
            device("tty").toString(),
            9600,
            SerialSettings.Parity.EVEN,
            1,
            SerialSettings.Rs485.RTS);
    try (SerialLine port = ports.open(slow, "a", soon())) {
      long begun = System.nanoTime();
      port.write(new byte[8]);
      // 8 octets of 11 bits at 9600 baud: 9.17 ms.
      assertTrue(System.nanoTime() - begun >= 9_166_000, "switched back too early");
    }
  }

  @Test
  void aPortThatTakesNoOctetsIsGivenUp() throws Exception {
    Path device = device("tty");
    fake.full = true;
    try (SerialLine port = ports.open(settings(device), "a", soon())) {
      assertRefused(
          Kind.STUCK,
          device + " takes no octets; unplug the adapter and plug it in again",
          assertThrows(SerialException.class, () -> port.write(new byte[1])));
    }
  }

  @Test
  void aWriteThatHangsInADriverThatCountsNothingEndsByItsDeadline() throws Exception {
    Path device = device("ttyUSB0");
    SerialLine port = ports.open(settings(device), "a", soon());
    fake.stuck = new CountDownLatch(1);
    assertRefused(
        Kind.STUCK,
        device + " takes no octets; unplug the adapter and plug it in again",
        assertThrows(SerialException.class, () -> port.write(new byte[] {1, 2})));
    port.close();
    fake.stuck.countDown();
    until(() -> opens(device));
  }

  @Test
  void aDriverThatIsSeenToCountIsWrittenToWithoutAnotherThread() throws Exception {
    fake.counting = true;
    try (SerialLine port = ports.open(settings(device("ttyS0")), "a", soon())) {
      port.write(new byte[] {1, 2, 3});
    }
    assertArrayEquals(new byte[] {1, 2, 3}, fake.output.toByteArray());
    Thread own = Thread.currentThread();
    assertEquals(List.of(false, true, true), fake.writers.stream().map(own::equals).toList());
  }

  @Test
  void anOpeningThatHangsEndsByItsDeadlineAndIsUndoneLater() throws Exception {
    Path device = device("ttyUSB0");
    fake.hanging = new CountDownLatch(1);
    assertRefused(
        Kind.STUCK,
        device + " does not open in time; unplug the adapter and plug it in again",
        assertThrows(
            SerialException.class,
            () -> ports.open(settings(device), "a", System.nanoTime() + 20_000_000)));
    assertRefused(
        Kind.IN_USE,
        device + " is in use by a",
        assertThrows(SerialException.class, () -> ports.open(settings(device), "b", soon())));
    fake.hanging.countDown();
    until(() -> fake.closes == 1);
    until(() -> opens(device));
  }

  @Test
  void aClosingThatHangsHoldsUpNobodyAndKeepsThePortOwned() throws Exception {
    Path device = device("ttyUSB0");
    SerialLine port = ports.open(settings(device), "a", soon());
    fake.hanging = new CountDownLatch(1);
    port.close();
    assertEquals(0, fake.closes);
    assertRefused(
        Kind.IN_USE,
        device + " is in use by a",
        assertThrows(SerialException.class, () -> ports.open(settings(device), "b", soon())));
    fake.hanging.countDown();
    until(() -> opens(device));
  }

  private boolean opens(Path device) {
    try {
      ports.open(settings(device), "c", soon()).close();
      return true;
    } catch (SerialException stillOwned) {
      return false;
    }
  }

  private static void until(BooleanSupplier condition) {
    long end = System.nanoTime() + 120_000_000_000L;
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, "not within 120 s");
      Thread.onSpinWait();
    }
  }
}

package io.ocpp809.serial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.serial.SerialSettings.Parity;
import io.ocpp809.serial.SerialSettings.Rs485;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SerialLineTest {
  @TempDir Path folder;

  private static SerialSettings settings(String device) {
    return new SerialSettings(device, 9600, Parity.NONE, 1, Rs485.AUTOMATIC);
  }

  @Test
  void aPortThatIsAbsentIsNamedWithWhatToDo() {
    IOException e =
        assertThrows(
            IOException.class, () -> SerialLine.open(settings("/dev/ttyNONE9"), "driver-1"));
    assertEquals("/dev/ttyNONE9 does not exist; is the adapter plugged in?", e.getMessage());
  }

  @Test
  void aFileThatIsNoSerialPortIsRefusedAndNotKeptAsOwned() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    for (int i = 0; i < 2; i++) {
      IOException e =
          assertThrows(
              IOException.class, () -> SerialLine.open(settings(file.toString()), "driver-1"));
      assertTrue(e.getMessage().contains("cannot be opened"), e.getMessage());
    }
  }

  @Test
  void aFolderIsNamedAsNoSerialPort() {
    IOException e =
        assertThrows(
            IOException.class, () -> SerialLine.open(settings(folder.toString()), "driver-1"));
    assertEquals(folder + " cannot be opened: it is no serial port", e.getMessage());
  }

  @Test
  void settingsOutOfRangeAreRefusedByName() {
    assertEquals(
        "baud: 300 to 921600, not 12",
        assertThrows(
                IllegalArgumentException.class,
                () -> new SerialSettings("/dev/ttyS0", 12, Parity.NONE, 1, Rs485.AUTOMATIC))
            .getMessage());
    assertEquals(
        "device: name a serial port, such as /dev/ttyUSB0",
        assertThrows(IllegalArgumentException.class, () -> settings(" ")).getMessage());
  }

  /** Sends without end, as fast as it is read. */
  private static final class Flood implements SerialDevice {
    private int reads;

    @Override
    public void open(SerialSettings settings) {
      // It is always open.
    }

    @Override
    public int available() {
      return 4_096;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      reads++;
      return length;
    }

    @Override
    public int write(byte[] bytes, int offset) {
      return bytes.length - offset;
    }

    @Override
    public int unsent() {
      return 0;
    }

    @Override
    public boolean direction(boolean sending) {
      return true;
    }

    @Override
    public void close() {
      // Nothing to let go.
    }
  }

  @Test
  void anAdapterThatFloodsDoesNotKeepDiscardingForEver() {
    Flood flood = new Flood();
    SerialLine line = new SerialLine(settings("/dev/ttyS9"), flood, () -> true, () -> {});
    assertTimeoutPreemptively(Duration.ofSeconds(120), line::discard);
    assertTrue(flood.reads <= 64, flood.reads + " reads");
  }
}

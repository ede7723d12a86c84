package io.ocpp809.serial;

import com.fazecast.jSerialComm.SerialPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * An open serial port. One owner a port: a second one is refused with the name of the first. The
 * native library is loaded under a random name, so that it loads again after an upgrade of this
 * bundle. The only class that knows jSerialComm.
 */
public final class SerialLine implements AutoCloseable {
  private static final Map<String, String> OWNERS = new ConcurrentHashMap<>();
  private static final long POLL_NANOS = 500_000;

  static {
    System.setProperty("jSerialComm.library.randomizeNativeName", "true");
    System.setProperty("fazecast.jSerialComm.appid", "ocpp809");
  }

  private final SerialPort port;
  private final String device;

  private SerialLine(SerialPort port, String device) {
    this.port = port;
    this.device = device;
  }

  /**
   * Opens a port.
   *
   * @param s its settings
   * @param owner who uses it, told to others who want it
   * @throws IOException if it cannot be opened; the message says why and what to do
   */
  public static SerialLine open(SerialSettings s, String owner) throws IOException {
    String device = canonical(s.device());
    String other = OWNERS.putIfAbsent(device, owner);
    if (other != null) {
      throw new IOException(s.device() + " is in use by " + other);
    }
    try {
      return new SerialLine(openPort(s, device), device);
    } catch (IOException e) {
      OWNERS.remove(device);
      throw e;
    } catch (LinkageError | RuntimeException e) {
      OWNERS.remove(device);
      throw new IOException(
          "the serial library cannot be used: " + e + "; Modbus over TCP is not affected", e);
    }
  }

  private static String canonical(String device) throws IOException {
    Path path = Path.of(device);
    if (!Files.exists(path)) {
      throw new IOException(device + " does not exist; is the adapter plugged in?");
    }
    if (!Files.isReadable(path) || !Files.isWritable(path)) {
      throw new IOException(device + " may not be opened; add the user to the group dialout");
    }
    return path.toRealPath().toString();
  }

  private static SerialPort openPort(SerialSettings s, String device) throws IOException {
    SerialPort port = SerialPort.getCommPort(device);
    int stop = s.stopBits() == 2 ? SerialPort.TWO_STOP_BITS : SerialPort.ONE_STOP_BIT;
    int parity =
        switch (s.parity()) {
          case NONE -> SerialPort.NO_PARITY;
          case EVEN -> SerialPort.EVEN_PARITY;
          case ODD -> SerialPort.ODD_PARITY;
        };
    port.setComPortParameters(s.baud(), 8, stop, parity);
    port.setComPortTimeouts(SerialPort.TIMEOUT_NONBLOCKING, 0, 0);
    if (s.rs485() == SerialSettings.Rs485.DRIVER
        && !port.setRs485ModeParameters(true, true, false, false, 0, 0)) {
      throw new IOException(s.device() + ": its driver cannot switch RS-485");
    }
    if (!port.openPort()) {
      throw new IOException(
          s.device()
              + " cannot be opened with "
              + s.baud()
              + " baud (error "
              + port.getLastErrorCode()
              + "); is another program using it?");
    }
    return port;
  }

  /** Sends octets. */
  public void write(byte[] octets) throws IOException {
    int sent = port.writeBytes(octets, octets.length);
    if (sent != octets.length) {
      throw new IOException(device + " is gone: " + sent + " of " + octets.length + " octets sent");
    }
  }

  /**
   * Receives what is there, waiting for the first octet by a deadline.
   *
   * @param buffer where to
   * @param offset where in it
   * @param deadlineNanos instant of {@link System#nanoTime()}
   * @return number of octets; 0 if none came
   * @throws IOException if the port is gone
   */
  public int read(byte[] buffer, int offset, long deadlineNanos) throws IOException {
    while (true) {
      int available = port.bytesAvailable();
      if (available < 0) {
        throw new IOException(device + " is gone; is the adapter unplugged?");
      }
      if (available > 0) {
        int count = port.readBytes(buffer, Math.min(available, buffer.length - offset), offset);
        if (count < 0) {
          throw new IOException(device + " cannot be read");
        }
        return count;
      }
      if (System.nanoTime() - deadlineNanos >= 0) {
        return 0;
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  /** Throws away what has been received and not read. */
  public void discard() {
    port.flushIOBuffers();
  }

  @Override
  public void close() {
    port.closePort();
    OWNERS.remove(device);
  }
}

package io.ocpp809.serial;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortInvalidPortException;
import io.ocpp809.serial.SerialException.Kind;
import java.nio.file.Path;

/**
 * The one class that touches jSerialComm.
 *
 * <p>The library unpacks its native part and loads it on first use. Its file gets a random name: a
 * fixed one can be loaded by one class loader only, and every upgrade of the bundle brings a new
 * class loader.
 */
final class JSerialCommDevice implements SerialDevice {
  private static final int DATA_BITS = 8;
  private static final int EPERM = 1;
  private static final int ENOENT = 2;
  private static final int ENXIO = 6;
  private static final int EAGAIN = 11;
  private static final int EACCES = 13;
  private static final int EBUSY = 16;
  private static final int ENODEV = 19;
  private static final int EISDIR = 21;
  private static final int ENOTTY = 25;

  private static final Rs485Mode MODE = new Rs485Mode();

  private final SerialPort port;
  private final String path;
  private boolean inverted;

  static {
    System.setProperty("jSerialComm.library.randomizeNativeName", "true");
    System.setProperty("fazecast.jSerialComm.appid", "ocpp809");
  }

  JSerialCommDevice(String path) throws SerialException {
    this.path = path;
    try {
      port = SerialPort.getCommPort(path);
    } catch (SerialPortInvalidPortException e) {
      throw new SerialException(Kind.ABSENT, path + " cannot be opened: it is no serial port");
    }
  }

  @Override
  public void open(SerialSettings settings) throws SerialException {
    boolean driver = settings.rs485() == SerialSettings.Rs485.DRIVER;
    boolean taken =
        port.setComPortParameters(
                settings.baud(),
                DATA_BITS,
                settings.stopBits() == 2 ? SerialPort.TWO_STOP_BITS : SerialPort.ONE_STOP_BIT,
                parity(settings.parity()))
            && port.setFlowControl(SerialPort.FLOW_CONTROL_DISABLED)
            && port.setComPortTimeouts(SerialPort.TIMEOUT_NONBLOCKING, 0, 0);
    inverted = settings.rs485() == SerialSettings.Rs485.RTS_INVERTED;
    // Before the port is open this says how the line stands when it opens: receiving.
    if (settings.byRts() && !inverted) {
      port.clearRTS();
    }
    if (!taken || !port.openPort(0)) {
      throw refused(settings, port.getLastErrorCode());
    }
    if (driver) {
      boolean set = port.setRs485ModeParameters(true, true, 0, 0);
      if (!set || !MODE.taken(Path.of(path)).orElse(true)) {
        port.closePort();
        throw new SerialException(
            Kind.SETTINGS,
            settings.device()
                + ": its driver does not switch RS-485; choose AUTOMATIC if the adapter switches by"
                + " itself, RTS if its transceiver hangs on RTS");
      }
    }
    if (settings.byRts() && !direction(false)) {
      port.closePort();
      throw new SerialException(
          Kind.SETTINGS,
          settings.device()
              + ": its driver has no line RTS; choose AUTOMATIC if the adapter switches by itself");
    }
  }

  private static SerialException refused(SerialSettings settings, int error) {
    String path = settings.device();
    return switch (error) {
      case EBUSY, EAGAIN ->
          new SerialException(Kind.IN_USE, path + " is in use by another program");
      case EACCES, EPERM ->
          new SerialException(
              Kind.PERMISSION,
              path + ": no permission to open it; add the gateway's user to the group dialout");
      case ENOENT, ENXIO, ENODEV ->
          new SerialException(Kind.ABSENT, path + " does not exist; is the adapter plugged in?");
      case EISDIR, ENOTTY ->
          new SerialException(Kind.ABSENT, path + " cannot be opened: it is no serial port");
      default ->
          new SerialException(
              Kind.SETTINGS,
              path + " cannot be opened with " + settings.baud() + " baud (error " + error + ")");
    };
  }

  private static int parity(SerialSettings.Parity parity) {
    return switch (parity) {
      case NONE -> SerialPort.NO_PARITY;
      case EVEN -> SerialPort.EVEN_PARITY;
      case ODD -> SerialPort.ODD_PARITY;
    };
  }

  @Override
  public int available() {
    return port.bytesAvailable();
  }

  @Override
  public int read(byte[] buffer, int offset, int length) {
    return port.readBytes(buffer, length, offset);
  }

  @Override
  public int write(byte[] bytes, int offset) {
    int taken = port.writeBytes(bytes, bytes.length - offset, offset);
    return taken < 0 && port.getLastErrorCode() == EAGAIN ? 0 : taken;
  }

  @Override
  public int unsent() {
    return port.bytesAwaitingWrite();
  }

  @Override
  public boolean direction(boolean sending) {
    return sending != inverted ? port.setRTS() : port.clearRTS();
  }

  @Override
  public void close() {
    port.closePort();
  }
}

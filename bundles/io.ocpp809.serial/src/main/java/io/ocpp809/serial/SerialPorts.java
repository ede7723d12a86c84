package io.ocpp809.serial;

import io.ocpp809.serial.SerialException.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Opens the serial ports of this machine, each for one owner at a time. A native library that
 * cannot be loaded is an ordinary refusal, the same at every attempt; nothing else is harmed.
 */
final class SerialPorts {
  private static final SerialPorts SHARED =
      new SerialPorts(
          JSerialCommDevice::new,
          path -> Files.exists(path),
          new PortNames(Path.of("/dev/serial/by-id")));

  /** Makes the device of a path. */
  @FunctionalInterface
  interface Devices {
    SerialDevice device(String path) throws SerialException;
  }

  private final Devices devices;
  private final Predicate<Path> present;
  private final PortNames names;
  private final PortOwners owners = new PortOwners();
  private volatile String libraryFault = "";

  SerialPorts(Devices devices, Predicate<Path> present, PortNames names) {
    this.devices = devices;
    this.present = present;
    this.names = names;
  }

  /** The ports of this machine. Ownership holds between all parts of the product. */
  static SerialPorts shared() {
    return SHARED;
  }

  SerialLine open(SerialSettings settings, String owner, long deadlineNanos)
      throws SerialException {
    Objects.requireNonNull(owner, "owner");
    return Patience.run(
        () -> open(settings, owner),
        deadlineNanos,
        SerialLine::close,
        settings.device() + " does not open in time; unplug the adapter and plug it in again");
  }

  private SerialLine open(SerialSettings settings, String owner) throws SerialException {
    Path device = names.find(settings.device());
    Optional<String> holder = owners.take(device, owner);
    if (holder.isPresent()) {
      throw new SerialException(Kind.IN_USE, settings.device() + " is in use by " + holder.get());
    }
    boolean opened = false;
    try {
      SerialLine link = openTaken(settings, device);
      opened = true;
      names.opened(settings.device(), device);
      return link;
    } finally {
      if (!opened) {
        owners.release(device);
      }
    }
  }

  private SerialLine openTaken(SerialSettings settings, Path device) throws SerialException {
    if (!present.test(device)) {
      throw new SerialException(
          Kind.ABSENT, settings.device() + " does not exist; is the adapter plugged in?");
    }
    if (!libraryFault.isEmpty()) {
      throw new SerialException(Kind.LIBRARY, libraryFault);
    }
    try {
      SerialDevice opened = devices.device(device.toString());
      opened.open(settings);
      return new SerialLine(
          settings, opened, () -> present.test(device), () -> owners.release(device));
    } catch (LinkageError e) {
      libraryFault = "serial library could not be loaded: " + reason(e) + "; TCP is not affected";
      throw new SerialException(Kind.LIBRARY, libraryFault);
    }
  }

  private static String reason(LinkageError e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }
}

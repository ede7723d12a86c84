package io.ocpp809.serial;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Reads back whether a port's driver has taken RS-485 mode. jSerialComm asks the driver for it and
 * passes over a refusal; a port that was refused stays mute, because nobody switches its
 * transceiver.
 *
 * <p>What has no entry below /sys/class/tty, or one of the USB serial drivers, never knows RS-485
 * mode. Else the mode is read back by ioctl TIOCGRS485 through an interpreter of the system, Java
 * having no ioctl; a system without one leaves the question open.
 */
final class Rs485Mode {
  private static final String PERL =
      "use Fcntl; sysopen(F,$ARGV[0],O_RDWR|O_NOCTTY|O_NONBLOCK) or exit 1;"
          + "$b=\"\\0\"x64; defined(ioctl(F,0x542E,$b)) or do {print \"no\"; exit 0};"
          + "print unpack(\"L\",$b)&1?\"yes\":\"no\"";
  private static final String PYTHON =
      "import fcntl,os,struct,sys\n"
          + "f=os.open(sys.argv[1],os.O_RDWR|os.O_NOCTTY|os.O_NONBLOCK)\n"
          + "try: print('yes' if struct.unpack('I',fcntl.ioctl(f,0x542E,bytes(64))[:4])[0]&1"
          + " else 'no')\n"
          + "except OSError: print('no')";

  private final Path classes;
  private final List<List<String>> readers;
  private final long patienceMillis;

  /** Of this machine. */
  Rs485Mode() {
    this(
        Path.of("/sys/class/tty"),
        List.of(
            List.of("/usr/bin/perl", "-e", PERL), List.of("/usr/bin/python3", "-I", "-c", PYTHON)),
        2_000);
  }

  /**
   * @param classes folder with an entry for each terminal
   * @param readers programs that print yes or no for a device, in order of preference
   * @param patienceMillis longest time that one is waited for
   */
  Rs485Mode(Path classes, List<List<String>> readers, long patienceMillis) {
    this.classes = classes;
    this.readers = readers;
    this.patienceMillis = patienceMillis;
  }

  /** Whether the driver switches the direction; empty if that cannot be told. */
  Optional<Boolean> taken(Path device) {
    Path entry = classes.resolve(String.valueOf(device.getFileName()));
    boolean terminal = device.getNameCount() == 2 && Files.exists(entry);
    if (!terminal || usb(entry)) {
      return Optional.of(false);
    }
    return readers.stream()
        .filter(r -> Files.isExecutable(Path.of(r.get(0))))
        .findFirst()
        .flatMap(r -> ask(r, device));
  }

  private static boolean usb(Path entry) {
    try {
      Path subsystem = entry.resolve("device/subsystem").toRealPath();
      return String.valueOf(subsystem.getFileName()).startsWith("usb");
    } catch (IOException noDevice) {
      return false;
    }
  }

  private Optional<Boolean> ask(List<String> reader, Path device) {
    List<String> command = new ArrayList<>(reader);
    command.add(device.toString());
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      try {
        process.getOutputStream().close();
        if (!process.waitFor(patienceMillis, TimeUnit.MILLISECONDS)) {
          return Optional.empty();
        }
        String answer =
            new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
        return switch (answer) {
          case "yes" -> Optional.of(true);
          case "no" -> Optional.of(false);
          default -> Optional.empty();
        };
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}

package io.ocpp809.cli.modbus;

import io.ocpp809.cli.UsageException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * {@code modbus scan | read | test | learn | listen | csv}. When the JVM is asked to end, nothing
 * more is sent, the port is closed, and what was found so far is printed.
 */
public final class ModbusCommand {
  /** Everything asked for was done, and was well. */
  static final int DONE = 0;

  /** It was done, but nothing was found, something does not fit, or the line cannot be used. */
  static final int NOT_WELL = 1;

  /** It was stopped before its end. */
  static final int STOPPED = 130;

  private static final long STOP_SECONDS = 5;

  private static final String HELP =
      """
      ocpp809 modbus scan   WHERE                          settings of a line, and the units on it
      ocpp809 modbus read   WHERE hr|ir|co|di ADDRESS [COUNT]   registers, raw and in every type that makes sense
      ocpp809 modbus test   TEMPLATE WHERE                 whether a product's template fits, and what OCPP would say
      ocpp809 modbus learn  WHERE                          proposes a template while you plug, charge and unplug
      ocpp809 modbus listen WHERE                          hears another master, and rebuilds the register map
      ocpp809 modbus csv    TEMPLATE                       channels for the upload of Kura's console

      WHERE     a serial port such as /dev/ttyUSB0; HOST or HOST:PORT for Modbus TCP (port 502);
                dial-in:PORT for a device that calls this machine (read, test, learn)
      TEMPLATE  a name such as keba-p30, or a file NAME.json
      ADDRESS   from 0, as on the wire: what a manual counts as 40001 is hr 0; decimal, or hexadecimal behind 0x

      --line 9600-8E1   the serial line's settings       --unit N        Modbus unit
      --rs485 driver    the kernel switches direction    --timeout MS    longest wait for a reply
      --rtu             RTU frames over TCP              --json          the result for programs
      --tls --trust FILE [--key FILE] [--any-name]       through TLS
      --trace FILE      the last 100 frames              further options of each command: docs/modbus.md

      Nothing is ever written to a device. Ctrl-C ends a command; the line is left quiet.
      """;

  private final Desk desk;
  private final AtomicBoolean stopped;

  /** Makes the command on streams; a terminal gets its progress in one line. */
  public ModbusCommand(InputStream in, PrintStream out, PrintStream err, boolean terminal) {
    this(in, out, err, terminal, new AtomicBoolean());
  }

  ModbusCommand(
      InputStream in, PrintStream out, PrintStream err, boolean terminal, AtomicBoolean stopped) {
    this.stopped = stopped;
    this.desk = new Desk(in, out, err, terminal, stopped);
  }

  /**
   * Runs a command until it is done or the JVM is asked to end.
   *
   * @param arguments the command and its arguments
   * @return 0 done and well, 1 not well, 130 stopped
   * @throws UsageException for a wrong command line
   */
  public int runUntilEnd(List<String> arguments) {
    CountDownLatch done = new CountDownLatch(1);
    Thread hook =
        new Thread(
            () -> {
              stopped.set(true);
              await(done);
            },
            "stop");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      return run(arguments);
    } finally {
      done.countDown();
    }
  }

  private static void await(CountDownLatch done) {
    try {
      done.await(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  int run(List<String> arguments) {
    String command = arguments.isEmpty() ? "" : arguments.get(0);
    List<String> rest = arguments.subList(Math.min(1, arguments.size()), arguments.size());
    if (arguments.contains("--help") || arguments.contains("-h") || command.equals("help")) {
      desk.print(HELP);
      return DONE;
    }
    return switch (command) {
      case "scan" -> new ScanCommand(desk).run(rest);
      case "read" -> new ReadCommand(desk).run(rest);
      case "test" -> new TestCommand(desk).run(rest);
      case "learn" -> new LearnCommand(desk).run(rest);
      case "listen" -> new ListenCommand(desk).run(rest);
      case "csv" -> new CsvCommand(desk).run(rest);
      default ->
          throw new UsageException(
              "modbus takes scan, read, test, learn, listen or csv"
                  + (command.isEmpty() ? "" : ", not " + command)
                  + "; modbus --help says what they do");
    };
  }
}

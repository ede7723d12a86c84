package io.ocpp809.cli;

import io.ocpp809.cli.can.CanCommand;
import io.ocpp809.cli.demo.DemoCommand;
import io.ocpp809.cli.gbt27930.RecordingCommand;
import io.ocpp809.cli.modbus.ModbusCommand;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/** The commands of the start script, but for {@code bench}. */
public final class Main {

  private Main() {}

  /**
   * Entry point; ends the JVM with the command's status, 2 for a wrong command line.
   *
   * @param arguments command and its arguments
   */
  public static void main(String... arguments) {
    Path root = Path.of(System.getProperty("ocpp809.root", "."));
    System.exit(run(root, List.of(arguments), System.out, System.err));
  }

  private static ModbusCommand modbus(PrintStream out, PrintStream err) {
    return new ModbusCommand(System.in, out, err, System.console() != null);
  }

  static int run(Path root, List<String> arguments, PrintStream out, PrintStream err) {
    String command = arguments.isEmpty() ? "" : arguments.get(0);
    List<String> rest = arguments.subList(Math.min(1, arguments.size()), arguments.size());
    try {
      return switch (command) {
        case "run" -> new RunCommand(root, out, err).run(rest);
        case "demo" -> new DemoCommand(root, out).run(rest);
        case "modbus" -> modbus(out, err).runUntilEnd(rest);
        case "can" -> new CanCommand(out, err).run(rest);
        case "gbt27930" -> new RecordingCommand(out, err).run(rest);
        case "iec104" -> new GridCommand(out).run(rest);
        default -> throw new UsageException("There is no command " + command);
      };
    } catch (UsageException e) {
      err.println("ocpp809: " + e.getMessage());
      return 2;
    }
  }
}

package io.ocpp809.cli.gbt27930;

import io.ocpp809.gbt27930.message.Message;
import io.ocpp809.gbt27930.message.MessageType;
import io.ocpp809.gbt27930.message.Signal;
import io.ocpp809.gbt27930.message.Signals;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The values of a recording over time: the newest of each signal, and the curves of the picture.
 */
final class Values {
  /** The signals of the table and the picture. */
  static final List<String> SHOWN =
      List.of(
          "BCL.voltageDemand",
          "BCL.currentDemand",
          "BCL.mode",
          "CCS.outputVoltage",
          "CCS.outputCurrent",
          "CCS.elapsedTime",
          "CCS.permission",
          "BCS.voltage",
          "BCS.current",
          "BCS.soc",
          "BCS.maxCellVoltage",
          "BCS.remainingTime",
          "BSM.maxTemperature",
          "BSM.minTemperature",
          "BSM.permission");

  /** What is said every 50 ms is old after a second, everything else after five. */
  private static final double FAST_FRESH_SECONDS = 1;

  private static final double FRESH_SECONDS = 5;

  private record Newest(double seconds, Object value) {}

  private final Map<String, Newest> newest = new LinkedHashMap<>();
  private final Map<String, Curve> curves = new LinkedHashMap<>();

  Values() {
    for (String name : SHOWN) {
      Signal signal = Signals.named(name).orElseThrow();
      if (signal.kind() != Signal.Kind.STATE) {
        curves.put(name, new Curve(fresh(signal.type())));
      }
    }
  }

  private static double fresh(MessageType type) {
    return type == MessageType.BCL || type == MessageType.CCS ? FAST_FRESH_SECONDS : FRESH_SECONDS;
  }

  /**
   * Takes a message in.
   *
   * @param message what was said
   * @param seconds when, since the first frame
   */
  void take(Message message, double seconds) {
    for (Signal signal : Signals.of(message.type())) {
      String name = signal.name();
      if (!SHOWN.contains(name)) {
        continue;
      }
      Optional<Object> value = signal.value(message);
      if (value.isEmpty()) {
        newest.remove(name);
        continue;
      }
      newest.put(name, new Newest(seconds, value.get()));
      if (value.get() instanceof Number number && curves.containsKey(name)) {
        curves.get(name).add(seconds, number.doubleValue());
      }
    }
  }

  /** The curve of a signal of {@link #SHOWN} that is a number. */
  Curve curve(String name) {
    return curves.get(name);
  }

  /** The value of a signal as it stands then; empty if it was not said or is too old. */
  Optional<Object> at(String name, double seconds) {
    Newest n = newest.get(name);
    double fresh = fresh(Signals.named(name).orElseThrow().type());
    return n == null || seconds - n.seconds() > fresh ? Optional.empty() : Optional.of(n.value());
  }
}

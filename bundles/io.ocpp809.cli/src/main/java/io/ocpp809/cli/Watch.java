package io.ocpp809.cli;

import io.ocpp809.cli.gateway.Service;
import java.io.PrintStream;
import java.time.Clock;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Writes a line whenever the state of an EVSE, its limit or its transaction changes. */
final class Watch {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

  private final Supplier<List<Service>> stations;
  private final Clock clock;
  private final PrintStream out;
  private final Map<String, String> told = new TreeMap<>();

  /**
   * A watch that has seen nothing yet.
   *
   * @param stations the stations that are there now
   * @param clock wall clock, with the zone in which times are written
   * @param out where lines go
   */
  Watch(Supplier<List<Service>> stations, Clock clock, PrintStream out) {
    this.stations = stations;
    this.clock = clock;
    this.out = out;
  }

  /** Looks at all stations and writes what has changed since the last look. */
  void look() {
    Map<String, String> now = new TreeMap<>();
    for (Service station : stations.get()) {
      Service view = Service.of(station.call("view"));
      for (Object one : (List<?>) view.call("evses")) {
        Service evse = Service.of(one);
        now.put(view.call("name") + ", EVSE " + evse.call("evse"), line(evse));
      }
    }
    now.forEach(
        (name, line) -> {
          if (!line.equals(told.get(name))) {
            write(name + ": " + line);
          }
        });
    told.keySet().stream()
        .filter(name -> !now.containsKey(name))
        .forEach(name -> write(name + " is gone"));
    told.clear();
    told.putAll(now);
  }

  private void write(String text) {
    out.println(LocalTime.now(clock).format(TIME) + " " + text);
  }

  private static String line(Service evse) {
    StringBuilder line = new StringBuilder();
    for (Object one : (List<?>) evse.call("connectors")) {
      Service connector = Service.of(one);
      String info = String.valueOf(connector.call("info"));
      line.append(line.isEmpty() ? "" : " / ")
          .append(connector.call("state"))
          .append(info.isEmpty() ? "" : " (" + info + ")");
    }
    ((Optional<?>) evse.call("transaction"))
        .map(Service::of)
        .ifPresent(
            transaction ->
                line.append(", ")
                    .append(Service.of(transaction.call("token")).call("value"))
                    .append(" from ")
                    .append(transaction.call("meterStartWh"))
                    .append(" Wh"));
    String limit = String.valueOf(evse.call("limit"));
    line.append(limit.isEmpty() ? "" : ", limit " + limit);
    return line.append(Boolean.TRUE.equals(evse.call("reachable")) ? "" : ", no answer").toString();
  }
}

package io.ocpp809.iec104.station;

import io.ocpp809.iec104.asdu.InformationObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The points of a controlled station, by address. Immutable. */
public final class PointTable {
  private final SortedMap<Integer, MonitorPoint> monitored = new TreeMap<>();
  private final SortedMap<Integer, CommandPoint> commands = new TreeMap<>();

  /**
   * Makes a table.
   *
   * @throws IllegalArgumentException if an address is taken twice; the message names all of them
   */
  public PointTable(Collection<MonitorPoint> points, Collection<CommandPoint> commandPoints) {
    List<String> doubles = new ArrayList<>();
    for (MonitorPoint p : points) {
      MonitorPoint other = monitored.putIfAbsent(p.address(), p);
      if (other != null) {
        doubles.add(p.address() + " (" + other.name() + ", " + p.name() + ")");
      }
    }
    for (CommandPoint p : commandPoints) {
      CommandPoint other = commands.putIfAbsent(p.address(), p);
      MonitorPoint shown = monitored.get(p.address());
      if (other != null || shown != null) {
        String name = other != null ? other.name() : shown.name();
        doubles.add(p.address() + " (" + name + ", " + p.name() + ")");
      }
    }
    if (!doubles.isEmpty()) {
      throw new IllegalArgumentException(
          "addresses taken twice: " + String.join(", ", doubles) + "; each point needs its own");
    }
  }

  static void address(int address, String name) {
    if (address < 1 || address > InformationObject.MOST) {
      throw new IllegalArgumentException(
          "point " + name + ": address: 1 to 16777215, not " + address);
    }
  }

  /** The point in monitor direction at an address. */
  public Optional<MonitorPoint> monitored(int address) {
    return Optional.ofNullable(monitored.get(address));
  }

  /** The command at an address. */
  public Optional<CommandPoint> command(int address) {
    return Optional.ofNullable(commands.get(address));
  }

  /** All points in monitor direction, by rising address. */
  public Collection<MonitorPoint> monitored() {
    return monitored.values();
  }

  /** All commands, by rising address. */
  public Collection<CommandPoint> commands() {
    return commands.values();
  }
}

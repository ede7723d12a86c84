package io.ocpp809.cli.demo;

import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** What the demo shows; written by peers on their threads, read by a view. */
final class Board {

  private static final int MESSAGES = 8;
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

  private final Map<String, Row> rows = new LinkedHashMap<>();
  private final Deque<String> messages = new ArrayDeque<>();
  private String scene = "";
  private String site = "";

  /**
   * One connector.
   *
   * @param name station and product
   * @param state connector state as the CSMS knows it
   * @param watts power that the car draws, in W
   * @param limit what the pile was granted, with unit
   * @param reason why the limit is what it is
   * @param energyWh energy of the session, in Wh
   */
  record Row(String name, String state, double watts, String limit, String reason, long energyWh) {

    /** What the pile was granted and, in brackets, what it may have and why. */
    String grant() {
      return reason.isEmpty() ? limit : limit + " (" + reason + ")";
    }

    Row withState(String changed) {
      return new Row(name, changed, watts, limit, reason, energyWh);
    }

    Row withReason(String changed) {
      return new Row(name, state, watts, limit, changed, energyWh);
    }

    Row measured(double nowWatts, String nowLimit, long nowEnergyWh) {
      return new Row(name, state, nowWatts, nowLimit, reason, nowEnergyWh);
    }
  }

  /** Everything at one moment. */
  record Picture(String scene, String site, List<Row> rows, List<String> messages) {}

  synchronized void add(String key, String name) {
    rows.put(key, new Row(name, "-", 0, "-", "", 0));
  }

  synchronized void update(String key, UnaryOperator<Row> change) {
    rows.computeIfPresent(key, (same, row) -> change.apply(row));
  }

  synchronized void scene(String title) {
    scene = title;
  }

  synchronized void site(String text) {
    site = text;
  }

  synchronized void message(LocalTime at, String text) {
    messages.add(at.format(TIME) + " " + text);
    while (messages.size() > MESSAGES) {
      messages.remove();
    }
  }

  synchronized Picture picture() {
    return new Picture(scene, site, new ArrayList<>(rows.values()), List.copyOf(messages));
  }
}

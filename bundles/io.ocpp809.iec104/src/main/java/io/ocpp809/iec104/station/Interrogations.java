package io.ocpp809.iec104.station;

import io.ocpp809.iec104.asdu.Cause;
import io.ocpp809.iec104.asdu.InformationObject;
import io.ocpp809.iec104.asdu.RawAsdu;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Interrogation of the station and of groups, of counters, and of single points (IEC 60870-5-101,
 * 7.4.5, 7.4.8 and 6.6; 60870-5-5). Answers have no time tag and stand in the order of the events.
 */
final class Interrogations {
  private static final int STATION = 20;
  private static final int LAST_GROUP = 36;
  private static final int GENERAL = 5;

  private final ControlledStation station;
  private final Image image;
  private final Totals totals;

  /** What is asked; a second question of the same kind takes the place of the first. */
  private enum Asked {
    POINTS,
    COUNTERS
  }

  Interrogations(ControlledStation station, Image image) {
    this.station = station;
    this.image = image;
    this.totals = new Totals(image);
  }

  private int commonAddress() {
    return station.settings().commonAddress();
  }

  /** Ends an interrogation of the station or of a group; returns whether one ran. */
  boolean stop(Connection c) {
    return c.group().queue().withdraw(Asked.POINTS);
  }

  /** Ends an interrogation of counters; returns whether one ran. */
  boolean stopCounters(Connection c) {
    return c.group().queue().withdraw(Asked.COUNTERS);
  }

  /**
   * Confirms and answers an interrogation of the station or of a group.
   *
   * @return empty if done, else why it is refused
   */
  String interrogate(Connection c, RawAsdu raw, int qualifier, Moment now) {
    EventQueue queue = c.group().queue();
    if (qualifier < STATION || qualifier > LAST_GROUP) {
      return "qualifier " + qualifier + " of an interrogation: 20 to 36";
    }
    queue.withdraw(Asked.POINTS);
    station.confirm(c, raw.mirrored(Cause.ACTIVATION_CON, false, commonAddress()));
    if (!raw.test()) {
      int group = qualifier - STATION;
      Map<MonitorKind, List<InformationObject>> byKind = new EnumMap<>(MonitorKind.class);
      for (MonitorPoint p : image.table().monitored()) {
        if (p.kind() != MonitorKind.TOTAL && (group == 0 || p.groups().contains(group))) {
          byKind
              .computeIfAbsent(p.kind(), k -> new ArrayList<>())
              .add(Packer.object(p, image.answer(p, now)));
        }
      }
      Cause cause = Cause.interrogated(qualifier);
      byKind.forEach(
          (kind, all) ->
              Packer.answers(raw, kind.untimed(), cause, commonAddress(), all)
                  .forEach(asdu -> queue.answer(asdu, Asked.POINTS)));
    }
    queue.answer(raw.mirrored(Cause.ACTIVATION_TERM, false, commonAddress()), Asked.POINTS);
    return "";
  }

  /**
   * Confirms and answers an interrogation of counters.
   *
   * @return empty if done, else why it is refused
   */
  String counters(Connection c, RawAsdu raw, int qualifier, Moment now) {
    EventQueue queue = c.group().queue();
    int request = qualifier & 0x3F;
    int freeze = qualifier >> 6;
    if (request < 1 || request > GENERAL) {
      return "request " + request + " of counters: 1 to 5";
    }
    String rights = freeze == 0 ? "" : c.group().settings().mayCommand(raw.originator());
    if (!rights.isEmpty()) {
      return rights;
    }
    queue.withdraw(Asked.COUNTERS);
    station.confirm(c, raw.mirrored(Cause.ACTIVATION_CON, false, commonAddress()));
    if (!raw.test()) {
      List<InformationObject> all = new ArrayList<>();
      for (MonitorPoint p : image.table().monitored()) {
        if (p.kind() == MonitorKind.TOTAL && (request == GENERAL || p.groups().contains(request))) {
          count(p, freeze, all, now);
        }
      }
      Packer.answers(
              raw, MonitorKind.TOTAL.untimed(), Cause.counters(request), commonAddress(), all)
          .forEach(asdu -> queue.answer(asdu, Asked.COUNTERS));
    }
    queue.answer(raw.mirrored(Cause.ACTIVATION_TERM, false, commonAddress()), Asked.COUNTERS);
    return "";
  }

  private void count(MonitorPoint p, int freeze, List<InformationObject> answers, Moment now) {
    switch (freeze) {
      case 0 -> answers.add(Packer.object(p, totals.read(p, now)));
      case 1 -> totals.freeze(p, now);
      case 2 -> {
        totals.freeze(p, now);
        totals.reset(p);
      }
      default -> totals.reset(p);
    }
  }

  void read(Connection c, RawAsdu raw, int address, Moment now) {
    MonitorPoint point = image.table().monitored(address).orElse(null);
    if (point == null) {
      station.confirm(c, raw.mirrored(Cause.UNKNOWN_OBJECT_ADDRESS, true));
      return;
    }
    Sample sample =
        point.kind() == MonitorKind.TOTAL ? totals.read(point, now) : image.answer(point, now);
    Packer.answers(
            raw,
            point.kind().untimed(),
            Cause.REQUEST,
            commonAddress(),
            List.of(Packer.object(point, sample)))
        .forEach(asdu -> c.group().queue().answer(asdu, address));
  }
}

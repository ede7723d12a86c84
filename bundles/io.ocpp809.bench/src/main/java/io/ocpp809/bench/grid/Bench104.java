package io.ocpp809.bench.grid;

import io.ocpp809.iec104.station.Audit;
import io.ocpp809.iec104.station.Commands;
import io.ocpp809.iec104.station.Moment;
import io.ocpp809.iec104.station.MonitorKind;
import io.ocpp809.iec104.station.MonitorPoint;
import io.ocpp809.iec104.station.Order;
import io.ocpp809.iec104.station.PointTable;
import io.ocpp809.iec104.station.StationListener;
import io.ocpp809.iec104.station.StationSettings;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Parts of stations that are measured. */
final class Bench104 {
  /** Address of the first single point; the points follow. */
  static final int SINGLE = 1;

  /** Address of the first double point. */
  static final int DOUBLE = 1_000_001;

  /** Address of the first measured value. */
  static final int FLOAT = 2_000_001;

  private Bench104() {}

  /** So many points: a half of them single, a quarter double, a quarter measured values. */
  static PointTable table(int points) {
    List<MonitorPoint> all = new ArrayList<>();
    for (int i = 0; i < points / 2; i++) {
      all.add(point(SINGLE + i, MonitorKind.SINGLE));
    }
    for (int i = 0; i < points / 4; i++) {
      all.add(point(DOUBLE + i, MonitorKind.DOUBLE));
      all.add(point(FLOAT + i, MonitorKind.FLOAT));
    }
    return new PointTable(all, List.of());
  }

  private static MonitorPoint point(int address, MonitorKind kind) {
    return new MonitorPoint(address, kind, kind + " " + address, Set.of(), 0, 0, 0, false);
  }

  /** Settings without scans and chatter suppression. */
  static StationSettings settings() {
    return new StationSettings(
        1, ZoneOffset.UTC, StationSettings.ClockPolicy.CONFIRM, 10_000, 60_000, 0, 0);
  }

  /** No commands, and nobody who listens. */
  static final class Deaf implements Commands, StationListener {
    @Override
    public String refusal(Order order) {
      return "nothing is commanded here";
    }

    @Override
    public boolean needsSelect(Order order) {
      return false;
    }

    @Override
    public void execute(Order order) {
      throw new IllegalStateException("was refused");
    }

    @Override
    public void started(String group, Moment at) {
      // nobody listens
    }

    @Override
    public void stopped(String group, Moment at) {
      // nobody listens
    }

    @Override
    public void clock(String group, Duration offset, Moment at) {
      // nobody listens
    }

    @Override
    public void overflowed(String group, int events, Moment at) {
      // nobody listens
    }

    @Override
    public void cleared(String group, Moment at) {
      // nobody listens
    }

    @Override
    public void audit(Audit line) {
      // nobody listens
    }
  }
}

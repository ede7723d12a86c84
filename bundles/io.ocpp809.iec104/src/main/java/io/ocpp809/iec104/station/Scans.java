package io.ocpp809.iec104.station;

import io.ocpp809.iec104.asdu.Cause;
import io.ocpp809.iec104.asdu.InformationObject;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Cyclic transmission and background scan: what points say now, without time tag, to those who are
 * connected. Never buffered: a group that is behind is left out.
 */
final class Scans {
  private static final String ASKED = "scan";

  private final ControlledStation station;
  private final Image image;
  private final List<MonitorPoint> cyclic;
  private final Map<Integer, Long> toldAt = new HashMap<>();
  private long scannedAt = Long.MIN_VALUE;

  Scans(ControlledStation station, Image image) {
    this.station = station;
    this.image = image;
    this.cyclic = image.table().monitored().stream().filter(p -> p.cyclicMillis() > 0).toList();
  }

  void tick(Moment now) {
    long period = station.settings().backgroundMillis();
    if (scannedAt == Long.MIN_VALUE) {
      scannedAt = now.millis();
    }
    if (period > 0 && now.millis() - scannedAt >= period) {
      scannedAt = now.millis();
      tell(
          image.table().monitored().stream().filter(this::scanned).toList(), Cause.BACKGROUND, now);
    }
    List<MonitorPoint> due = new ArrayList<>();
    for (MonitorPoint p : cyclic) {
      long told = toldAt.getOrDefault(p.address(), Long.MIN_VALUE / 2);
      if (now.millis() - told >= p.cyclicMillis()) {
        toldAt.put(p.address(), now.millis());
        due.add(p);
      }
    }
    tell(due, Cause.PERIODIC, now);
  }

  private boolean scanned(MonitorPoint p) {
    return p.background() && p.kind() != MonitorKind.TOTAL;
  }

  private void tell(List<MonitorPoint> points, Cause cause, Moment now) {
    if (points.isEmpty()) {
      return;
    }
    List<byte[]> asdus = null;
    for (Group group : station.groups()) {
      if (group.active() != null && !group.queue().awaits(ASKED)) {
        asdus = asdus == null ? asdus(points, cause, now) : asdus;
        asdus.forEach(a -> group.queue().answer(a, ASKED));
        station.pump(group, now);
      }
    }
  }

  private List<byte[]> asdus(List<MonitorPoint> points, Cause cause, Moment now) {
    Map<MonitorKind, List<InformationObject>> byKind = new EnumMap<>(MonitorKind.class);
    for (MonitorPoint p : points) {
      byKind
          .computeIfAbsent(p.kind(), k -> new ArrayList<>())
          .add(Packer.object(p, image.answer(p, now)));
    }
    List<byte[]> result = new ArrayList<>();
    int address = station.settings().commonAddress();
    byKind.forEach((k, all) -> result.addAll(Packer.pack(k.untimed(), cause, address, all)));
    return result;
  }
}

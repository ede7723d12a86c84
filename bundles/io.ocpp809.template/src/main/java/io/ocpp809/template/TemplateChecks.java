package io.ocpp809.template;

import io.ocpp809.station.pile.Capabilities.EnergyRegister;
import io.ocpp809.station.pile.Capabilities.Gate;
import io.ocpp809.station.pile.Capabilities.Watchdog;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/** What the parts of a template have to say about one another. */
final class TemplateChecks {
  private final PileTemplate t;
  private final BiConsumer<String, String> sink;

  private TemplateChecks(PileTemplate t, BiConsumer<String, String> sink) {
    this.t = t;
    this.sink = sink;
  }

  /**
   * Checks a template as a whole.
   *
   * @param root what it was read from
   * @param sink takes place and fault
   */
  static void check(PileTemplate t, TemplateNode root, BiConsumer<String, String> sink) {
    TemplateChecks checks = new TemplateChecks(t, sink);
    checks.names();
    checks.sizes(
        root.node("limits").integers("readFc", Set.of(1, 2, 3, 4)),
        root.node("limits").integers("writeFc", Set.of(5, 6, 15, 16)));
    checks.overlaps();
    checks.outlets(root.node("connectors"));
    checks.control(root.has("control"));
    checks.watchdog();
    checks.capabilities();
    checks.prerequisites();
    NeverReader.check(t, sink);
    if (t.points().isEmpty()) {
      sink.accept("points", "there are none");
    }
  }

  private void names() {
    Set<String> names = new HashSet<>();
    Set<String> channels = new HashSet<>();
    for (TemplatePoint p : t.points()) {
      if (!names.add(p.name())) {
        point(p, "a second point has this name");
      } else if (!channels.add(p.channel())) {
        point(p, "a second point has the channel " + p.channel());
      }
      if (p.channel().matches(".*[#+ _@].*")) {
        point(p, "the name must not contain #, +, _, @ or a space: it becomes a channel name");
      }
    }
    for (TemplatePoint p : t.points()) {
      if (!p.with().isEmpty() && Roles.known(p.with()) && !channels.contains(p.with())) {
        point(p, "with names the role " + p.with() + ", which no point has");
      }
    }
  }

  private void sizes(Set<Integer> readFc, Set<Integer> writeFc) {
    for (TemplatePoint p : t.points()) {
      int last = p.address() + p.registers() - 1;
      if (p.registers() > t.mostRegisters()) {
        point(p, p.registers() + " registers are more than maxRead " + t.mostRegisters());
      }
      if (p.registers() == 0) {
        point(p, "takes no register");
      }
      if (last > 65_535) {
        point(p, "its last register " + last + " is beyond 65535");
      }
      int function = List.of("COIL", "DISCRETE", "HOLDING", "INPUT").indexOf(p.table()) + 1;
      if (p.readable() && !readFc.isEmpty() && !readFc.contains(function)) {
        point(p, "is read with function " + function + ", which readFc does not have");
      }
      if (p.writable() && !writeFc.isEmpty() && !writeFc.contains(writeFunction(p))) {
        point(p, "is written with function " + writeFunction(p) + ", which writeFc does not have");
      }
      if (p.writable() && p.registers() > 1 && (p.write().equals("6") || p.write().equals("5"))) {
        point(p, "takes " + p.registers() + " registers; function " + p.write() + " writes one");
      }
    }
  }

  private static int writeFunction(TemplatePoint p) {
    if (!p.write().equals("AUTO")) {
      return Integer.parseInt(p.write());
    }
    return p.table().equals("COIL") ? 5 : p.registers() == 1 ? 6 : 16;
  }

  private void overlaps() {
    if (t.foreign()) {
      return;
    }
    List<TemplatePoint> seen = new ArrayList<>();
    for (TemplatePoint p : t.points()) {
      for (TemplatePoint other : seen) {
        boolean apart = p.bits().partial() && other.bits().partial();
        boolean touching =
            p.address() < other.address() + other.registers()
                && other.address() < p.address() + p.registers();
        if (!apart
            && touching
            && p.table().equals(other.table())
            && p.station() == other.station()) {
          point(p, "overlaps the point " + other.name() + " at address " + other.address());
        }
      }
      seen.add(p);
    }
  }

  private void outlets(TemplateNode connectors) {
    String count = connectors.text("countPoint", "");
    if (!count.isEmpty() && t.named(count).isEmpty()) {
      sink.accept(
          "connectors", "countPoint names the point \"" + count + "\", which does not exist");
    }
    if (connectors.text("by", "").equals("address") && !connectors.has("stride")) {
      sink.accept("connectors", "by address needs a stride");
    }
    int offset = TemplateReader.offset(connectors);
    for (TemplatePoint p : t.points()) {
      int end = p.address() - offset + p.registers();
      if (t.stride() > 0 && !p.station() && end > t.stride()) {
        point(p, "reaches into the next outlet, " + t.stride() + " addresses on");
      }
    }
  }

  private void control(boolean given) {
    Control c = t.control();
    Set<String> used = new HashSet<>();
    List.of(c.limit(), c.enable(), c.unlock(), c.phases())
        .forEach(channel -> channel.ifPresent(used::add));
    used.addAll(c.otherPhases());
    for (TemplatePoint p : t.points()) {
      boolean controlled =
          Role.of(p.role()).filter(r -> r.access() == Role.Access.CONTROLLED).isPresent();
      if (p.writable() && controlled && !used.contains(p.channel())) {
        point(
            p,
            "role "
                + p.role()
                + " is written, but the control recipe (\"control\") does not say how");
      }
    }
    if (!given) {
      return;
    }
    if (t.meter()) {
      sink.accept("control", "a meter is not controlled");
    }
    c.limit().flatMap(t::channel).ifPresent(this::limit);
    otherPhases(c);
    if (c.pause() == Control.Pause.ENABLE && c.enable().isEmpty()) {
      sink.accept("control", "pause \"enable\" needs the point \"enable\"");
    }
    if (c.pause() == Control.Pause.LIMIT_0 && c.limit().isEmpty()) {
      sink.accept("control", "pause \"limit-0\" needs the point \"limit\"");
    }
    c.enable()
        .flatMap(t::channel)
        .filter(p -> !p.meanings().isEmpty())
        .ifPresent(
            p -> {
              if (!"on".equals(p.meanings().get(c.on()))
                  || !"off".equals(p.meanings().get(c.off()))) {
                sink.accept("control", "on and off contradict the enum of the point " + p.name());
              }
            });
  }

  private void otherPhases(Control c) {
    Optional<TemplatePoint> first = c.limit().flatMap(t::channel);
    if (!c.otherPhases().isEmpty()
        && !c.otherPhases().equals(List.of("limit.set.l2", "limit.set.l3"))) {
      sink.accept(
          "control",
          "limitL2 and limitL3 belong together, with roles limit.set.l2 and limit.set.l3");
    }
    for (String other : c.otherPhases()) {
      t.channel(other)
          .filter(
              p ->
                  first
                      .filter(f -> f.unit().equals(p.unit()) && f.range().equals(p.range()))
                      .isEmpty())
          .ifPresent(p -> point(p, "must have the unit and the range of the limit of L1"));
    }
  }

  private void limit(TemplatePoint p) {
    String unit = t.control().power() ? "W" : "A";
    String role = t.control().power() ? "limit.power" : "limit.set";
    if (!p.role().equals(role) || !p.unit().equals(unit)) {
      sink.accept(
          "control",
          "unit " + unit + " needs a limit point with role " + role + " and unit " + unit);
    }
    if (t.control().pause() == Control.Pause.LIMIT_0
        && p.range().least() > 0
        && !p.range().zero()) {
      sink.accept(
          "control", "pause \"limit-0\" is not possible: the point " + p.name() + " takes no 0");
    }
    if (p.range().most() > 0 && t.control().maximum() > p.range().most()) {
      sink.accept("control", "maximum is more than max of the point " + p.name());
    }
  }

  private void watchdog() {
    WatchdogSpec w = t.watchdog();
    if (w.kind() == Watchdog.NONE) {
      return;
    }
    if (w.timeoutMillis() == 0 || w.everyMillis() == 0) {
      sink.accept("watchdog", "needs every and timeout, in milliseconds");
    } else if (w.everyMillis() * 2 > w.timeoutMillis()) {
      sink.accept(
          "watchdog",
          "every "
              + w.everyMillis()
              + " ms is more than half the timeout of "
              + w.timeoutMillis()
              + " ms: one lost write would trip it");
    }
    if (w.kind() == Watchdog.WRITE) {
      Optional<TemplatePoint> point = t.named(w.point());
      if (point.isEmpty()) {
        sink.accept("watchdog", "names the point \"" + w.point() + "\", which does not exist");
      } else if (!point.get().writable()) {
        sink.accept("watchdog", "names the point \"" + w.point() + "\", which cannot be written");
      }
      if (w.value().isEmpty()) {
        sink.accept("watchdog", "value is missing: what is written to feed it");
      }
    }
    boolean flash =
        w.kind() == Watchdog.REWRITE
            ? t.control().limit().flatMap(t::channel).filter(TemplateChecks::wears).isPresent()
            : t.named(w.point()).filter(TemplateChecks::wears).isPresent();
    if (flash) {
      sink.accept("watchdog", "writes again and again what wears with each write (wear \"flash\")");
    }
    if (w.kind() == Watchdog.REWRITE && t.control().limit().isEmpty()) {
      sink.accept("watchdog", "kind \"rewrite\" needs a limit in the control recipe");
    }
  }

  private static boolean wears(TemplatePoint p) {
    return p.writesPerDay() > 0;
  }

  private void capabilities() {
    Gate gate = t.capabilities().gate();
    if (gate == Gate.LIMIT_0 && t.control().limit().isEmpty()) {
      sink.accept("capabilities", "gate \"limit-0\" needs a limit in the control recipe");
    }
    if ((gate == Gate.ENABLE || gate == Gate.COMMAND) && t.control().enable().isEmpty()) {
      sink.accept("capabilities", "this gate needs enable in the control recipe");
    }
    energy(EnergyRegister.TOTAL, "energy.total");
    energy(EnergyRegister.SESSION, "energy.session");
    String register =
        t.capabilities().energy() == EnergyRegister.SESSION ? "energy.session" : "energy.total";
    t.channel(register)
        .filter(p -> !t.foreign() && p.unit().equals("VAh") != t.capabilities().apparentEnergy())
        .ifPresent(
            p ->
                point(
                    p,
                    "unit " + p.unit() + " and energyKind contradict each other: VAh is apparent"));
  }

  private void energy(EnergyRegister kind, String role) {
    if (t.capabilities().energy() == kind && t.channel(role).isEmpty()) {
      sink.accept("capabilities", "this energy needs a point with role " + role);
    }
  }

  private void prerequisites() {
    for (Prerequisite p : t.prerequisites()) {
      if (!p.point().isEmpty() && t.named(p.point()).isEmpty()) {
        sink.accept("prerequisites", "names the point \"" + p.point() + "\", which does not exist");
      }
      if (p.point().isEmpty() != p.expected().isEmpty()) {
        sink.accept("prerequisites", "point and expect belong together");
      }
    }
  }

  private void point(TemplatePoint p, String what) {
    sink.accept("point " + p.name(), what);
  }
}

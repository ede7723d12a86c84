package io.ocpp809.modbus.survey;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Finds how a line is spoken to and which units are on it: says what is asked next, and takes what
 * was heard. Any frame with a right checksum proves the settings, an exception too; from then on
 * the remaining units are asked with these. Where another unit answers than was asked, as one does
 * that is slow, both are looked at. Pure: no link, thread or clock. Not thread-safe.
 */
public final class LineFinder {
  private final ScanScope scope;
  private final Deque<Probe> search;
  private final Deque<Probe> census = new ArrayDeque<>();
  private final Set<Integer> asked = new HashSet<>();
  private final Set<Integer> again = new HashSet<>();
  private final Map<Integer, Probe> units = new TreeMap<>();
  private final Map<Way, Integer> noise = new LinkedHashMap<>();
  private final Map<Heard.Kind, Integer> kinds = new EnumMap<>(Heard.Kind.class);
  private final Set<Way> refused = new LinkedHashSet<>();
  private Optional<Way> found = Optional.empty();
  private int done;
  private boolean echoed;
  private int stray;
  private boolean gateway;

  /** Begins a search. */
  public LineFinder(ScanScope scope) {
    this.scope = scope;
    this.search = new ArrayDeque<>(ScanPlan.of(scope));
  }

  /** The settings of a serial line worth trying, the likely ones first; see {@link ScanScope}. */
  public static List<Way> serialWays(boolean all) {
    return ScanPlan.serial(all);
  }

  /** What is to be asked now; empty when everything has been. */
  public Optional<Probe> next() {
    return Optional.ofNullable(found.isPresent() ? census.peek() : search.peek());
  }

  /** What came after the question of {@link #next()}. */
  public void heard(Heard h) {
    Probe probe = found.isPresent() ? census.poll() : search.poll();
    done++;
    kinds.merge(h.kind(), 1, Integer::sum);
    echoed |= h.echoed();
    stray = Math.max(stray, h.stray());
    if (h.kind() == Heard.Kind.NOISE) {
      noise.merge(probe.way(), h.octets(), Integer::sum);
    }
    if (!h.frame()) {
      if (found.isPresent()) {
        asked.add(probe.unit());
      }
      return;
    }
    if (found.isEmpty()) {
      found = Optional.of(probe.way());
    }
    boolean late = h.unit() != probe.unit();
    if (!late) {
      asked.add(probe.unit());
    }
    gateway |= h.nobodyBehindGateway();
    if (!h.nobodyBehindGateway()) {
      asked.add(h.unit());
      units.putIfAbsent(h.unit(), probe);
    }
    if (census.isEmpty()) {
      plan(probe.way());
    } else if (late && again.add(probe.unit())) {
      census.addLast(probe);
    }
  }

  /** The port does not take these settings: nothing more is asked with them. */
  public void impossible(Way way) {
    refused.add(way);
    search.removeIf(p -> p.way().equals(way));
    census.removeIf(p -> p.way().equals(way));
  }

  /** Settings that the port does not take. */
  public Set<Way> impossible() {
    return new LinkedHashSet<>(refused);
  }

  /** Hints of this way first; units that were asked with it before the search found it, too. */
  private void plan(Way way) {
    List<Probe> todo = new ArrayList<>();
    for (ScanScope.Hint h : scope.hints()) {
      if (h.way().equals(way)) {
        todo.add(ScanPlan.patient(scope, way, h.unit()));
      }
    }
    for (int unit = scope.firstUnit(); unit <= scope.lastUnit(); unit++) {
      todo.add(ScanPlan.patient(scope, way, unit));
    }
    Set<Integer> planned = new HashSet<>(asked);
    todo.stream().filter(p -> planned.add(p.unit())).forEach(census::add);
  }

  /** The settings, once they are known. */
  public Optional<Way> found() {
    return found;
  }

  /** Units that answer, each with the question that it answered, in ascending order. */
  public Map<Integer, Probe> units() {
    return new TreeMap<>(units);
  }

  /** How many questions have been asked. */
  public int done() {
    return done;
  }

  /** How many questions are left at most. */
  public int left() {
    return found.isPresent() ? census.size() : search.size();
  }

  /** The most that the rest takes if nothing answers, ns, without the opening of ports. */
  public long leftNanos() {
    return (found.isPresent() ? census : search).stream().mapToLong(Probe::silentNanos).sum();
  }

  /** Octets that came and were no frame, by setting. */
  public Map<Way, Integer> noise() {
    return new LinkedHashMap<>(noise);
  }

  /** Whether the adapter hears what it sends. */
  public boolean echoed() {
    return echoed;
  }

  /** Most octets that preceded an answer and belong to no frame. */
  public int stray() {
    return stray;
  }

  /** Whether a gateway answered that nobody is behind it under a unit. */
  public boolean gateway() {
    return gateway;
  }

  /** Why nothing was found, and what to do, in the installer's words; empty if something was. */
  public String diagnosis() {
    if (found.isPresent()) {
      return units.isEmpty()
          ? "A gateway answers, but no unit behind it; check the line behind the gateway and its"
              + " settings."
          : "";
    }
    boolean serial = scope.ways().stream().anyMatch(w -> w.format().isPresent());
    if (!noise.isEmpty()) {
      return serial
          ? "Octets come, but at no setting a frame with a right checksum: a wrong rate, another"
              + " device that talks, or a disturbed line. Listen (modbus listen), check termination"
              + " (120 ohm at both ends only), and scan with --all."
          : "Octets come, but they are no Modbus frames; is this port really Modbus?";
    }
    String range = "units " + scope.firstUnit() + " to " + scope.lastUnit();
    return serial
        ? "Nothing answers on this line ("
            + range
            + "). Swap A and B at one end; check that the pile has power, that its Modbus (follower"
            + " mode) is switched on, and ground. Wider: --units 1-247, --all."
        : "The connection stands, but no unit answers ("
            + range
            + "). Check that Modbus is switched on at the device; wider: --units 0-255.";
  }
}

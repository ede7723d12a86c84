package io.ocpp809.template;

import io.ocpp809.modbus.NeverRead;
import io.ocpp809.modbus.NeverWritten;
import io.ocpp809.station.pile.Capabilities;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A product, read from its template.
 *
 * @param profile name of the template
 * @param vendor maker
 * @param model product
 * @param meter whether it is a meter and no pile
 * @param dc whether the pile charges with direct current
 * @param confidence A: vendor's document or two independent sources; B: one source; C: partly
 *     inferred
 * @param foreign whether it has no addresses: for an asset on any driver whose channels are roles
 * @param transport how the product is reached as delivered
 * @param outletsByUnit whether outlet n is unit + n - 1
 * @param stride addresses from one outlet to the next; 0 if there is one outlet
 * @param block EXACT or GAP:n
 * @param mostRegisters most registers of one read
 * @param neverRead what no joined read touches
 * @param capabilities what it can do, before the operator's leave
 * @param control how it is controlled
 * @param watchdog what feeds its watchdog
 * @param prerequisites settings that it needs
 * @param points its points
 * @param never what nobody writes: what clears faults, sets protection levels and the like
 * @param digest SHA-256 of all that the file says apart from sources and notes, hexadecimal
 */
public record PileTemplate(
    String profile,
    String vendor,
    String model,
    boolean meter,
    boolean dc,
    String confidence,
    boolean foreign,
    TransportDefaults transport,
    boolean outletsByUnit,
    int stride,
    String block,
    int mostRegisters,
    List<NotRead> neverRead,
    Capabilities capabilities,
    Control control,
    WatchdogSpec watchdog,
    List<Prerequisite> prerequisites,
    List<TemplatePoint> points,
    List<Never> never,
    String digest) {
  /**
   * What nobody writes.
   *
   * @param what registers or coils; of outlet n they lie n strides higher
   * @param station whether it lies once in the station, not once an outlet
   */
  public record Never(NeverWritten what, boolean station) {}

  /**
   * What no joined read touches.
   *
   * @param what registers or bits; of outlet n they lie n strides higher
   * @param station whether it lies once in the station, not once an outlet
   */
  public record NotRead(NeverRead what, boolean station) {}

  /** Copies the lists. */
  public PileTemplate {
    neverRead = List.copyOf(neverRead);
    prerequisites = List.copyOf(prerequisites);
    points = List.copyOf(points);
    never = List.copyOf(never);
  }

  /** What nobody writes on the unit of an outlet, counted from 1. */
  public List<NeverWritten> never(int outlet) {
    return never.stream()
        .map(n -> n.station() ? n.what() : n.what().moved(stride * outlet))
        .toList();
  }

  /** The same as text, as the driver takes it in the attribute {@code never} and with a lease. */
  public String neverText(int outlet) {
    return NeverWritten.text(never(outlet));
  }

  /** What no joined read touches on the unit of an outlet, counted from 1. */
  public List<NeverRead> neverRead(int outlet) {
    return neverRead.stream()
        .map(n -> n.station() ? n.what() : n.what().moved(stride * outlet))
        .toList();
  }

  /** The same as text, as the driver takes it in the attribute {@code block.never}. */
  public String neverReadText(int outlet) {
    return NeverRead.text(neverRead(outlet));
  }

  /** The same with more that nobody writes. */
  PileTemplate withNever(List<Never> more) {
    List<Never> all = new ArrayList<>(never);
    more.stream().filter(m -> !all.contains(m)).forEach(all::add);
    return new PileTemplate(
        profile,
        vendor,
        model,
        meter,
        dc,
        confidence,
        foreign,
        transport,
        outletsByUnit,
        stride,
        block,
        mostRegisters,
        neverRead,
        capabilities,
        control,
        watchdog,
        prerequisites,
        points,
        all,
        digest);
  }

  /** Modbus unit as delivered. */
  public int unit() {
    return transport.unit();
  }

  /** The point of that channel name. */
  public Optional<TemplatePoint> channel(String channel) {
    // asked a dozen times for each report of a pile: a stream costs more than the search
    for (TemplatePoint p : points) {
      if (p.channel().equals(channel)) {
        return Optional.of(p);
      }
    }
    return Optional.empty();
  }

  /** The point of that name. */
  public Optional<TemplatePoint> named(String name) {
    return points.stream().filter(p -> p.name().equals(name)).findFirst();
  }

  /**
   * What the pile can do for now: nothing may be written to a product of confidence B or C until
   * one limit step has been watched by somebody on the spot.
   *
   * @param supervised whether that step has passed
   */
  public Capabilities capabilities(boolean supervised) {
    Capabilities c = capabilities;
    return new Capabilities(
        c.gate(),
        c.authoriser(),
        c.energy(),
        c.apparentEnergy(),
        c.dcSide(),
        c.limitKinds(),
        c.watchdog(),
        c.watchdogTimeout(),
        c.failSafeMilliamps(),
        c.unlock(),
        c.phaseSwitch(),
        c.minimumMilliamps(),
        c.stepMilliamps(),
        c.minimumWatts(),
        !trusted() && !supervised);
  }

  /** Whether the pile may be written before somebody has watched a limit step. */
  public boolean trusted() {
    return confidence.equals("A");
  }
}

package io.ocpp809.kura.can;

import io.ocpp809.kura.driver.Shown;
import java.util.Optional;

/** What channels show of a bus at a moment. */
final class Source {
  private static final int RAW_STALE_MILLIS = 5_000;

  private final Bus bus;

  Source(Bus bus) {
    this.bus = bus;
  }

  Bus bus() {
    return bus;
  }

  /**
   * What a channel shows now. A value that is too old is a fault that says how old: it is never
   * repeated as if it had just been heard.
   *
   * @param now time by the clock of the bus
   */
  Shown shown(ChannelSpec spec, long now) {
    ChannelSpec.What what = spec.what();
    if (what instanceof ChannelSpec.Link c) {
      return Shown.of(Counters.value(c.counter(), bus.counters(), bus.words()), now);
    }
    if (what instanceof ChannelSpec.Lease) {
      return Shown.of(bus.restraint().lease(), now);
    }
    return heard(now)
        .orElseGet(
            () ->
                what instanceof ChannelSpec.Raw raw
                    ? raw(spec, raw, now)
                    : gbt(spec, (ChannelSpec.Gbt) what, now));
  }

  /** The fault of all channels of the bus, if there is one. */
  private Optional<Shown> heard(long now) {
    String why = bus.fault();
    return why.isEmpty() ? Optional.empty() : Optional.of(Shown.fault(why, now));
  }

  private Shown raw(ChannelSpec spec, ChannelSpec.Raw raw, long now) {
    Optional<Bus.Heard> heard = bus.newest(raw.key());
    if (heard.isEmpty()) {
      return Shown.fault("no frame " + raw.key() + " was heard yet", now);
    }
    int limit = spec.staleMillis() > 0 ? spec.staleMillis() : RAW_STALE_MILLIS;
    long at = heard.get().nanos();
    if (now - at > limit * 1_000_000L) {
      return Shown.fault("no frame " + raw.key() + " within the last " + limit + " ms", now);
    }
    return raw.signal()
        .value(heard.get().frame())
        .map(v -> Shown.of(v, at))
        .orElseGet(
            () ->
                Shown.fault(
                    "frame "
                        + raw.key()
                        + " has "
                        + heard.get().frame().length()
                        + " octets, the signal needs "
                        + raw.signal().octets(),
                    now));
  }

  private static Shown scaled(Shown shown, ChannelSpec.Gbt g) {
    boolean as = g.factor() == 1 && g.add() == 0;
    return as || !(shown.value() instanceof Number n)
        ? shown
        : Shown.of(n.doubleValue() * g.factor() + g.add(), shown.nanos());
  }

  private Shown gbt(ChannelSpec spec, ChannelSpec.Gbt g, long now) {
    return bus.gbt()
        .map(b -> scaled(b.shown(g.signal(), spec.staleMillis(), now), g))
        .orElseGet(
            () ->
                Shown.fault(
                    "signal: GB/T 27930 is decoded on a charging bus only; set the driver's role to"
                        + " CHARGING_BUS",
                    now));
  }
}

package io.ocpp809.station.core;

import io.ocpp809.station.StationEvent;
import io.ocpp809.station.time.EventTime;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * Accounts for the energy of one EVSE outside transactions: what its register has moved by since
 * the last end of a transaction is either billed by the next one or booked here. Kept over
 * restarts, so that nothing falls between two transactions.
 */
final class IdleEnergy {
  /** Movement from which on something is done about it, in Wh. */
  static final long NOTICE_WH = 10;

  private static final long KEEP_MILLIS = 900_000;
  private static final long BOOK_EVERY_MILLIS = 60_000;

  private final StationContext context;
  private final int evse;
  private long baseWh = -1;
  private EventTime baseAt;
  private long bookedWh;
  private long toldWh;
  private long keptMillis;
  private long bookedMillis = Long.MIN_VALUE;

  IdleEnergy(StationContext context, int evse, OptionalLong endedWh) {
    this.context = context;
    this.evse = evse;
    this.baseAt = context.now();
    context.ports.memory().get(key()).ifPresent(this::parse);
    if (endedWh.isPresent() && endedWh.getAsLong() > baseWh) {
      baseWh = endedWh.getAsLong();
    }
  }

  private String key() {
    return "evse." + evse + ".idle";
  }

  private void parse(byte[] bytes) {
    String[] f = new String(bytes, StandardCharsets.UTF_8).split("\n");
    try {
      baseWh = Long.parseLong(f[0]);
      bookedWh = Long.parseLong(f[1]);
      toldWh = bookedWh;
      baseAt =
          new EventTime(
              f[2], Long.parseLong(f[3]), Instant.parse(f[4]), Boolean.parseBoolean(f[5]));
    } catch (RuntimeException unreadable) {
      baseWh = -1;
    }
  }

  private void save() {
    keptMillis = context.millis();
    String text =
        String.join(
            "\n",
            String.valueOf(baseWh),
            String.valueOf(bookedWh),
            baseAt.bootId(),
            String.valueOf(baseAt.monotonicMillis()),
            baseAt.wall().toString(),
            String.valueOf(baseAt.trusted()));
    context.ports.memory().put(key(), text.getBytes(StandardCharsets.UTF_8));
  }

  /** The register up to which all is accounted for, in Wh; as given if nothing is known yet. */
  long baseWh(long nowWh) {
    return baseWh < 0 ? nowWh : baseWh;
  }

  /** When the register last stood there. */
  EventTime baseAt() {
    return baseAt;
  }

  /**
   * What has moved since, in Wh; never negative.
   *
   * @param readMillis when the register was read, monotonic ms
   */
  long moved(long nowWh, long readMillis) {
    if (baseWh < 0) {
      baseAt = context.at(readMillis);
      baseWh = nowWh;
      save();
    }
    if (nowWh <= baseWh) {
      baseAt = context.at(readMillis);
      if (context.millis() - keptMillis >= KEEP_MILLIS) {
        save();
      }
    }
    return Math.max(0, nowWh - baseWh);
  }

  /** Everything up to this register has been billed. */
  void billed(long wh) {
    baseWh = wh;
    baseAt = context.now();
    save();
  }

  /** Whether it is time to book: energy that goes on flowing is booked once a minute. */
  boolean due() {
    return bookedMillis == Long.MIN_VALUE || context.millis() - bookedMillis >= BOOK_EVERY_MILLIS;
  }

  /** Books what has moved as energy that nobody is billed. */
  void book(long nowWh) {
    long moved = Math.max(0, nowWh - baseWh(nowWh));
    if (moved > 0) {
      EventTime from = baseAt;
      baseWh = nowWh;
      baseAt = context.now();
      unaccounted(moved, from);
    }
  }

  /** Books energy that nobody is billed and that the register does not count, in Wh. */
  void unaccounted(long wh) {
    unaccounted(wh, baseAt);
  }

  private void unaccounted(long wh, EventTime from) {
    bookedMillis = context.millis();
    bookedWh += wh;
    // One value for both, so that no kill can part what was booked from where it was booked up to.
    save();
    context.emit(new StationEvent.EnergyUnaccounted(context.now(), evse, wh, bookedWh));
    if (bookedWh - toldWh >= NOTICE_WH) {
      context.raise(
          "energy.unaccounted",
          evse,
          (bookedWh - toldWh)
              + " Wh flowed outside a transaction between "
              + from.wall()
              + " and "
              + context.wall()
              + " ("
              + bookedWh
              + " Wh in all). Is the pile's own authorisation or another controller active?");
      toldWh = bookedWh;
    }
  }

  /** All energy that was booked since the EVSE was set up, in Wh. */
  long bookedWh() {
    return bookedWh;
  }
}

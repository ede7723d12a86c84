package io.ocpp809.station.core;

import io.ocpp809.station.core.EvseOptions.EnergyPolicy;
import io.ocpp809.station.metering.EnergyRegister;
import io.ocpp809.station.metering.EnergyRegister.State;
import io.ocpp809.station.metering.EnergyRegister.Verdict;
import io.ocpp809.station.pile.PileFault;
import io.ocpp809.station.reading.Measurand;
import io.ocpp809.station.reading.Method;
import io.ocpp809.station.reading.Phase;
import io.ocpp809.station.reading.Reading;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.LongConsumer;

/**
 * The register that bills at one EVSE: chooses the meter, makes a lifetime register of what it
 * shows, and keeps it over restarts.
 *
 * <p>The meter that has billed so far goes on billing while it is only silent: its register counts
 * meanwhile, and nothing is lost. Another one takes its place when it has been silent for {@value
 * #EXCHANGE_MILLIS} ms, or for {@value #EXCHANGE_AT_START_MILLIS} ms after a restart or another
 * configuration.
 */
final class BillingRegister {
  static final long EXCHANGE_MILLIS = 600_000;
  static final long EXCHANGE_AT_START_MILLIS = 60_000;
  private static final long SILENT_MILLIS = 30_000;
  private static final long KEEP_MILLIS = 60_000;

  private final StationContext context;
  private final int evse;
  private final EnergyRegister register = new EnergyRegister(0);
  private final EnergyEstimate estimate = new EnergyEstimate();
  private final FreezeWatch freeze;
  private final MeterFindings findings;
  private EnergyPolicy policy;
  private Source source = Source.ANY;
  private Optional<Reading> basis = Optional.empty();
  private long heardMillis;
  private long attachedMillis;
  private long patience;
  private long readMillis = Long.MIN_VALUE;
  private Optional<LongConsumer> unseen = Optional.empty();
  private String kept = "";
  private long keptMillis;

  /**
   * Which meter, and what of it.
   *
   * @param kind measurand and method, so that an estimate is another source than a register
   * @param meter the meter's name; empty if it has none
   */
  private record Source(String kind, String meter) {
    private static final Source ANY = new Source("", "");

    static Source of(Reading r) {
      return new Source(r.measurand() + ":" + r.method(), r.meter());
    }

    static Source parse(String text) {
      int space = text.indexOf(' ');
      return space < 0 ? ANY : new Source(text.substring(0, space), text.substring(space + 1));
    }

    String text() {
      return kind + " " + meter;
    }

    /** A meter without a name is any meter of its kind. */
    boolean same(Source other) {
      return equals(ANY)
          || kind.equals(other.kind)
              && (meter.equals(other.meter) || meter.isEmpty() || other.meter.isEmpty());
    }
  }

  BillingRegister(StationContext context, EvseOptions options, OptionalDouble journaledWh) {
    this.context = context;
    this.evse = options.evse();
    this.freeze = new FreezeWatch(context, evse);
    this.findings = new MeterFindings(context, evse);
    this.keptMillis = context.millis();
    attached(false);
    options(options);
    context
        .ports
        .memory()
        .get(key())
        .ifPresentOrElse(b -> restore(b, journaledWh), () -> journaled(journaledWh));
  }

  void options(EvseOptions options) {
    policy = options.energy();
    register.maximumWatts(1.2 * options.watts(context.options().voltage()));
  }

  /**
   * The pile or its meter has been attached anew.
   *
   * @param perSession whether its register counts from the start of each session
   */
  void attached(boolean perSession) {
    findings.perSession(perSession);
    patience = EXCHANGE_AT_START_MILLIS;
    heardMillis = context.millis();
    attachedMillis = heardMillis;
  }

  /** A transaction begins with this register although there is none; a later one counts from it. */
  void startAt(long wh) {
    register.startAt(wh);
  }

  private String key() {
    return "evse." + evse + ".register";
  }

  /** The journal may have seen the register later than the memory. */
  private void restore(byte[] bytes, OptionalDouble journaledWh) {
    String[] f = new String(bytes, StandardCharsets.UTF_8).split(" ", 5);
    try {
      State state = new State(Double.parseDouble(f[0]), Double.parseDouble(f[1]));
      estimate.restore(Double.parseDouble(f[2]));
      if (Double.isNaN(state.lastRaw())) {
        journaled(journaledWh);
        return;
      }
      double lastRaw = Math.max(state.lastRaw(), journaledWh.orElse(0) - state.carry());
      long away =
          f.length < 4 ? -1 : context.wall().toEpochMilli() - Instant.parse(f[3]).toEpochMilli();
      register.restore(
          new State(state.carry(), lastRaw), away >= 0 ? context.millis() - away : Long.MIN_VALUE);
      source = f.length < 5 ? Source.ANY : Source.parse(f[4]);
    } catch (RuntimeException unreadable) {
      findings.unreadable(String.valueOf(unreadable.getMessage()));
      journaled(journaledWh);
    }
  }

  /** Nothing was kept but what the journal tells. */
  private void journaled(OptionalDouble wh) {
    if (wh.orElse(-1) > 0) {
      register.restore(new State(0, wh.getAsDouble()), Long.MIN_VALUE);
    } else if (wh.isPresent()) {
      register.startAt(0);
    }
  }

  /** Keeps the register's state if it has changed. */
  void keep() {
    State s = register.state();
    String text = s.carry() + " " + s.lastRaw() + " " + estimate.wh();
    if (!text.equals(kept)) {
      kept = text;
      keptMillis = context.millis();
      String all = text + " " + context.wall() + " " + source.text();
      context.ports.memory().put(key(), all.getBytes(StandardCharsets.UTF_8));
    }
  }

  /**
   * Readings have been given to the journal. A measured register among them need not be kept beside
   * it: a restart takes the higher of both, and each forced write wears a flash card.
   */
  void recorded(List<Reading> readings) {
    boolean told =
        readings.stream()
            .anyMatch(
                r ->
                    r.measurand() == Measurand.ENERGY_ACTIVE_IMPORT_REGISTER
                        && r.method() == Method.MEASURED);
    if (!told) {
      keep();
    }
  }

  /** Takes up the readings of a report. */
  void accept(List<Reading> readings) {
    estimate.accept(readings);
    offered(readings).ifPresentOrElse(this::take, this::watchSilence);
    freeze.watch(register.exactWh().orElse(-1), estimate);
    if (context.millis() - keptMillis >= KEEP_MILLIS) {
      keep();
    }
  }

  private Optional<Reading> offered(List<Reading> readings) {
    Optional<Reading> active = total(readings, Measurand.ENERGY_ACTIVE_IMPORT_REGISTER);
    if (active.filter(r -> r.method() == Method.MEASURED).isPresent()) {
      return active;
    }
    Optional<Reading> apparent = total(readings, Measurand.ENERGY_APPARENT_IMPORT_REGISTER);
    if (apparent.isPresent() && policy != EnergyPolicy.MEASURED) {
      return apparent;
    }
    return policy == EnergyPolicy.ESTIMATED && active.isEmpty()
        ? estimate.reading()
        : Optional.empty();
  }

  private static Optional<Reading> total(List<Reading> readings, Measurand measurand) {
    return readings.stream()
        .filter(r -> r.measurand() == measurand && r.phase() == Phase.ALL)
        .findFirst();
  }

  private void take(Reading r) {
    Source from = Source.of(r);
    double carry = register.state().carry();
    if (!source.same(from)) {
      long silent = context.millis() - heardMillis;
      if (silent < patience || !r.usable() || !Plausibility.possible(r)) {
        watchSilence();
        return;
      }
      if (register.exactWh().isPresent()) {
        register.exchange(r.value(), r.takenAtMillis());
        findings.exchanged(source.meter, silent / 1000, from.meter, Math.round(r.value()));
      }
    }
    source = from;
    heardMillis = context.millis();
    patience = EXCHANGE_MILLIS;
    bill(r);
    if (carry != register.state().carry()) {
      keep();
    }
  }

  private void watchSilence() {
    boolean billed = register.exactWh().isPresent();
    if (billed && context.millis() - heardMillis > SILENT_MILLIS) {
      findings.silent(source.meter);
    }
  }

  private void bill(Reading r) {
    if (!r.usable()) {
      findings.noValue();
      return;
    }
    basis = Optional.of(r);
    double before = register.state().lastRaw();
    OptionalDouble known = register.exactWh();
    Verdict verdict = register.accept(r.value(), r.takenAtMillis());
    if (verdict != Verdict.IMPOSSIBLE && !register.doubted()) {
      boolean first = !read();
      known.ifPresent(this::believed);
      readMillis = r.takenAtMillis();
      if (first) {
        // What has flowed while the gateway was away is known from now on, whatever comes next.
        keep();
      }
    }
    findings.found(verdict, Math.round(r.value()), Math.round(before));
  }

  /** The first reading of this run shows what flowed while nobody looked. */
  private void believed(double knownWh) {
    double moved = register.exactWh().orElse(knownWh) - knownWh;
    if (moved > 0) {
      unseen.ifPresent(
          nobodys -> {
            register.discount(moved);
            nobodys.accept(Math.round(moved));
          });
    }
    unseen = Optional.empty();
  }

  /**
   * A user begins with the register as it was kept, if it has not been read in this run: what the
   * first reading shows above it flowed before him as far as anybody knows.
   *
   * @param nobodys takes what is not his, in Wh
   */
  void beginUnread(LongConsumer nobodys) {
    if (!read()) {
      unseen = Optional.of(nobodys);
    }
  }

  /** What keeps the register from counting, as a warning for the connector's status. */
  Optional<PileFault> warning() {
    return findings.warning(freeze.frozen());
  }

  /** The billing register in Wh; empty before it was read, or if there is none that may bill. */
  OptionalLong wh() {
    return register.wh();
  }

  OptionalDouble exactWh() {
    return register.exactWh();
  }

  /** The reading that the register was made of last. */
  Optional<Reading> basis() {
    return basis;
  }

  /** Whether the register was read at that monotonic time or later; true if there never was one. */
  boolean readSince(long millis) {
    return register.exactWh().isEmpty() || readMillis >= millis;
  }

  /** Whether the register has been read since this start at all. */
  boolean read() {
    return readMillis != Long.MIN_VALUE;
  }

  /** When it was read last, monotonic ms; the present if it was not since this start. */
  long readMillis() {
    return read() ? readMillis : context.millis();
  }

  /** When pile or meter were attached last, monotonic ms. */
  long attachedMillis() {
    return attachedMillis;
  }

  /** Whether the last reading waits to be believed. */
  boolean doubted() {
    return register.doubted();
  }

  /** Whether the register has been read since this start and is not in doubt. */
  boolean current() {
    return read() && !register.doubted();
  }
}

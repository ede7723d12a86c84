package io.ocpp809.kura.station;

import io.ocpp809.station.core.ChargingStation;
import io.ocpp809.station.pile.PileReport;
import io.ocpp809.station.reading.Measurand;
import io.ocpp809.station.reading.Reading;
import io.ocpp809.template.Interpreter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.kura.asset.Asset;

/**
 * An EVSE at work: joins the assets of pile, meter and vehicle into reports for its station, and
 * carries the station's commands to the pile.
 */
final class EvseSession implements AutoCloseable {
  private static final long GATHER_MILLIS = 40;

  private final EvseSettings settings;
  private final ChargingStation station;
  private final StationRuntime runtime;
  private final AssetFeed pile;
  private final Optional<AssetFeed> meter;
  private final Optional<AssetFeed> vehicle;
  private final Interpreter pileReader;
  private final Interpreter meterReader;
  private final AtomicBoolean gathering = new AtomicBoolean();
  private volatile List<String> told = List.of();
  private volatile boolean closed;

  EvseSession(
      EvseSettings settings,
      ChargingStation station,
      StationRuntime runtime,
      boolean sited,
      Asset pileAsset,
      Optional<Asset> meterAsset,
      Optional<Asset> vehicleAsset) {
    this.settings = settings;
    this.station = station;
    this.runtime = runtime;
    this.pileReader = new Interpreter(settings.template(), settings.assetPid());
    this.meterReader = new Interpreter(settings.meterTemplate(), settings.pid() + "-meter");
    this.pile = new AssetFeed(pileAsset, runtime, settings.periodMillis(), this::gather);
    this.meter =
        meterAsset.map(a -> new AssetFeed(a, runtime, settings.periodMillis(), this::gather));
    this.vehicle =
        vehicleAsset.map(a -> new AssetFeed(a, runtime, settings.periodMillis(), this::gather));
    station.attach(
        settings.options(),
        new AssetPilePort(pile, settings.template(), settings.capabilities(), runtime),
        sited);
  }

  private void gather() {
    if (!closed && gathering.compareAndSet(false, true)) {
      runtime.scheduler().schedule(this::hand, GATHER_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private void hand() {
    gathering.set(false);
    if (!closed) {
      runtime.pool().execute(this::report);
    }
  }

  private void report() {
    long now = runtime.time().monotonicMillis();
    PileReport report = pileReader.interpret(pile.values(), now);
    if (meter.isPresent()) {
      report = withMeter(report, meterReader.interpret(meter.get().values(), now));
    }
    if (vehicle.isPresent()) {
      PileReport said = pileReader.interpret(vehicle.get().values(), now);
      report = with(report, join(report.readings(), said.readings(), Set.of(Measurand.SOC)));
    }
    if (!closed) {
      station.report(settings.options().evse(), report);
      List<String> unmet = pileReader.unmet(pile.values());
      if (!unmet.equals(told)) {
        told = unmet;
        station.finding(
            "pile.prerequisite",
            settings.options().evse(),
            unmet.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", unmet)));
      }
    }
  }

  private static PileReport withMeter(PileReport pile, PileReport meter) {
    Set<Measurand> measured = EnumSet.noneOf(Measurand.class);
    meter.readings().forEach(r -> measured.add(r.measurand()));
    if (measured.contains(Measurand.ENERGY_ACTIVE_IMPORT_REGISTER)) {
      measured.add(Measurand.ENERGY_APPARENT_IMPORT_REGISTER);
    }
    return with(pile, join(pile.readings(), meter.readings(), measured));
  }

  private static List<Reading> join(
      List<Reading> base, List<Reading> other, Set<Measurand> replaced) {
    List<Reading> result = new ArrayList<>();
    base.stream().filter(r -> !replaced.contains(r.measurand())).forEach(result::add);
    other.stream().filter(r -> replaced.contains(r.measurand())).forEach(result::add);
    return result;
  }

  private static PileReport with(PileReport r, List<Reading> readings) {
    return new PileReport(
        r.takenAtMillis(),
        r.reachable(),
        r.state(),
        r.cablePlugged(),
        r.fault(),
        r.token(),
        readings,
        r.identity());
  }

  @Override
  public void close() {
    closed = true;
    pile.close();
    meter.ifPresent(AssetFeed::close);
    vehicle.ifPresent(AssetFeed::close);
  }
}

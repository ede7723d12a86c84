package io.ocpp809.kura.station;

import io.ocpp809.station.core.ChargingStation;
import io.ocpp809.station.pile.PileReport;
import io.ocpp809.station.reading.Measurand;
import io.ocpp809.station.reading.Reading;
import io.ocpp809.template.ChannelValue;
import io.ocpp809.template.FailSafeCheck;
import io.ocpp809.template.Interpreter;
import io.ocpp809.template.Roles;
import io.ocpp809.template.VehicleReader;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.eclipse.kura.asset.Asset;

/**
 * An EVSE at work: joins the assets of pile, meter and vehicle into reports for its station, and
 * carries the station's commands to the pile.
 */
final class EvseSession implements AutoCloseable {
  private final EvseSettings settings;
  private final ChargingStation station;
  private final StationRuntime runtime;
  private final Notices notices;
  private final AssetFeed pile;
  private final Optional<AssetFeed> meter;
  private final Optional<AssetFeed> vehicle;
  private final Interpreter pileReader;
  private final Interpreter meterReader;
  private final VehicleReader vehicleReader;
  private final AssetPilePort port;
  private final Consumer<PileReport> watcher;
  private final Gathering gathering;
  private volatile Optional<PileReport> newest = Optional.empty();
  private volatile boolean closed;

  /**
   * The assets of an EVSE.
   *
   * @param pile the pile's asset
   * @param meter the companion meter's
   * @param vehicle that which tells what the vehicle says
   */
  record Assets(Asset pile, Optional<Asset> meter, Optional<Asset> vehicle) {}

  EvseSession(
      EvseSettings settings,
      ChargingStation station,
      StationRuntime runtime,
      boolean sited,
      Assets assets,
      Notices notices,
      Consumer<PileReport> watcher) {
    this.settings = settings;
    this.station = station;
    this.runtime = runtime;
    this.notices = notices;
    this.watcher = watcher;
    this.pileReader = new Interpreter(settings.template(), settings.meterName());
    this.meterReader = new Interpreter(settings.meterTemplate(), settings.pid() + "-meter");
    this.vehicleReader = new VehicleReader(settings.periodMillis());
    this.gathering =
        new Gathering(
            runtime.time()::monotonicMillis,
            runtime.scheduler(),
            () -> runtime.pool().execute(this::report));
    this.pile = feed(assets.pile(), word -> gathering.read());
    this.meter = assets.meter().map(m -> feed(m, word -> gathering.read()));
    this.vehicle = assets.vehicle().map(v -> feed(v, this::heard));
    this.port =
        new AssetPilePort(
            settings.pid(),
            pile,
            settings.template(),
            settings.outlet(),
            settings.capabilities(),
            runtime);
    station.attach(settings.options(), port, sited);
    pile.start();
    meter.ifPresent(AssetFeed::start);
    vehicle.ifPresent(AssetFeed::start);
  }

  private AssetFeed feed(Asset asset, AssetFeed.Changed changed) {
    return new AssetFeed(asset, runtime, settings.periodMillis(), changed);
  }

  private void heard(boolean word) {
    if (word) {
      gathering.word();
    } else {
      gathering.number();
    }
  }

  /** One after another, so that no report overtakes a newer one. */
  private synchronized void report() {
    if (closed) {
      return;
    }
    long now = runtime.time().monotonicMillis();
    PileReport report = pileReader.interpret(pile.values(), now);
    if (settings.metered()) {
      List<Reading> measured =
          meter.map(m -> meterReader.interpret(m.values(), now).readings()).orElse(List.of());
      report = withMeter(report, measured);
    }
    if (vehicle.isPresent()) {
      AssetFeed said = vehicle.get();
      report = report.withVehicle(vehicleReader.read(said.names(), said.values(), now));
    }
    station.report(settings.options().evse(), report);
    newest = Optional.of(report);
    watcher.accept(report);
    notices.tell("asset.pile", fault("PileAsset", pile, pileReader));
    notices.tell("asset.meter", meter.flatMap(m -> fault("MeterAsset", m, meterReader)));
    notices.tell("asset.vehicle", vehicle.flatMap(this::vehicleFault));
    notices.tell("asset.plan", lineFault());
    List<String> unmet = pileReader.unmet(pile.values());
    notices.tell(
        "pile.prerequisite",
        unmet.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", unmet)));
    List<String> failSafe =
        FailSafeCheck.differences(
            settings.template(),
            settings.capabilities(),
            (double) EvseSettings.NOMINAL_VOLTAGE * settings.options().phases(),
            pile.values());
    notices.tell(
        "pile.failsafe",
        failSafe.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", failSafe)));
  }

  /** What is wrong with the lines that the assets are on, not with one of their channels. */
  private Optional<String> lineFault() {
    return lineFault(pile).or(() -> meter.flatMap(this::lineFault));
  }

  private Optional<String> lineFault(AssetFeed feed) {
    String pid = feed.driverPid();
    return runtime.lineFault(pid).map(t -> "driver " + pid + ": " + t);
  }

  private Optional<String> vehicleFault(AssetFeed feed) {
    return feed.fault().isEmpty()
        ? vehicleReader.misread(feed.values()).map(m -> "VehicleAsset: " + m)
        : Optional.of("VehicleAsset: " + feed.fault());
  }

  private static Optional<String> fault(String name, AssetFeed feed, Interpreter reader) {
    if (!feed.fault().isEmpty()) {
      return Optional.of(name + ": " + feed.fault());
    }
    List<String> misread = reader.misread(feed.values());
    return misread.isEmpty()
        ? Optional.empty()
        : Optional.of(name + ": " + String.join("; ", misread));
  }

  /**
   * What the companion meter measures replaces what the pile says of it. Where it bills, the pile's
   * own register never does, also while the meter cannot be read: two registers do not mix.
   */
  private PileReport withMeter(PileReport report, List<Reading> meterSays) {
    Set<Measurand> replaced = EnumSet.noneOf(Measurand.class);
    meterSays.forEach(r -> replaced.add(r.measurand()));
    if (meter.map(m -> m.has(Roles.ENERGY)).orElse(true)) {
      replaced.add(Measurand.ENERGY_ACTIVE_IMPORT_REGISTER);
      replaced.add(Measurand.ENERGY_APPARENT_IMPORT_REGISTER);
    }
    return report.withReadings(join(report.readings(), meterSays, replaced));
  }

  private static List<Reading> join(
      List<Reading> base, List<Reading> other, Set<Measurand> replaced) {
    List<Reading> result = new ArrayList<>();
    base.stream().filter(r -> !replaced.contains(r.measurand())).forEach(result::add);
    other.stream().filter(r -> replaced.contains(r.measurand())).forEach(result::add);
    return result;
  }

  /** The way to the pile. */
  AssetPilePort port() {
    return port;
  }

  /** What the pile's channels show now. */
  PileLook look() {
    Map<String, ChannelValue> values = pile.values();
    long now = runtime.time().monotonicMillis();
    return new PileLook(
        settings.template(),
        values,
        pileReader.interpret(values, now),
        pileReader.unmet(values),
        pileReader.misread(values),
        now);
  }

  /** What the pile has said last. */
  Optional<PileReport> newest() {
    return newest;
  }

  @Override
  public void close() {
    closed = true;
    gathering.close();
    pile.close();
    meter.ifPresent(AssetFeed::close);
    vehicle.ifPresent(AssetFeed::close);
  }
}

package io.ocpp809.kura.iec104;

import io.ocpp809.iec104.link.ServerOptions;
import io.ocpp809.iec104.link.StationServer;
import io.ocpp809.iec104.site.GridSide;
import io.ocpp809.iec104.station.Audit;
import io.ocpp809.iec104.station.ControlledStation;
import io.ocpp809.iec104.station.GroupSettings;
import io.ocpp809.iec104.station.Moment;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/**
 * A controlled station at work, made from one form. What stands is looked after from the beginning,
 * also while nothing is listened on: that nobody can connect is a loss of the link like any other.
 */
final class GridStation implements AutoCloseable {
  private final GridSettings settings;
  private final GridSide grid;
  private final StationServer server;

  /**
   * Begins; what stood before is taken up.
   *
   * @param keys our keys, whose certificates' end is told
   * @param journal takes what was commanded
   * @param warn takes what cannot be done, in words
   * @param before the station whose place it takes
   */
  GridStation(
      GridSettings settings,
      SiteLink site,
      GridStore store,
      Keystores keys,
      Consumer<Audit> journal,
      Consumer<String> warn,
      Optional<GridStation> before) {
    this.settings = settings;
    Supplier<Moment> clock = () -> site.moment(System.nanoTime() / 1_000_000, Instant.now());
    grid =
        new GridSide(
            site,
            settings.plan(),
            settings.grid(),
            settings.remote(),
            clock,
            () -> settings.secured() ? keys.days(Instant.now()) : Optional.empty(),
            journal,
            store::limits);
    ControlledStation station =
        new ControlledStation(
            settings.station(),
            settings.plan().table(),
            settings.groups(),
            grid,
            store.events(
                settings.groups().stream().map(GroupSettings::name).toList(),
                settings.groups().stream().mapToInt(GroupSettings::events).max().orElse(0)),
            grid);
    grid.bind(station);
    before.ifPresent(b -> grid.takeOver(b.grid));
    grid.restore(store.limits());
    server = new StationServer(station, clock, grid);
    server.everySecond(
        () -> {
          grid.tick();
          store.forced().stream().map(grid::force).filter(t -> !t.isEmpty()).forEach(warn);
        });
  }

  GridSettings settings() {
    return settings;
  }

  /** Opens the port in place of the one before. */
  void listen(ServerOptions options, Optional<SSLContext> tls) throws IOException {
    server.listen(options, tls);
  }

  /** Closes the port; what stands goes on. */
  void shut() {
    server.shut();
  }

  /** The port that is listened on, if any. */
  Optional<Integer> port() {
    return server.listening() ? Optional.of(server.port()) : Optional.empty();
  }

  /** Something has changed at the site. */
  void nudge() {
    server.nudge();
  }

  /** Takes all limits back; nothing is demanded any more. */
  void withdraw() {
    server.tell(s -> grid.withdraw());
  }

  @Override
  public void close() {
    server.close();
  }
}

package io.ocpp809.kura.station;

import io.ocpp809.station.mailbox.Mailbox;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.eclipse.kura.configuration.ConfigurationService;

/**
 * Has the assets made that an EVSE's form asks for, on a thread that may wait for Kura, one order
 * after another. What Kura is not ready for is tried again, and told only when that fails too.
 * Lives in the EVSE's mailbox.
 */
final class AssetDesk {
  private final StationRuntime runtime;
  private final Mailbox mailbox;
  private final Notices notices;
  private final Slot<ConfigurationService> configuration;
  private volatile Optional<ConfigurationService> last = Optional.empty();
  private List<AssetOrder> orders = List.of();
  private boolean making;
  private boolean changed;
  private boolean closed;
  private int attempts;

  AssetDesk(
      StationRuntime runtime,
      Mailbox mailbox,
      Notices notices,
      Slot<ConfigurationService> configuration) {
    this.runtime = runtime;
    this.mailbox = mailbox;
    this.notices = notices;
    this.configuration = configuration;
  }

  /** Takes what the form asks for now. */
  void order(List<AssetOrder> next) {
    orders = next;
    make();
  }

  /** Makes what is ordered, as soon as Kura's configuration service is there. */
  void make() {
    Optional<ConfigurationService> service = configuration.get();
    if (closed || service.isEmpty()) {
      return;
    }
    if (making) {
      changed = true;
      return;
    }
    if (orders.isEmpty()) {
      notices.tell("evse.asset", Optional.empty());
      return;
    }
    making = true;
    AssetMaker maker = new AssetMaker(service.get());
    List<AssetOrder> now = orders;
    boolean waited = attempts > 0;
    runtime
        .assets()
        .read(
            this,
            () -> {
              List<AssetMaker.Result> results =
                  now.stream().map(o -> maker.make(o, waited)).toList();
              mailbox.post(() -> made(results));
            });
  }

  private void made(List<AssetMaker.Result> results) {
    making = false;
    boolean again = results.stream().anyMatch(AssetMaker.Result::again);
    attempts = again ? attempts + 1 : 0;
    List<String> texts =
        results.stream()
            .filter(r -> !r.again() || attempts > 1)
            .flatMap(r -> r.finding().stream())
            .toList();
    notices.tell(
        "evse.asset", texts.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", texts)));
    if (changed) {
      changed = false;
      make();
    } else if (again) {
      mailbox.after(Patience.MILLIS, this::make);
    }
  }

  /**
   * Keeps Kura's configuration service for {@link #discard()}, on the thread that will unbind it.
   */
  void keepService() {
    last = configuration.get();
  }

  /** Makes nothing any more. */
  void close() {
    closed = true;
  }

  /**
   * Deletes the assets of an EVSE that is deleted, by the service of {@link #keepService()}. Later:
   * Kura's rollback deletes every EVSE too, and brings it back at once.
   */
  void discard() {
    List<AssetOrder> gone = orders;
    last.map(AssetMaker::new)
        .ifPresent(
            maker ->
                runtime
                    .scheduler()
                    .schedule(
                        () -> runtime.assets().read(this, () -> gone.forEach(maker::discard)),
                        Patience.MILLIS,
                        TimeUnit.MILLISECONDS));
  }
}

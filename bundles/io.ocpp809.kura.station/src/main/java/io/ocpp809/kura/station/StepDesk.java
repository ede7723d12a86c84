package io.ocpp809.kura.station;

import io.ocpp809.station.core.LimitStep;
import io.ocpp809.station.mailbox.Mailbox;
import io.ocpp809.station.pile.PileCommand;
import io.ocpp809.station.pile.PilePort;
import io.ocpp809.station.pile.PileReport;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.configuration.ComponentConfiguration;
import org.eclipse.kura.configuration.ConfigurationService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the supervised limit step of an EVSE when its form asks for it, by way of the pile's own
 * asset and under the station's lease. The wish is taken back in the form as soon as the step has
 * begun, so that nothing begins by itself after a restart. Lives in the EVSE's mailbox.
 */
final class StepDesk {
  /** Attribute of the form. */
  static final String ATTRIBUTE = "supervise";

  private static final Logger LOG = LoggerFactory.getLogger(StepDesk.class);
  private static final String FINDING = "pile.limit-step";
  private static final long TICK_MILLIS = 1_000;
  private static final long RENEW_MILLIS = 2_500;
  private static final Duration LEASE = Duration.ofSeconds(10);

  private final StationRuntime runtime;
  private final Mailbox mailbox;
  private final Notices notices;
  private final Slot<ConfigurationService> configuration;
  private Optional<Running> running = Optional.empty();
  private String wish = Wish.OFF.name();
  private boolean known;

  /** What the form may ask for. */
  enum Wish {
    /** Nothing. */
    OFF,
    /** A step while a vehicle charges. */
    CHARGING,
    /** A step without a vehicle. */
    EMPTY
  }

  private record Running(LimitStep step, PilePort port, String serial, Consumer<String> passed) {}

  StepDesk(
      StationRuntime runtime,
      Mailbox mailbox,
      Notices notices,
      Slot<ConfigurationService> configuration) {
    this.runtime = runtime;
    this.mailbox = mailbox;
    this.notices = notices;
    this.configuration = configuration;
  }

  /**
   * Takes what the form says, and has a wish taken back there.
   *
   * @return what is to be begun now: a wish that was not there before
   * @throws IllegalArgumentException naming the attribute, if it is wrong
   */
  Wish asked(Props form) {
    Wish next = form.constant(Wish.class, ATTRIBUTE, Wish.OFF);
    boolean fresh = known && next != Wish.OFF && !next.name().equals(wish);
    if (next != Wish.OFF && (fresh || !known)) {
      takeBack(form.pid());
    }
    known = true;
    wish = next.name();
    return fresh ? next : Wish.OFF;
  }

  /** Takes the wish back in the form, on a thread that may wait for Kura. */
  private void takeBack(String pid) {
    configuration
        .get()
        .ifPresent(
            service ->
                runtime
                    .assets()
                    .read(
                        this,
                        () -> {
                          try {
                            Map<String, Object> off = Map.of(ATTRIBUTE, Wish.OFF.name());
                            service.updateConfiguration(pid, off, true);
                          } catch (KuraException e) {
                            LOG.warn("EVSE {}: {}: {}", pid, ATTRIBUTE, e.getMessage());
                          }
                        }));
  }

  /**
   * Finds out where a driver of ours finds its devices, on a thread that may wait for Kura.
   *
   * @param driver {@code kura.service.pid} of the driver
   * @param to takes host and port, or device, in the EVSE's mailbox; the empty text if not known
   */
  void endpoint(String driver, Consumer<String> to) {
    Optional<ConfigurationService> service = configuration.get();
    if (service.isEmpty()) {
      to.accept("");
      return;
    }
    runtime
        .assets()
        .read(
            this,
            () -> {
              String found = endpoint(service.get(), driver);
              mailbox.post(() -> to.accept(found));
            });
  }

  private static String endpoint(ConfigurationService service, String driver) {
    try {
      ComponentConfiguration there = service.getComponentConfiguration(driver);
      Map<String, Object> form = there == null ? null : there.getConfigurationProperties();
      return form == null
          ? ""
          : wayAttributes(form)
              .map(form::get)
              .filter(Objects::nonNull)
              .map(v -> v.toString().replace('\n', ' '))
              .collect(Collectors.joining(" "));
    } catch (KuraException e) {
      return "";
    }
  }

  /** The attributes that say which device it is. */
  private static Stream<String> wayAttributes(Map<String, Object> form) {
    boolean calling = String.valueOf(form.get("transport")).startsWith("DIAL_IN");
    Stream<String> dialled = Stream.of("transport", "host", "port", "device");
    return calling ? Stream.concat(dialled, Stream.of("caller.by", "caller")) : dialled;
  }

  /** Says why no step can be made. */
  void cannot(String why) {
    notices.tell(FINDING, Optional.of("limit step: not begun: " + why));
  }

  /** Says nothing any more of an earlier step. */
  void forget() {
    if (running.isEmpty()) {
      notices.tell(FINDING, Optional.empty());
    }
  }

  /**
   * Begins a step.
   *
   * @param step the step
   * @param port the way to the pile
   * @param report what the pile has said last
   * @param passed called with the pile's serial number when the step has passed
   */
  void begin(LimitStep step, PilePort port, PileReport report, Consumer<String> passed) {
    running = Optional.of(new Running(step, port, report.identity().serial(), passed));
    tell(step.begin(report, now()));
    settle();
    tick();
    renew();
  }

  /** Words of a step, for the operator. */
  void say(String words) {
    notices.tell(FINDING, Optional.of("limit step: " + words));
  }

  boolean busy() {
    return running.isPresent();
  }

  /** The pile has said something. */
  void report(PileReport report) {
    running.ifPresent(r -> tell(r.step().report(report, now())));
    settle();
  }

  /** The way to the pile goes. */
  void abort(String why) {
    running.ifPresent(r -> tell(r.step().abort(why, now())));
    settle();
  }

  private void tell(Optional<PileCommand> command) {
    Running r = running.orElseThrow();
    command.ifPresent(
        c ->
            r.port()
                .execute(
                    c,
                    o ->
                        mailbox.urgent(
                            () -> {
                              if (running.filter(x -> x == r).isPresent()) {
                                tell(r.step().outcome(c, o, now()));
                                settle();
                              }
                            })));
  }

  private void tick() {
    if (busy()) {
      tell(running.get().step().tick(now()));
      settle();
      mailbox.after(TICK_MILLIS, this::tick);
    }
  }

  /** The pile's watchdog is fed while the step lasts. */
  private void renew() {
    if (busy()) {
      mailbox.after(
          RENEW_MILLIS,
          () -> {
            running.ifPresent(r -> r.port().renewLease(LEASE));
            renew();
          });
    }
  }

  private void settle() {
    Running r = running.orElse(null);
    if (r == null || !r.step().over()) {
      return;
    }
    running = Optional.empty();
    if (r.step().passed()) {
      LOG.info("limit step: {}", r.step().words());
      notices.tell(FINDING, Optional.empty());
      r.passed().accept(r.serial());
    }
  }

  /** Monotonic ms. */
  long now() {
    return runtime.time().monotonicMillis();
  }
}

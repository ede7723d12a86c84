package io.ocpp809.kura.modbus;

import io.ocpp809.modbus.Device;
import io.ocpp809.modbus.Lease;
import io.ocpp809.modbus.Line;
import io.ocpp809.modbus.Priority;
import io.ocpp809.modbus.Reply;
import io.ocpp809.modbus.Request;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The line of a driver over all changes of its form: opened, tried again while it cannot be, lent
 * to a survey. Devices, leases and what must not be written go along to the line that follows. Safe
 * for many threads.
 */
final class DriverLine {
  private static final Logger LOG = LoggerFactory.getLogger(ModbusDriver.class);
  private static final int RETRY_MILLIS = 2_000;
  private static final String NOT_ACTIVE = "the driver is not active";
  private static final String LENT =
      "the line is being surveyed by remote request; wait for its end, or stop it";

  private final Listeners listeners;
  private final Channels channels;
  private final Keystores keystores;
  private volatile DriverOptions options;
  private volatile Optional<DriverSession> session = Optional.empty();
  private volatile String fault = NOT_ACTIVE;
  private Map<DriverSession.DeviceKey, Device> devices = Map.of();
  private String devicesAt = "";
  private ScheduledFuture<?> retry;
  private boolean active;
  private boolean lent;
  private Optional<Line> before = Optional.empty();

  /**
   * Has no line until it is configured.
   *
   * @param listeners are told why there is no line
   * @param channels what each session polls and must not write
   * @param keystores for lines through TLS
   */
  DriverLine(Listeners listeners, Channels channels, Keystores keystores) {
    this.listeners = listeners;
    this.channels = channels;
    this.keystores = keystores;
  }

  /** The form has changed, or been given for the first time. */
  synchronized void configure(Map<String, Object> properties) {
    active = true;
    DriverOptions next;
    try {
      next = DriverOptions.of(properties);
    } catch (IllegalArgumentException e) {
      close();
      options = null;
      report(e.getMessage());
      return;
    }
    if (session.isPresent() && next.equals(options)) {
      return;
    }
    if (session.isPresent() && next.line().equals(options.line())) {
      options = next;
      session.get().restart(next);
      return;
    }
    close();
    options = next;
    open();
  }

  private void open() {
    if (lent) {
      report(LENT);
      return;
    }
    try {
      boolean same = options.line().endpoint().equals(devicesAt);
      Optional<Line> there = same ? before : Optional.empty();
      DriverSession next = new DriverSession(options, listeners, devices, there, keystores);
      channels.begin(next);
      session = Optional.of(next);
      fault = "";
    } catch (IllegalStateException e) {
      report(e.getMessage());
      retry =
          LineRegistry.instance()
              .timer()
              .schedule(this::again, RETRY_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private synchronized void again() {
    if (retry != null && session.isEmpty() && options != null) {
      open();
    }
  }

  private void report(String why) {
    if (!why.equals(fault)) {
      LOG.warn("Modbus driver: {}", why);
    }
    fault = why;
    listeners.fault(why);
  }

  private void close() {
    if (retry != null) {
      retry.cancel(false);
      retry = null;
    }
    session.ifPresent(
        s -> {
          s.close();
          devices = s.devices();
          devicesAt = s.endpoint();
          before = Optional.of(s.line());
        });
    session = Optional.empty();
  }

  /** The driver ends. */
  synchronized void end() {
    active = false;
    close();
    fault = NOT_ACTIVE;
    devices = Map.of();
    before = Optional.empty();
  }

  /**
   * Lets go of the line, so that it can be surveyed; until {@link #takeBack()} reads and writes
   * fail with that reason.
   *
   * @return why not; empty if it is let go
   */
  synchronized Optional<String> lend() {
    if (lent) {
      return Optional.of(LENT);
    }
    if (session.isEmpty()) {
      return Optional.of(fault);
    }
    if (session.get().used() || channels.listened()) {
      return Optional.of(
          "an asset uses this line, or has within the last two minutes; a transaction may run at its"
              + " pile. Disable the asset first");
    }
    if (options.line().security().isPresent() || options.line().calling().isPresent()) {
      return Optional.of(
          "a survey is for serial ports and TCP without TLS; read and test work here");
    }
    if (LineRegistry.instance().shared(options.line())) {
      return Optional.of("another driver uses this line, too; delete or change it first");
    }
    Line line = session.get().line();
    OptionalInt silent =
        IntStream.rangeClosed(0, 255)
            .filter(unit -> line.lease(unit).filter(Lease::silent).isPresent())
            .findFirst();
    if (silent.isPresent()) {
      return Optional.of(
          "unit "
              + silent.getAsInt()
              + " is left alone because its station's lease has ended: asking would feed its"
              + " watchdog. Start its station again, or disable and enable the driver's bundle");
    }
    lent = true;
    close();
    report(LENT);
    return Optional.empty();
  }

  /** The survey is over. */
  synchronized void takeBack() {
    lent = false;
    if (session.isEmpty() && options != null && active) {
      open();
    }
  }

  /** What the form says; empty while it is wrong. */
  Optional<DriverOptions> options() {
    return Optional.ofNullable(options);
  }

  /** The use of the line while there is one. */
  Optional<DriverSession> session() {
    return session;
  }

  /** Why there is no line; empty if there is. */
  String fault() {
    return fault;
  }

  /** Reads once over the line, in turn with its polls, within the bound of the form. */
  Reply ask(Request.Read request) {
    Optional<DriverSession> s = session;
    DriverOptions o = options;
    if (s.isEmpty() || o == null) {
      return new Reply.Failed(Reply.Failed.Kind.LINK, fault);
    }
    CompletableFuture<Reply> reply = s.get().line().submit(request, Priority.DEMAND);
    try {
      return reply.get(o.boundMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      String text = "no answer within " + o.boundMillis() + " ms; the line is busy";
      return new Reply.Failed(Reply.Failed.Kind.TIMEOUT, text);
    } catch (ExecutionException e) {
      return new Reply.Failed(Reply.Failed.Kind.LINK, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Reply.Failed(Reply.Failed.Kind.LINK, "interrupted");
    }
  }
}

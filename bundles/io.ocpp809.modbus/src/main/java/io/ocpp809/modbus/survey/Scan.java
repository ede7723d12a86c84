package io.ocpp809.modbus.survey;

import io.ocpp809.modbus.Link;
import io.ocpp809.serial.SerialException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Carries a scan out: opens the endpoint as {@link LineFinder} asks for it, puts its questions and
 * asks the units that were found who they are. Before the first question a serial line is listened
 * to: where somebody else talks, nothing is sent. Reads only; each read is one register.
 */
public final class Scan {
  private static final int LISTEN_MILLIS = 1_200;
  private static final long OPEN_NANOS = 3_000_000_000L;

  private final Ports ports;
  private final ScanScope scope;
  private final BooleanSupplier stopped;
  private final Progress progress;

  /** Opens the endpoint. */
  @FunctionalInterface
  public interface Ports {
    /**
     * Opens it.
     *
     * @param way how it is spoken to
     * @param deadlineNanos instant of {@link System#nanoTime()} by which to return
     * @throws IOException if it cannot be opened; the message says why and what to do
     */
    Link open(Way way, long deadlineNanos) throws IOException;
  }

  /** Told how far a scan is. */
  @FunctionalInterface
  public interface Progress {
    /**
     * A question is about to be asked.
     *
     * @param probe the question
     * @param finder what is known so far
     */
    void asking(Probe probe, LineFinder finder);
  }

  /**
   * What a scan has found.
   *
   * @param finder settings, units and hints
   * @param identities what units say of themselves, for those that do
   * @param foreign octets that were heard before anything was sent: somebody else talks; then
   *     nothing was asked
   * @param stopped whether it was stopped before its end
   * @param fault why it could not go on; empty if it could
   * @param seconds how long it took
   */
  public record Report(
      LineFinder finder,
      Map<Integer, Identification> identities,
      int foreign,
      boolean stopped,
      String fault,
      double seconds) {}

  /**
   * Prepares a scan.
   *
   * @param ports the endpoint
   * @param scope what is looked for
   * @param stopped asked before each request; nothing is sent after it has said yes
   * @param progress told of each question
   */
  public Scan(Ports ports, ScanScope scope, BooleanSupplier stopped, Progress progress) {
    this.ports = ports;
    this.scope = scope;
    this.stopped = stopped;
    this.progress = progress;
  }

  /** Scans; the endpoint is closed when it returns, whatever happened. */
  public Report run() {
    long begin = System.nanoTime();
    LineFinder finder = new LineFinder(scope);
    Map<Integer, Identification> identities = new LinkedHashMap<>();
    int foreign = 0;
    boolean wasStopped = false;
    String fault = "";
    try {
      foreign = listen();
      if (foreign == 0) {
        search(finder, identities);
      }
    } catch (StoppedException e) {
      wasStopped = true;
    } catch (IOException e) {
      fault = String.valueOf(e.getMessage());
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    return new Report(finder, identities, foreign, wasStopped, fault, seconds);
  }

  /** Octets that come although nothing was asked; at any rate, a wrong one too, they show. */
  private int listen() throws IOException {
    Way first = scope.ways().get(0);
    if (first.format().isEmpty()) {
      return 0;
    }
    byte[] buffer = new byte[256];
    int heard = 0;
    try (Link link = ports.open(first, System.nanoTime() + OPEN_NANOS)) {
      link.discard();
      long end = System.nanoTime() + LISTEN_MILLIS * 1_000_000L;
      while (System.nanoTime() < end) {
        if (stopped.getAsBoolean()) {
          throw new StoppedException();
        }
        heard += link.read(buffer, 0, Math.min(end, System.nanoTime() + 50_000_000L));
      }
    }
    return heard > 2 ? heard : 0;
  }

  private void search(LineFinder finder, Map<Integer, Identification> identities)
      throws IOException {
    Exchange exchange = null;
    Way open = null;
    try {
      for (Optional<Probe> p = finder.next(); p.isPresent(); p = finder.next()) {
        Probe probe = p.get();
        if (exchange == null || !probe.way().equals(open)) {
          if (exchange != null) {
            exchange.close();
          }
          open = probe.way();
          exchange = null;
          try {
            exchange = open(open);
          } catch (SerialException e) {
            if (e.kind() != SerialException.Kind.SETTINGS) {
              throw e;
            }
            finder.impossible(open);
            continue;
          }
        }
        progress.asking(probe, finder);
        try {
          finder.heard(exchange.probe(probe));
        } catch (StoppedException e) {
          throw e;
        } catch (IOException e) {
          // A TCP device may hang up on what it does not understand: that is an answer of a kind.
          if (open.format().isPresent()) {
            throw e;
          }
          finder.heard(Heard.silence(false));
          exchange.close();
          exchange = null;
        }
      }
      if (exchange != null) {
        identify(finder, exchange, identities);
      }
    } finally {
      if (exchange != null) {
        exchange.close();
      }
    }
  }

  private void identify(
      LineFinder finder, Exchange exchange, Map<Integer, Identification> identities)
      throws IOException {
    for (int unit : finder.units().keySet().stream().sorted().toList()) {
      try {
        Identification.ask(exchange, unit, scope.waitMillis())
            .ifPresent(who -> identities.put(unit, who));
      } catch (StoppedException e) {
        throw e;
      } catch (IOException e) {
        // Who does not know the function may hang up; what was found stands.
        return;
      }
    }
  }

  private Exchange open(Way way) throws IOException {
    if (stopped.getAsBoolean()) {
      throw new StoppedException();
    }
    Link link = ports.open(way, System.nanoTime() + OPEN_NANOS);
    return new Exchange(link, way, scope.waitMillis(), 0, stopped);
  }
}

package io.ocpp809.kura.modbus;

import io.ocpp809.kura.modbus.DriverOptions.LineOptions;
import io.ocpp809.modbus.Link;
import io.ocpp809.modbus.survey.Findings;
import io.ocpp809.modbus.survey.LineFinder;
import io.ocpp809.modbus.survey.LineFormat;
import io.ocpp809.modbus.survey.Listening;
import io.ocpp809.modbus.survey.PortLink;
import io.ocpp809.modbus.survey.Scan;
import io.ocpp809.modbus.survey.ScanScope;
import io.ocpp809.modbus.survey.SocketLink;
import io.ocpp809.modbus.survey.Way;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A scan of a driver's line, or listening to it, while the driver has let go of it. Runs on the
 * thread that calls {@link #run()}; how it stands can be asked from any.
 */
final class Survey {
  private static final long OPEN_NANOS = 3_000_000_000L;
  private static final String OWNER = "a survey of the line by remote request";

  private final LineOptions line;
  private final Work work;
  private final AtomicBoolean stopped = new AtomicBoolean();
  private volatile String progress = "begins";
  private volatile Optional<Map<String, Object>> result = Optional.empty();

  /** What is to be done. */
  private interface Work {
    Map<String, Object> perform() throws IOException;
  }

  private Survey(LineOptions line, boolean listen, int first, int last, boolean all, int seconds) {
    this.line = line;
    this.work = listen ? () -> listen(seconds) : () -> scan(first, last, all);
  }

  /**
   * A scan.
   *
   * @param first first unit that is asked once the settings are known
   * @param last last unit
   * @param all whether rare settings are tried, too
   */
  static Survey scan(LineOptions line, int first, int last, boolean all) {
    return new Survey(line, false, first, last, all, 0);
  }

  /** Listening for so many seconds. */
  static Survey listen(LineOptions line, int seconds) {
    return new Survey(line, true, 0, 0, false, seconds);
  }

  /** Works until it is done or stopped. */
  void run() {
    Map<String, Object> found;
    try {
      found = work.perform();
    } catch (IOException | RuntimeException e) {
      found = new LinkedHashMap<>();
      found.put("endpoint", line.endpoint());
      found.put("fault", String.valueOf(e.getMessage()));
    }
    result = Optional.of(found);
  }

  /** Sends nothing more; ends within a fraction of a second. */
  void stop() {
    stopped.set(true);
  }

  /** How it stands, or what it has found. */
  Map<String, Object> status() {
    Map<String, Object> status = new LinkedHashMap<>();
    Optional<Map<String, Object>> done = result;
    status.put("running", done.isEmpty());
    status.put("progress", done.isPresent() ? "done" : progress);
    done.ifPresent(r -> status.put("result", r));
    return status;
  }

  private Way own() {
    return switch (line.transport()) {
      case TCP, TLS, DIAL_IN_TCP -> Way.tcp();
      case RTU_OVER_TCP, RTU_OVER_TLS, DIAL_IN_RTU -> Way.rtuOverTcp();
      case RTU -> Way.serial(new LineFormat(line.baud(), line.parity(), line.stopBits()));
    };
  }

  private Link open(Way way, long deadlineNanos) throws IOException {
    return way.format().isPresent()
        ? PortLink.open(line.device(), way.format().get(), line.rs485(), OWNER)
        : SocketLink.open(line.host(), line.port(), deadlineNanos);
  }

  private Map<String, Object> scan(int first, int last, boolean all) {
    boolean serial = own().format().isPresent();
    List<Way> ways = serial ? LineFinder.serialWays(all) : List.of(Way.tcp(), Way.rtuOverTcp());
    int unit = serial ? 1 : 255;
    ScanScope scope =
        new ScanScope(
            ways,
            List.of(new ScanScope.Hint(own(), unit, Optional.empty(), 0)),
            first,
            last,
            serial ? ScanScope.SERIAL_MILLIS : ScanScope.NETWORK_MILLIS,
            0,
            all);
    Scan.Report report =
        new Scan(
                this::open,
                scope,
                stopped::get,
                (probe, finder) ->
                    progress =
                        probe.way()
                            + ", unit "
                            + probe.unit()
                            + ", "
                            + finder.done()
                            + " asked, at most "
                            + finder.left()
                            + " more")
            .run();
    return Findings.of(report, line.endpoint());
  }

  private Map<String, Object> listen(int seconds) throws IOException {
    Way way = own();
    Listening listening = new Listening(way);
    String fault = "";
    try (Link link = open(way, System.nanoTime() + OPEN_NANOS)) {
      listening.run(
          link,
          seconds,
          stopped::get,
          () -> progress = "listening at " + way + ", " + listening.ear().frames() + " frames");
    } catch (IOException e) {
      fault = String.valueOf(e.getMessage());
    }
    Map<String, Object> found = Findings.of(listening.ear(), listening.map(), way, line.endpoint());
    found.put("fault", fault);
    return found;
  }
}

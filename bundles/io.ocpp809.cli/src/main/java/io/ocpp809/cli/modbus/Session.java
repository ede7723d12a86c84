package io.ocpp809.cli.modbus;

import io.ocpp809.modbus.FrameTrace;
import io.ocpp809.modbus.Link;
import io.ocpp809.modbus.Reply;
import io.ocpp809.modbus.Request;
import io.ocpp809.modbus.survey.Asker;
import io.ocpp809.modbus.survey.Exchange;
import io.ocpp809.modbus.survey.StoppedException;
import io.ocpp809.modbus.survey.Way;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Reads over one endpoint. A device that hangs up is connected to anew for the next read, as some
 * do on a register that they do not have; one that cannot be reached at all ends the work.
 */
final class Session implements Asker, AutoCloseable {
  private static final long OPEN_NANOS = 3_000_000_000L;
  private static final int LOST_MOST = 3;

  private final Where where;
  private final Way way;
  private final int waitMillis;
  private final int gapMillis;
  private final BooleanSupplier stopped;
  private final Consumer<String> notice;
  private final FrameTrace trace = new FrameTrace();
  private Optional<Path> file = Optional.empty();
  private Doorway doorway;
  private Exchange exchange;
  private int lost;

  Session(Where where, Way way, int waitMillis, int gapMillis, Desk desk) {
    this.where = where;
    this.way = way;
    this.waitMillis = waitMillis;
    this.gapMillis = gapMillis;
    this.stopped = desk::stopped;
    this.notice = desk::notice;
  }

  /** Keeps the last frames, and writes them to a file at the end. */
  Session traced(Optional<String> name) {
    name.ifPresent(n -> trace.on(true));
    file = name.map(Path::of);
    return this;
  }

  /** Connects, so that an endpoint that is not there is told before anything else. */
  void open() throws IOException {
    if (exchange == null) {
      exchange = new Exchange(link(), way, waitMillis, gapMillis, stopped, trace);
    }
  }

  /** A device that dials in is waited for; the port stays open for its next call. */
  private Link link() throws IOException {
    if (!where.calling()) {
      return where.open(way, System.nanoTime() + OPEN_NANOS);
    }
    if (doorway == null) {
      doorway = new Doorway(where.host(), where.port(), notice);
    }
    return doorway.next(stopped);
  }

  @Override
  public Reply ask(Request.Read request) throws IOException {
    open();
    try {
      Reply reply = exchange.ask(request);
      lost = 0;
      return reply;
    } catch (StoppedException e) {
      throw e;
    } catch (IOException e) {
      disconnect();
      if (++lost >= LOST_MOST) {
        throw e;
      }
      return new Reply.Failed(Reply.Failed.Kind.LINK, where + ": " + e.getMessage());
    }
  }

  @Override
  public void close() throws IOException {
    disconnect();
    if (doorway != null) {
      doorway.close();
      doorway = null;
    }
    if (file.isPresent()) {
      long nanos = System.nanoTime();
      Instant now = Instant.now();
      List<String> lines = new ArrayList<>(List.of(where + ", " + way + ", times in UTC"));
      trace.entries().forEach(e -> lines.add(e.text(nanos, now)));
      try {
        Files.write(file.get(), lines);
      } catch (IOException e) {
        throw new IOException("--trace: " + file.get() + " cannot be written: " + e, e);
      }
    }
  }

  private void disconnect() {
    if (exchange != null) {
      exchange.close();
      exchange = null;
    }
  }
}

package io.ocpp809.can;

import io.ocpp809.can.LinkException.Kind;
import io.ocpp809.can.LinkSettings.Pace;
import io.ocpp809.can.LinkSettings.Replay;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Replays a log. The first frame is heard at once, the others as much later as their stamps are, in
 * real time or as fast as they are taken.
 */
final class ReplayCarrier implements Carrier {
  private final Replay replay;
  private final LongSupplier clock;
  private LogReader reader;
  private Optional<LogFrame> next = Optional.empty();
  private boolean begun;
  private long offset;
  private long brokenTold;
  private long errorsTold;

  ReplayCarrier(Replay replay, LongSupplier clock) {
    this.replay = replay;
    this.clock = clock;
  }

  @Override
  public String open() throws LinkException {
    if (!Files.isRegularFile(replay.file())) {
      throw new LinkException(Kind.ABSENT, replay.name() + ": no such file");
    }
    try {
      reader = LogReader.open(replay.file());
      begun = false;
      brokenTold = 0;
      errorsTold = 0;
      return replay.name() + ": replayed";
    } catch (IOException e) {
      throw new LinkException(
          Kind.PERMISSION, replay.name() + " cannot be read: " + e.getMessage());
    }
  }

  @Override
  public void receive(Intake intake) throws IOException {
    if (next.isEmpty()) {
      read(intake);
      if (next.isEmpty()) {
        return;
      }
    }
    LogFrame frame = next.get();
    if (!begun) {
      begun = true;
      offset = clock.getAsLong() - frame.nanos();
    }
    long due = frame.nanos() + offset;
    long wait = due - clock.getAsLong();
    if (replay.pace() == Pace.REAL && wait > 0) {
      LockSupport.parkNanos(Math.min(wait, WAIT_NANOS));
      if (clock.getAsLong() - due < 0) {
        return;
      }
    }
    next = Optional.empty();
    intake.frame(frame.frame(), due);
  }

  private void read(Intake intake) throws IOException {
    next = reader.next();
    for (; brokenTold < reader.broken(); brokenTold++) {
      intake.malformed();
    }
    for (; errorsTold < reader.busErrors(); errorsTold++) {
      intake.busError();
    }
    if (next.isEmpty()) {
      intake.ended(end());
    }
  }

  private String end() {
    String words =
        replay.name() + ": " + reader.format() + ", at its end, " + reader.frames() + " frames";
    return reader.broken() == 0
        ? words
        : words
            + ", "
            + reader.broken()
            + " broken lines, the first: "
            + reader.brokenLines().get(0);
  }

  @Override
  public void close() {
    next = Optional.empty();
    if (reader != null) {
      try {
        reader.close();
      } catch (IOException e) {
        // Nothing is lost by a file that does not close.
      }
      reader = null;
    }
  }
}

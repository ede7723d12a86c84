package io.ocpp809.bench.gbt27930;

import io.ocpp809.gbt27930.session.ObserverSettings;
import io.ocpp809.gbt27930.session.Party;
import io.ocpp809.gbt27930.session.Phase;
import io.ocpp809.gbt27930.session.SessionEvent;
import io.ocpp809.gbt27930.session.SessionObserver;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** An hour of a charging session, given to an observer as fast as it takes it. */
public final class ObserverRun {
  private static final int ROUNDS = 5;

  /**
   * What was measured.
   *
   * @param seconds median of five rounds, the first included, s
   * @param wrong events that a session without a fault must not have, and what is wrong at its end
   * @param words for people
   */
  public record Outcome(double seconds, long wrong, String words) {}

  /** Replays it five times, the first time in a JVM that has not heard a frame yet. */
  public Outcome run() {
    Hour hour = Hour.make();
    double[] seconds = new double[ROUNDS];
    long wrong = 0;
    for (int i = 0; i < ROUNDS; i++) {
      long begin = System.nanoTime();
      wrong += replay(hour);
      seconds[i] = (System.nanoTime() - begin) / 1e9;
    }
    String words =
        String.format(
            Locale.ROOT,
            "an hour of charging, %d frames: first replayed in %.2f s, then in %s s",
            hour.size(),
            seconds[0],
            Arrays.stream(seconds)
                .skip(1)
                .mapToObj(s -> String.format(Locale.ROOT, "%.2f", s))
                .collect(Collectors.joining(", ")));
    Arrays.sort(seconds);
    return new Outcome(seconds[ROUNDS / 2], wrong, words);
  }

  private static long replay(Hour hour) {
    SessionObserver observer = new SessionObserver(ObserverSettings.STANDARD);
    long wrong = 0;
    int ended = 0;
    for (int i = 0; i < hour.size(); i++) {
      List<SessionEvent> events = observer.heard(hour.frame(i), hour.nanos(i));
      for (int k = 0; k < events.size(); k++) {
        SessionEvent e = events.get(k);
        if (e instanceof SessionEvent.Ended end) {
          ended++;
          wrong += right(end) ? 0 : 1;
        } else if (!(e instanceof SessionEvent.Heard
            || e instanceof SessionEvent.Began
            || e instanceof SessionEvent.PhaseChanged
            || e instanceof SessionEvent.Stopped)) {
          wrong++;
        }
      }
    }
    return wrong + (ended == 1 && observer.view().phase() == Phase.ENDED ? 0 : 1);
  }

  /** Whether the summary is that of the session that was made. */
  private static boolean right(SessionEvent.Ended e) {
    double charged = e.summary().chargingNanos() / 3.6e12;
    return e.summary().stop().party() == Party.VEHICLE
        && e.summary().stop().causes().equals(List.of("soc-reached"))
        && e.summary().socEnd().orElse(0) == 80
        && e.summary().errors().isEmpty()
        && charged > 0.999
        && charged < 1.001
        && !e.summary().energyContradicts();
  }
}

package io.ocpp809.station.limit;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Switches a pile between one and three phases: 0 A, wait, switch, wait. Takes inputs, returns what
 * to do; time comes with the inputs. Nothing is switched under current, within the handshake after
 * a plug-in, or sooner than the dwell after the last time, for each switch works a contactor. Not
 * thread-safe.
 */
public final class PhaseSwitch {
  /** Least time between two switches, ms. */
  public static final long DWELL_MILLIS = 600_000;

  /** Time after a plug-in in which nothing is switched, ms. */
  public static final long HANDSHAKE_MILLIS = 30_000;

  /** Time without current before the switch, ms. */
  public static final long BEFORE_MILLIS = 3_000;

  /** Time without current after the switch, ms. */
  public static final long AFTER_MILLIS = 5_000;

  /** Time within which the current must be gone, ms. */
  public static final long PATIENCE_MILLIS = 60_000;

  private static final int NO_CURRENT_MILLIAMPS = 1_000;

  private int phases;
  private State state = State.RESTING;
  private long sinceMillis;
  private long goneSinceMillis = -1;
  private long notBeforeMillis;

  private enum State {
    RESTING,
    LOWERING,
    SWITCHING,
    SETTLING
  }

  /**
   * What is known.
   *
   * @param nowMillis monotonic ms
   * @param wanted phases wanted, 1 or 3
   * @param able whether the pile can switch and may be written
   * @param pluggedForMillis how long a vehicle has been plugged in, ms; -1 if none is
   * @param milliamps largest current of any phase, read within the last 2 s, mA
   */
  public record Input(
      long nowMillis,
      int wanted,
      boolean able,
      long pluggedForMillis,
      Optional<Integer> milliamps) {
    /** Checks that no part is null. */
    public Input {
      Objects.requireNonNull(milliamps, "milliamps");
    }

    private boolean inHandshake() {
      return pluggedForMillis >= 0 && pluggedForMillis < HANDSHAKE_MILLIS;
    }
  }

  /**
   * What to do.
   *
   * @param hold whether the pile is held at 0 A
   * @param command phases to switch to, once
   * @param fault why it was given up, once; empty otherwise
   */
  public record Output(boolean hold, OptionalInt command, String fault) {}

  /**
   * Begins with what is known of the pile.
   *
   * @param phases phases in use, 1 or 3
   * @param notBeforeMillis monotonic ms before which nothing is switched
   */
  public PhaseSwitch(int phases, long notBeforeMillis) {
    this.phases = phases;
    this.notBeforeMillis = notBeforeMillis;
  }

  /** Phases in use. */
  public int phases() {
    return phases;
  }

  /** Takes in what is known now. */
  public Output step(Input in) {
    return switch (state) {
      case RESTING -> resting(in);
      case LOWERING -> lowering(in);
      case SWITCHING -> hold();
      case SETTLING -> {
        if (in.nowMillis() - sinceMillis >= AFTER_MILLIS) {
          yield rest(in.nowMillis() + DWELL_MILLIS - AFTER_MILLIS, "");
        }
        yield hold();
      }
    };
  }

  private Output resting(Input in) {
    boolean due = in.able() && in.wanted() != phases && in.nowMillis() >= notBeforeMillis;
    if (!due || in.inHandshake()) {
      return new Output(false, OptionalInt.empty(), "");
    }
    state = State.LOWERING;
    sinceMillis = in.nowMillis();
    goneSinceMillis = -1;
    return lowering(in);
  }

  private Output lowering(Input in) {
    if (!in.able() || in.wanted() == phases || in.inHandshake()) {
      return rest(notBeforeMillis, "");
    }
    boolean gone = in.milliamps().filter(ma -> ma < NO_CURRENT_MILLIAMPS).isPresent();
    if (!gone) {
      goneSinceMillis = -1;
    } else if (goneSinceMillis < 0) {
      goneSinceMillis = in.nowMillis();
    }
    if (gone && in.nowMillis() - goneSinceMillis >= BEFORE_MILLIS) {
      state = State.SWITCHING;
      return new Output(true, OptionalInt.of(in.wanted()), "");
    }
    return in.nowMillis() - sinceMillis < PATIENCE_MILLIS
        ? hold()
        : rest(
            in.nowMillis() + DWELL_MILLIS,
            "the pile was never seen below 1 A within 60 s of a limit of 0, so it was not switched"
                + " to "
                + in.wanted()
                + (in.wanted() == 1 ? " phase" : " phases"));
  }

  /**
   * The pile has answered the command.
   *
   * @param to phases that it was switched to
   * @param done whether it did it
   */
  public void outcome(int to, boolean done, long nowMillis) {
    if (state != State.SWITCHING) {
      return;
    }
    if (done) {
      phases = to;
      state = State.SETTLING;
      sinceMillis = nowMillis;
    } else {
      rest(nowMillis + DWELL_MILLIS, "");
    }
  }

  private Output hold() {
    return new Output(true, OptionalInt.empty(), "");
  }

  private Output rest(long notBefore, String fault) {
    state = State.RESTING;
    notBeforeMillis = notBefore;
    return new Output(false, OptionalInt.empty(), fault);
  }
}

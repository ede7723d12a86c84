package io.ocpp809.gbt27930.session;

import io.ocpp809.gbt27930.message.Bem;
import io.ocpp809.gbt27930.message.Ccs;
import io.ocpp809.gbt27930.message.Cem;
import io.ocpp809.gbt27930.message.Crm;
import io.ocpp809.gbt27930.message.Message;
import io.ocpp809.gbt27930.message.MessageType;
import io.ocpp809.gbt27930.message.Node;
import io.ocpp809.gbt27930.message.Recognition;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Which phase a session is in, by what is heard and by what is not. It may be entered at any phase.
 * Real chargers and vehicles repeat messages of the phase before, leave messages out, and begin
 * anew at any point; only what one of them cannot say in the phase that runs changes it.
 */
final class Course {
  /** What has a part in the changes, in the order in which it is told. */
  interface Listener {
    /** A session is noticed; all that was known is of the one before. */
    void begins(boolean joined, long nanos, Evidence told);

    /** A phase is about to begin. */
    void enters(Phase before, Phase next, long nanos, Evidence told);
  }

  private static final long FRESH = TimeUnit.SECONDS.toNanos(1);
  private static final long STATISTICS = TimeUnit.SECONDS.toNanos(10);

  /** Who misses the other's statistics says so at the time-out itself; within it that is heard. */
  private static final long GRACE = TimeUnit.SECONDS.toNanos(1);

  private static final long RESTART = TimeUnit.SECONDS.toNanos(30);
  private static final long GOES_ON = TimeUnit.SECONDS.toNanos(5);
  private static final double FLOWS = 1.0;
  private static final Set<MessageType> SUPPLIES =
      EnumSet.of(MessageType.CCS, MessageType.CST, MessageType.CSD, MessageType.CEM);
  private static final Set<MessageType> PAST_RECOGNITION =
      EnumSet.of(MessageType.CTS, MessageType.CML, MessageType.CRO);

  private static final Set<MessageType> ERRORS = EnumSet.of(MessageType.BEM, MessageType.CEM);

  private final long silence;
  private final Map<MessageType, Latest> latest;
  private final Listener listener;

  private Phase phase = Phase.NONE;
  private Phase reached = Phase.NONE;
  private long phaseAt;
  private long endsBy;
  private int attempts;
  private long heardAt = Long.MIN_VALUE;
  private final long[] spoke = new long[2];
  private Node lost;
  private boolean recognised;
  private boolean vehicleReady;
  private boolean chargerReady;
  private long overSince = Long.MIN_VALUE / 2;

  /** The last words of the session before are said on. */
  private boolean trails;

  /**
   * Nobody has spoken yet.
   *
   * @param silence after how long nobody speaks any more
   * @param latest what was heard last of each kind, without the message that is being taken
   */
  Course(long silence, Map<MessageType, Latest> latest, Listener listener) {
    this.silence = silence;
    this.latest = latest;
    this.listener = listener;
  }

  Phase phase() {
    return phase;
  }

  /** The furthest phase of the session before its end. */
  Phase reached() {
    return reached;
  }

  /** Attempts to recognise each other. */
  int attempts() {
    return attempts;
  }

  /** When one of the two was heard last; the least number for never. */
  long heardAt() {
    return heardAt;
  }

  /** One of the two has said something, understood or not. */
  void spoke(Node node, long nanos) {
    heardAt = nanos;
    spoke[node.ordinal()] = nanos;
  }

  private boolean fresh(MessageType type, long nanos) {
    Latest last = latest.get(type);
    return last != null && nanos - last.nanos() < FRESH;
  }

  private boolean fresh(Set<MessageType> types, long nanos) {
    return types.stream().anyMatch(t -> fresh(t, nanos));
  }

  /** Takes a message before it is told: what phase does it belong to. */
  void heard(Message m, long nanos, Evidence told) {
    switch (m.type()) {
      case CHM -> handshake(nanos, told);
      case BHM -> reach(Phase.HANDSHAKE, nanos, told);
      case CRM -> recognition((Crm) m, nanos, told);
      case BRM -> reach(Phase.RECOGNITION, nanos, told);
      case BCP, CTS, CML, BRO, CRO -> reach(Phase.PARAMETERS, nanos, told);
      case BCL, CCS -> supplied(m, nanos, told);
      case BST, CST, BSD, CSD -> stops(m, nanos, told);
      case BEM, CEM -> {
        if (error(m) && phase == Phase.NONE) {
          begin(Phase.INTERRUPTED, true, nanos, told);
        }
      }
      default -> {
        // BCS, BSM and the lists go with BCL
      }
    }
    recognised |= PAST_RECOGNITION.contains(m.type());
    if (m instanceof Crm crm) {
      recognised |= crm.recognition() == Recognition.RECOGNISED;
    }
    if (m.type() == MessageType.BRO) {
      vehicleReady = Expectations.affirms(m);
    } else if (m.type() == MessageType.CRO) {
      chargerReady = Expectations.affirms(m);
    }
  }

  private static boolean error(Message m) {
    return m instanceof Bem bem && !ErrorWatch.codes(bem).isEmpty()
        || m instanceof Cem cem && !ErrorWatch.codes(cem).isEmpty();
  }

  /** What follows from a message, after it is told. */
  void taken(Message m, long nanos, Evidence told) {
    if (phase == Phase.PARAMETERS && vehicleReady && chargerReady) {
      to(Phase.READY, nanos, told);
    } else if ((m.type() == MessageType.BSD || m.type() == MessageType.CSD)
        && (phase == Phase.STOPPING || phase == Phase.INTERRUPTED)
        && latest.containsKey(MessageType.BSD)
        && latest.containsKey(MessageType.CSD)) {
      to(Phase.ENDED, nanos, told);
    }
  }

  /** A time-out was told that was not told before. */
  void interrupted(long nanos, Evidence told) {
    overSince = nanos;
    if (phase == Phase.CHARGING || phase.beginning()) {
      to(Phase.INTERRUPTED, nanos, told);
    }
  }

  /** An error is told still. */
  void stillInterrupted(long nanos) {
    overSince = nanos;
  }

  private void stops(Message m, long nanos, Evidence told) {
    trails &= nanos - overSince < FRESH;
    overSince = nanos;
    if (trails && phase.beginning()) {
      return;
    }
    reach(Phase.STOPPING, nanos, told);
    boolean stop = m.type() == MessageType.BST || m.type() == MessageType.CST;
    if (phase == Phase.STOPPING && stop && !latest.containsKey(m.type())) {
      endsBy = nanos + STATISTICS + GRACE;
    }
  }

  private void handshake(long nanos, Evidence told) {
    if (phase.over()) {
      begin(Phase.HANDSHAKE, false, nanos, told);
    } else if (phase == Phase.INTERRUPTED) {
      // a charger that says it all the time does not answer an error by it
      if (!fresh(ERRORS, nanos) || !fresh(MessageType.CHM, nanos)) {
        begin(Phase.HANDSHAKE, false, nanos, told);
      }
    } else if ((recognised || phase == Phase.CHARGING || phase == Phase.STOPPING)
        && !fresh(MessageType.CRM, nanos)
        && !fresh(PAST_RECOGNITION, nanos)
        && !fresh(SUPPLIES, nanos)) {
      // the charger was further and has been silent: another plug-in
      if (phase == Phase.CHARGING) {
        to(Phase.LOST, nanos, told);
      }
      begin(Phase.HANDSHAKE, false, nanos, told);
    }
  }

  private void recognition(Crm m, long nanos, Evidence told) {
    boolean start = m.recognition() == Recognition.NOT_RECOGNISED;
    if (phase.over()) {
      begin(Phase.RECOGNITION, !start, nanos, told);
    } else if (phase == Phase.HANDSHAKE) {
      to(Phase.RECOGNITION, nanos, told);
    } else if (start) {
      again(nanos, told);
    }
  }

  /** CRM says "not recognised" in the middle of a session. */
  private void again(long nanos, Evidence told) {
    switch (phase) {
      case STOPPING -> {
        // after a stop nobody reconnects
        if (!fresh(SUPPLIES, nanos)) {
          begin(Phase.RECOGNITION, false, nanos, told);
        }
      }
      case INTERRUPTED -> {
        // a charger that says it all the time does not answer the vehicle's error by it
        if (!fresh(MessageType.BEM, nanos) || !fresh(MessageType.CRM, nanos)) {
          to(Phase.RECOGNITION, nanos, told);
        }
      }
      case PARAMETERS, READY -> {
        if (recognised) {
          to(Phase.RECOGNITION, nanos, told);
        }
      }
      case CHARGING -> to(Phase.RECOGNITION, nanos, told);
      default -> {
        // it is being said
      }
    }
  }

  private void supplied(Message m, long nanos, Evidence told) {
    boolean leftOver =
        m.type() == MessageType.BCL
            && (phase == Phase.RECOGNITION && fresh(MessageType.CRM, nanos)
                || phase == Phase.HANDSHAKE && fresh(MessageType.CHM, nanos));
    if (leftOver) {
      return;
    }
    if (phase == Phase.LOST && (lost == null || lost == m.type().sender())) {
      to(Phase.CHARGING, nanos, told);
    } else if (goesOn(m, nanos)) {
      if (phase == Phase.ENDED) {
        begin(Phase.CHARGING, true, nanos, told);
      } else {
        to(Phase.CHARGING, nanos, told);
      }
    } else if (phase != Phase.LOST) {
      reach(Phase.CHARGING, nanos, told);
    }
  }

  /** Current flows by both sides' words long after one of them spoke of an end. */
  private boolean goesOn(Message m, long nanos) {
    return (phase == Phase.STOPPING || phase == Phase.INTERRUPTED || phase == Phase.ENDED)
        && nanos - overSince >= GOES_ON
        && m instanceof Ccs ccs
        && ccs.outputCurrent().orElse(0) >= FLOWS
        && fresh(MessageType.CCS, nanos)
        && fresh(MessageType.BCL, nanos);
  }

  /** Goes on to a later phase; from nothing the session is joined. Nothing leads back. */
  private void reach(Phase to, long nanos, Evidence told) {
    if (phase == Phase.NONE || phase == Phase.LOST && to != Phase.STOPPING) {
      begin(to, true, nanos, told);
    } else if (phase == Phase.LOST
        || phase != Phase.ENDED && phase != Phase.INTERRUPTED && to.ordinal() > phase.ordinal()) {
      to(to, nanos, told);
    }
  }

  private void begin(Phase first, boolean joined, long nanos, Evidence told) {
    if (phase != Phase.NONE) {
      to(Phase.NONE, nanos, told);
    }
    attempts = 0;
    reached = Phase.NONE;
    trails = nanos - overSince < FRESH;
    attempt();
    listener.begins(joined, nanos, told);
    to(first, nanos, told);
  }

  private void attempt() {
    recognised = false;
    vehicleReady = false;
    chargerReady = false;
  }

  private void to(Phase next, long nanos, Evidence told) {
    Phase before = phase;
    if (next == Phase.RECOGNITION) {
      attempts++;
      attempt();
    }
    if (next.beginning() || next == Phase.CHARGING) {
      reached = next.ordinal() > reached.ordinal() ? next : reached;
    }
    phase = next;
    phaseAt = nanos;
    endsBy = nanos + STATISTICS + GRACE;
    lost = next == Phase.LOST ? lost : null;
    listener.enters(before, next, nanos, told);
  }

  /** Time has passed. */
  void tick(long nanos) {
    switch (phase) {
      case NONE -> {
        // nothing to wait for
      }
      case CHARGING -> {
        if (nanos - heardAt >= silence) {
          lost = null;
          to(Phase.LOST, heardAt + silence, Evidence.NONE);
        } else {
          oneSided(Node.CHARGER, nanos);
          oneSided(Node.BMS, nanos);
        }
      }
      case LOST -> {
        if (nanos - heardAt >= RESTART) {
          to(Phase.NONE, Math.max(phaseAt, heardAt + RESTART), Evidence.NONE);
        } else if (lost != null && nanos - phaseAt >= RESTART) {
          to(Phase.ENDED, phaseAt + RESTART, Evidence.NONE);
        }
      }
      case STOPPING -> end(Math.min(endsBy, heardAt + silence), nanos);
      case INTERRUPTED -> end(Math.min(phaseAt + RESTART, heardAt + silence), nanos);
      default -> silent(nanos);
    }
  }

  /** One says nothing for twice the silence while the other goes on alone. */
  private void oneSided(Node node, long nanos) {
    long at = Math.max(spoke[node.ordinal()], phaseAt) + 2 * silence;
    if (phase == Phase.CHARGING && nanos >= at) {
      lost = node;
      to(Phase.LOST, at, Evidence.NONE);
    }
  }

  private void end(long at, long nanos) {
    if (nanos >= at) {
      to(Phase.ENDED, at, Evidence.NONE);
      silent(nanos);
    }
  }

  private void silent(long nanos) {
    if (nanos - heardAt >= silence) {
      to(Phase.NONE, Math.max(phaseAt, heardAt + silence), Evidence.NONE);
    }
  }
}

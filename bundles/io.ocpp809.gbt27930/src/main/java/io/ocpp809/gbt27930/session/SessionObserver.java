package io.ocpp809.gbt27930.session;

import io.ocpp809.can.Frame;
import io.ocpp809.gbt27930.message.Bcl;
import io.ocpp809.gbt27930.message.Bem;
import io.ocpp809.gbt27930.message.Brm;
import io.ocpp809.gbt27930.message.Bsm;
import io.ocpp809.gbt27930.message.Ccs;
import io.ocpp809.gbt27930.message.Cem;
import io.ocpp809.gbt27930.message.Context;
import io.ocpp809.gbt27930.message.Decoded;
import io.ocpp809.gbt27930.message.Decoder;
import io.ocpp809.gbt27930.message.Edition;
import io.ocpp809.gbt27930.message.Message;
import io.ocpp809.gbt27930.message.MessageType;
import io.ocpp809.gbt27930.message.ProtocolVersion;
import io.ocpp809.gbt27930.session.SessionEvent.Oddity;
import io.ocpp809.gbt27930.transport.Reassembler;
import io.ocpp809.gbt27930.transport.Transfer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Listens to a charging bus and tells what charger and vehicle are doing. Pure: frames and time in,
 * events out; it may begin in the middle of a session. Frames of others end nothing. Not thread
 * safe. Times are nanoseconds of one monotonic clock and never run backwards.
 *
 * <p>It makes messages of frames and hands them on: {@link Course} says which phase they belong to,
 * {@link Expectations} what is due after them, {@link Account} what they tell.
 */
public final class SessionObserver {
  private static final long BSM_FRESH = TimeUnit.SECONDS.toNanos(5);

  /** A gap is walked through in such steps, so that it is told in order whoever calls how often. */
  private static final long STEP = TimeUnit.MILLISECONDS.toNanos(50);

  /** After so long nothing is open any more. */
  private static final long LONGEST = TimeUnit.SECONDS.toNanos(120);

  private static final Evidence LAST_SUPPLY = Evidence.of("CCS");

  private final Reassembler reassembler = new Reassembler();
  private final Map<MessageType, Latest> latest = new EnumMap<>(MessageType.class);

  /** As {@link #latest}, for BEM and CEM, over the end of a session. */
  private final Map<MessageType, Latest> errors = new EnumMap<>(MessageType.class);

  private final Course course;
  private List<SessionEvent> out = new ArrayList<>();
  private Context context;
  private boolean looked;
  private long lookedAt;

  private Account account = new Account(true, 0, this::tell);
  private Expectations expectations = new Expectations(this::tell);
  private PauseJudge pause = new PauseJudge();
  private FailedTransfers failed = new FailedTransfers();
  private final SecondCharger chargers = new SecondCharger(latest);
  private final Set<Oddity.Kind> odd = EnumSet.noneOf(Oddity.Kind.class);

  /** An observer that has heard nothing yet. */
  public SessionObserver(ObserverSettings settings) {
    context = new Context(Edition.Y2015, settings.currentOffset());
    course =
        new Course(
            TimeUnit.MILLISECONDS.toNanos(settings.silenceMillis()),
            latest,
            new Course.Listener() {
              @Override
              public void begins(boolean joined, long nanos, Evidence told) {
                forget(joined, nanos);
                tell(new SessionEvent.Began(nanos, joined, told.toString()));
              }

              @Override
              public void enters(Phase before, Phase next, long nanos, Evidence told) {
                entered(before, next, nanos, told);
              }
            });
  }

  /**
   * Takes a frame of any kind.
   *
   * @param nanos when it was heard
   * @return what happened by then, in order; most often that a message was heard, or nothing
   */
  public List<SessionEvent> heard(Frame frame, long nanos) {
    look(nanos);
    Decoded decoded = Decoder.decode(frame, context);
    if (decoded instanceof Decoded.Said s) {
      said(s, Evidence.of(s.message().type(), frame), nanos);
    } else if (decoded instanceof Decoded.Transport t) {
      course.spoke(t.sender(), nanos);
      reassembler.heard(frame, nanos).forEach(this::transferred);
    } else if (decoded instanceof Decoded.Unsupported) {
      oddity(Oddity.Kind.NEWER_EDITION, nanos, Evidence.of(frame.toString()));
    } else if (decoded instanceof Decoded.OffsetProposed o
        && o.offset() != context.currentOffset()) {
      oddity(Oddity.Kind.OTHER_OFFSET, nanos, Evidence.of(frame.toString()));
    }
    return taken();
  }

  /** Lets time pass; to be called a few times a second while nothing is heard. */
  public List<SessionEvent> tick(long nanos) {
    look(nanos);
    return taken();
  }

  private List<SessionEvent> taken() {
    if (out.isEmpty()) {
      return List.of();
    }
    List<SessionEvent> result = out;
    out = new ArrayList<>();
    return result;
  }

  private void tell(SessionEvent event) {
    out.add(event);
  }

  /** Where the session stands. */
  public SessionView view() {
    Party pausedBy = course.phase() == Phase.CHARGING ? pause.by() : Party.NONE;
    return account.view(course, pausedBy, context.edition());
  }

  /** The message of a kind that was heard last in the session that runs, or ran last. */
  public Optional<Latest> latest(MessageType type) {
    return Optional.ofNullable(latest.get(type));
  }

  // time

  private void look(long nanos) {
    if (looked) {
      long end = Math.min(nanos, lookedAt + LONGEST);
      for (long at = lookedAt + STEP; at < end; at += STEP) {
        settle(at);
      }
    }
    looked = true;
    lookedAt = nanos;
    settle(nanos);
  }

  private void settle(long nanos) {
    reassembler.tick(nanos).forEach(this::transferred);
    expectations.tick(nanos);
    pauses(nanos, LAST_SUPPLY);
    course.tick(nanos);
  }

  private void pauses(long nanos, Evidence told) {
    if (course.phase() == Phase.CHARGING && pause.changed(nanos)) {
      tell(
          pause.by() == Party.NONE
              ? new SessionEvent.Resumed(nanos, told.toString())
              : new SessionEvent.Paused(nanos, pause.by(), told.toString()));
    }
  }

  // messages

  private void transferred(Transfer t) {
    if (t instanceof Transfer.Completed c) {
      failed.completed(c.pgn());
      Decoded decoded = Decoder.decode(c.sender(), c.pgn(), c.octets(), context);
      if (decoded instanceof Decoded.Said s && s.message() instanceof Brm brm) {
        // its version says how to read it
        Context own = context(brm);
        decoded = own == context ? decoded : Decoder.decode(c.sender(), c.pgn(), c.octets(), own);
      }
      if (decoded instanceof Decoded.Said s) {
        said(s, Evidence.of(s.message().type(), c.octets()), c.nanos());
      }
    } else if (failed.fresh(t)) {
      tell(new SessionEvent.TransferFailed(t.nanos(), t));
    }
  }

  private Context context(Brm brm) {
    Optional<ProtocolVersion> version = brm.protocolVersion();
    return version.isEmpty() ? context : context.with(version.get().edition());
  }

  private void said(Decoded.Said s, Evidence told, long nanos) {
    Message m = s.message();
    course.spoke(m.type().sender(), nanos);
    Evidence second = chargers.heard(m, course.phase(), nanos, told);
    if (second != Evidence.NONE) {
      oddity(Oddity.Kind.TWO_CHARGERS, nanos, second);
    }
    if (chargers.foreign()) {
      return;
    }
    course.heard(m, nanos, told);
    Latest before = latest.put(m.type(), new Latest(m, nanos));
    tell(new SessionEvent.Heard(nanos, m, s.remarks(), before == null));
    expectations.heard(m, course.phase(), context.edition(), nanos, told);
    take(m, nanos, told);
    course.taken(m, nanos, told);
    pauses(nanos, told);
  }

  private void take(Message m, long nanos, Evidence told) {
    account.heard(m, course.phase(), nanos, told);
    if (m instanceof Ccs ccs) {
      pause.heard(ccs, nanos);
    } else if (m instanceof Bcl bcl) {
      pause.heard(bcl);
    } else if (m instanceof Bsm bsm) {
      pause.heard(bsm);
    } else if (m instanceof Brm brm) {
      known(brm, nanos, told);
    } else if (m instanceof Bem bem) {
      error(m, ErrorWatch.codes(bem), nanos, told);
    } else if (m instanceof Cem cem) {
      error(m, ErrorWatch.codes(cem), nanos, told);
    }
  }

  /** In the edition of 2011 there is no BHM, and the charger's number has another form. */
  private void known(Brm brm, long nanos, Evidence told) {
    Context own = context(brm);
    if (own != context) {
      chargers.forgetNumber();
    }
    context = own;
    if (own.edition() == Edition.Y2011) {
      expectations.without(MessageType.BHM);
    }
    if (brm.protocolVersion().filter(v -> !v.supported()).isPresent()) {
      oddity(Oddity.Kind.NEWER_EDITION, nanos, told);
    }
  }

  /** A time-out is told every 250 ms until the other begins anew; it has happened once. */
  private void error(Message m, List<String> codes, long nanos, Evidence told) {
    Latest before = errors.put(m.type(), new Latest(m, nanos));
    if (codes.isEmpty()) {
      return;
    }
    if (ErrorWatch.repeated(before, m, nanos)) {
      course.stillInterrupted(nanos);
      return;
    }
    for (String code : codes) {
      if (!account.knows(code)) {
        ErrorWatch.missed(code)
            .ifPresent(
                type ->
                    expectations.missed(
                        type, ErrorWatch.affirming(code), context.edition(), nanos, told));
      }
    }
    if (course.phase() == Phase.CHARGING) {
      account.interrupted(nanos, told);
    }
    course.interrupted(nanos, told);
    account.errors(codes, nanos, told);
  }

  private void oddity(Oddity.Kind kind, long nanos, Evidence told) {
    if (odd.add(kind)) {
      tell(new Oddity(nanos, kind, told.toString()));
    }
  }

  // phases

  private void forget(boolean joined, long nanos) {
    latest.clear();
    odd.clear();
    account = new Account(joined, nanos, this::tell);
    expectations = new Expectations(this::tell);
    failed = new FailedTransfers();
    chargers.forgetNumber();
    context = context.with(Edition.Y2015);
  }

  private void entered(Phase before, Phase next, long nanos, Evidence told) {
    switch (next) {
      case RECOGNITION -> {
        account.attempt();
        expectations.attempt(before != Phase.HANDSHAKE);
      }
      case READY -> expectations.supply(nanos, told);
      case CHARGING -> {
        pause = new PauseJudge();
        account.charges();
        expectations.supply(nanos, told);
      }
      case STOPPING -> {
        expectations.clear();
        Latest bsm = latest.get(MessageType.BSM);
        if (bsm != null && nanos - bsm.nanos() <= BSM_FRESH) {
          account.stops((Bsm) bsm.message());
        }
      }
      case LOST -> {
        expectations.clear();
        account.silent(nanos);
      }
      case NONE, ENDED, INTERRUPTED -> expectations.clear();
      default -> {
        // what is due is said by messages
      }
    }
    tell(new SessionEvent.PhaseChanged(nanos, before, next, course.attempts(), told.toString()));
    boolean ran = before != Phase.NONE && before != Phase.ENDED;
    if (ran && (next == Phase.ENDED || next == Phase.NONE)) {
      tell(
          new SessionEvent.Ended(
              nanos, account.summary(course, context.edition(), expectations.first(), nanos)));
    }
  }
}

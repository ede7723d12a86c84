package io.ocpp809.gbt27930.session;

import io.ocpp809.gbt27930.message.Bro;
import io.ocpp809.gbt27930.message.Crm;
import io.ocpp809.gbt27930.message.Cro;
import io.ocpp809.gbt27930.message.Edition;
import io.ocpp809.gbt27930.message.Message;
import io.ocpp809.gbt27930.message.MessageType;
import io.ocpp809.gbt27930.message.Readiness;
import io.ocpp809.gbt27930.message.Recognition;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What is due after a message, by the time-outs of GB/T 27930-2015, annex A, as they are seen from
 * outside; in the edition of 2011 BCL and CCS are due after 100 ms. One for each session.
 */
final class Expectations {
  /** General time-out. */
  private static final long ANSWER_MILLIS = 5_000;

  /** BSD and CSD after the stop. */
  private static final long STATISTICS_MILLIS = 10_000;

  /** CRM after CHM: within it the charger tests the insulation. */
  private static final long INSULATION_MILLIS = 30_000;

  /** BRO and CRO until they say that their side is ready. */
  private static final long READY_MILLIS = 60_000;

  private static final long SUPPLY_MILLIS = 1_000;
  private static final long SUPPLY_2011_MILLIS = 100;

  private final Consumer<SessionEvent> out;
  private final Awaited awaited = new Awaited();
  private final Set<MessageType> came = EnumSet.noneOf(MessageType.class);

  Expectations(Consumer<SessionEvent> out) {
    this.out = out;
  }

  /** Time has passed. */
  void tick(long nanos) {
    awaited.tick(nanos, out);
  }

  /** Nothing is due any more. */
  void clear() {
    awaited.clear();
  }

  /** The two begin to recognise each other, for the first time or anew. */
  void attempt(boolean anew) {
    if (anew) {
      awaited.again();
      came.clear();
    }
  }

  /** Both are ready, or charge: demand and supply are due, and nothing from before. */
  void supply(long nanos, Evidence told) {
    awaited.clear();
    awaited.expect(MessageType.BCL, ANSWER_MILLIS, nanos, told);
    awaited.expect(MessageType.BCS, ANSWER_MILLIS, nanos, told);
    awaited.expect(MessageType.CCS, ANSWER_MILLIS, nanos, told);
  }

  /** A message came, after it has been said to which phase it belongs. */
  void heard(Message m, Phase phase, Edition edition, long nanos, Evidence told) {
    awaited.came(m, affirms(m), nanos, out);
    came.add(m.type());
    if (phase == Phase.CHARGING) {
      periodic(m.type(), edition, nanos);
    } else if (phase.beginning()) {
      answer(m, phase, nanos, told);
    } else if (phase == Phase.STOPPING && m.type() == MessageType.CST) {
      missing(MessageType.BST, ANSWER_MILLIS, nanos, told);
      missing(MessageType.BSD, STATISTICS_MILLIS, nanos, told);
    } else if (phase == Phase.STOPPING && m.type() == MessageType.BST) {
      missing(MessageType.CST, ANSWER_MILLIS, nanos, told);
      missing(MessageType.CSD, STATISTICS_MILLIS, nanos, told);
    }
  }

  /** It says recognised, or ready. */
  static boolean affirms(Message m) {
    return m instanceof Crm crm && crm.recognition() == Recognition.RECOGNISED
        || m instanceof Bro bro && bro.ready() == Readiness.READY
        || m instanceof Cro cro && cro.ready() == Readiness.READY;
  }

  private void periodic(MessageType type, Edition edition, long nanos) {
    long limit = periodLimit(type, edition);
    if (limit > 0) {
      // 2011: senders of 94 ms are real and are charged; one lost frame is not told
      awaited.again(type, limit, limit == SUPPLY_2011_MILLIS ? 2 * limit : limit, nanos);
    }
  }

  private static long periodLimit(MessageType type, Edition edition) {
    return switch (type) {
      case BCL, CCS -> edition == Edition.Y2011 ? SUPPLY_2011_MILLIS : SUPPLY_MILLIS;
      case BCS -> ANSWER_MILLIS;
      default -> 0;
    };
  }

  private void answer(Message m, Phase phase, long nanos, Evidence told) {
    switch (m.type()) {
      case CHM -> {
        if (phase == Phase.HANDSHAKE) {
          missing(MessageType.BHM, ANSWER_MILLIS, nanos, told);
          missing(MessageType.CRM, INSULATION_MILLIS, nanos, told);
        }
      }
      case CRM -> {
        if (affirms(m)) {
          missing(MessageType.BCP, ANSWER_MILLIS, nanos, told);
        } else {
          missing(MessageType.BRM, ANSWER_MILLIS, nanos, told);
        }
      }
      case BRM -> {
        if (phase == Phase.RECOGNITION) {
          awaited.expectAffirmation(MessageType.CRM, ANSWER_MILLIS, nanos, told);
        }
      }
      case BCP -> missing(MessageType.CML, ANSWER_MILLIS, nanos, told);
      case CML -> missing(MessageType.BRO, ANSWER_MILLIS, nanos, told);
      case BRO -> {
        if (affirms(m)) {
          missing(MessageType.CRO, ANSWER_MILLIS, nanos, told);
          ready(MessageType.CRO, phase, nanos, told);
        } else {
          ready(MessageType.BRO, phase, nanos, told);
        }
      }
      default -> {
        // nothing is due by these
      }
    }
  }

  private void ready(MessageType type, Phase phase, long nanos, Evidence told) {
    if (phase == Phase.PARAMETERS) {
      awaited.expectAffirmation(type, READY_MILLIS, nanos, told);
    }
  }

  private void missing(MessageType type, long limitMillis, long nanos, Evidence told) {
    if (!came.contains(type)) {
      awaited.expect(type, limitMillis, nanos, told);
    }
  }

  /** One of the two says that it misses a message. */
  void missed(MessageType type, boolean affirming, Edition edition, long nanos, Evidence told) {
    long period = periodLimit(type, edition);
    boolean statistics = type == MessageType.BSD || type == MessageType.CSD;
    long limit = period > 0 ? period : statistics ? STATISTICS_MILLIS : ANSWER_MILLIS;
    awaited.told(new SessionEvent.Missing(nanos, type, limit, affirming, told.toString()), out);
  }

  /** The vehicle speaks the edition of 2011, in which there is no BHM. */
  void without(MessageType type) {
    awaited.forgive(type);
  }

  /** The message that was missing first in this session. */
  Optional<SessionEvent.Missing> first() {
    return awaited.first();
  }
}

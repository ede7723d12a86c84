package io.ocpp809.gbt27930.session;

import io.ocpp809.gbt27930.message.Bcp;
import io.ocpp809.gbt27930.message.Bcs;
import io.ocpp809.gbt27930.message.Brm;
import io.ocpp809.gbt27930.message.Bsd;
import io.ocpp809.gbt27930.message.Bsm;
import io.ocpp809.gbt27930.message.Bst;
import io.ocpp809.gbt27930.message.Ccs;
import io.ocpp809.gbt27930.message.Csd;
import io.ocpp809.gbt27930.message.Cst;
import io.ocpp809.gbt27930.message.Edition;
import io.ocpp809.gbt27930.message.Message;
import io.ocpp809.gbt27930.message.MessageType;
import io.ocpp809.gbt27930.message.ProtocolVersion;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/** What is known of one session by what was said in it. */
final class Account {
  private final Consumer<SessionEvent> out;
  private final boolean joined;
  private final long begun;
  private final StopJudge judge = new StopJudge();
  private final ErrorWatch errors = new ErrorWatch();
  private final Reckoning reckoning = new Reckoning();
  private boolean charged;
  private long chargingFrom;
  private long chargingTo;
  private OptionalDouble socBegin = OptionalDouble.empty();
  private OptionalDouble soc = OptionalDouble.empty();
  private Optional<Brm> vehicle = Optional.empty();
  private OptionalDouble toldWh = OptionalDouble.empty();
  private Stop stop = Stop.NONE;
  private String error = "";
  private String evidence = "";

  /**
   * A session of which nothing is known.
   *
   * @param joined whether it had begun before
   * @param begun when it was noticed, nanoseconds
   * @param out takes stops and errors
   */
  Account(boolean joined, long begun, Consumer<SessionEvent> out) {
    this.joined = joined;
    this.begun = begun;
    this.out = out;
  }

  /** Takes a message in the phase to which it belongs. */
  void heard(Message m, Phase phase, long nanos, Evidence told) {
    boolean stops = phase != Phase.ENDED && !phase.beginning();
    if (m instanceof Ccs ccs) {
      reckoning.heard(ccs, nanos);
    } else if (m instanceof Bcs bcs) {
      bcs.soc().ifPresent(this::soc);
    } else if (m instanceof Bcp bcp) {
      bcp.soc().ifPresent(this::soc);
    } else if (m instanceof Brm brm) {
      vehicle = Optional.of(brm);
    } else if (m instanceof Bsm bsm && phase == Phase.CHARGING) {
      errors(ErrorWatch.codes(bsm), nanos, told);
    } else if (m instanceof Cst cst && stops) {
      errors(ErrorWatch.codes("CST", judge.heard(cst, told.toString())), nanos, told);
      stopKnown(nanos);
    } else if (m instanceof Bst bst && stops) {
      errors(ErrorWatch.codes("BST", judge.heard(bst, told.toString())), nanos, told);
      stopKnown(nanos);
    } else if (m instanceof Bsd bsd) {
      bsd.soc().ifPresent(this::soc);
    } else if (m instanceof Csd csd) {
      csd.energy().ifPresent(kwh -> toldWh = OptionalDouble.of(kwh * 1_000));
    }
    boolean supply = m.type() == MessageType.CCS || m.type() == MessageType.BCL;
    if (supply && phase == Phase.CHARGING) {
      chargingFrom = charged ? chargingFrom : nanos;
      chargingTo = nanos;
      charged = true;
    }
  }

  private void soc(double percent) {
    socBegin = socBegin.isPresent() ? socBegin : OptionalDouble.of(percent);
    soc = OptionalDouble.of(percent);
  }

  /** The two begin to recognise each other. */
  void attempt() {
    errors.again();
  }

  /** Charging has begun, whatever was said of an end before. */
  void charges() {
    judge.begin();
    stop = Stop.NONE;
  }

  /** One of them begins to stop; what the vehicle has said of its state may be why. */
  void stops(Bsm last) {
    judge.heard(last);
  }

  /** One of them misses the other's messages in charging. */
  void interrupted(long nanos, Evidence told) {
    judge.interrupted(told.toString());
    stopKnown(nanos);
  }

  /** They went silent in charging. */
  void silent(long nanos) {
    judge.silent();
    stopKnown(nanos);
  }

  private void stopKnown(long nanos) {
    Stop now = judge.stop();
    if (!now.equals(stop)) {
      stop = now;
      evidence = now.evidence().isEmpty() ? evidence : now.evidence();
      out.accept(new SessionEvent.Stopped(nanos, now));
    }
  }

  /** Errors were told; those that are new are passed on. */
  void errors(List<String> codes, long nanos, Evidence told) {
    for (String code : errors.fresh(codes)) {
      error = code;
      evidence = told.toString();
      out.accept(new SessionEvent.ErrorTold(nanos, code, evidence));
    }
  }

  /** Whether an error was told in this session. */
  boolean knows(String code) {
    return errors.all().contains(code);
  }

  private Optional<String> version() {
    return vehicle.flatMap(Brm::protocolVersion).map(ProtocolVersion::toString);
  }

  /** Where it stands. */
  SessionView view(Course course, Party pausedBy, Edition edition) {
    return new SessionView(
        course.phase(),
        pausedBy,
        stop,
        error,
        evidence,
        course.attempts(),
        edition,
        version(),
        vehicle.flatMap(Brm::vin),
        soc,
        reckoning.watts(),
        reckoning.wattHours(),
        toldWh,
        course.heardAt());
  }

  /** All of it, at its end. */
  SessionSummary summary(
      Course course, Edition edition, Optional<SessionEvent.Missing> missing, long nanos) {
    return new SessionSummary(
        begun,
        joined,
        nanos,
        course.reached(),
        course.attempts(),
        edition,
        version(),
        vehicle.flatMap(Brm::vin),
        socBegin,
        soc,
        chargingTo - chargingFrom,
        reckoning.wattHours(),
        toldWh,
        reckoning.greatest(),
        stop,
        errors.all(),
        missing);
  }
}

package io.ocpp809.iec104.apci;

import io.ocpp809.iec104.apci.Action.Close;
import io.ocpp809.iec104.apci.Action.Confirmed;
import io.ocpp809.iec104.apci.Action.Deliver;
import io.ocpp809.iec104.apci.Action.Started;
import io.ocpp809.iec104.apci.Action.Stopped;
import io.ocpp809.iec104.apci.Action.Transmit;
import io.ocpp809.iec104.apci.Apdu.Function;
import io.ocpp809.iec104.apci.Apdu.Information;
import io.ocpp809.iec104.apci.Apdu.Supervisory;
import io.ocpp809.iec104.apci.Apdu.Unnumbered;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * One connection of a controlled station (IEC 60870-5-104, 5.1 to 5.5): sequence numbers, windows,
 * start and stop of data transfer, time-outs. Pure: time is passed in as monotonic milliseconds,
 * what is to be done comes out as {@link Action}s. Not thread-safe; who owns the connection hands
 * the octets to the socket in the order of the actions.
 */
public final class ControlledSession {
  private enum State {
    STOPPED,
    STARTED,
    /** STOPDT act has come while I-APDUs of ours are not confirmed (5.3). */
    STOPPING,
    CLOSED
  }

  private final ApciParameters parameters;
  private final ArrayDeque<Long> outstanding = new ArrayDeque<>();
  private State state = State.STOPPED;
  private int nextSent;
  private int nextReceived;
  private int confirmed;
  private int unconfirmed;
  private long unconfirmedSince;
  private long heardAt;
  private long testedAt = -1;

  /**
   * Makes the session of a connection that has just been accepted.
   *
   * @param now monotonic ms
   */
  public ControlledSession(ApciParameters parameters, long now) {
    this.parameters = parameters;
    this.heardAt = now;
  }

  /** Whether an ASDU may be sent now: data transfer is started and fewer than k are open. */
  public boolean ready() {
    return state == State.STARTED && outstanding.size() < parameters.k();
  }

  /** Whether data transfer is started. */
  public boolean started() {
    return state == State.STARTED;
  }

  /** Whether the connection is to be closed, or has been. */
  public boolean closed() {
    return state == State.CLOSED;
  }

  /** ASDUs that were sent and are not confirmed. */
  public int open() {
    return outstanding.size();
  }

  /**
   * Sends an ASDU.
   *
   * @return the octets to be transmitted before anything else
   * @throws IllegalStateException if it is not {@link #ready}
   */
  public byte[] send(byte[] asdu, long now) {
    if (!ready()) {
      throw new IllegalStateException("not started, or k APDUs are open");
    }
    byte[] octets = new Information(nextSent, nextReceived, asdu).encode();
    nextSent = (nextSent + 1) % Apdu.MODULO;
    outstanding.add(now);
    unconfirmed = 0;
    return octets;
  }

  /** Takes an APDU. */
  public List<Action> received(Apdu apdu, long now) {
    List<Action> actions = new ArrayList<>(2);
    if (state == State.CLOSED) {
      return actions;
    }
    heardAt = now;
    if (apdu instanceof Information i) {
      information(i, now, actions);
    } else if (apdu instanceof Supervisory s) {
      supervisory(s, actions);
    } else if (apdu instanceof Unnumbered u) {
      unnumbered(u.function(), actions);
    }
    return actions;
  }

  private void information(Information i, long now, List<Action> actions) {
    if (state != State.STARTED) {
      close("an I-APDU came while data transfer is stopped", actions);
      return;
    }
    if (i.sent() != nextReceived) {
      close("N(S) " + i.sent() + " came where " + nextReceived + " was due", actions);
      return;
    }
    if (!acknowledge(i.received(), actions)) {
      return;
    }
    nextReceived = (nextReceived + 1) % Apdu.MODULO;
    if (unconfirmed++ == 0) {
      unconfirmedSince = now;
    }
    actions.add(new Deliver(i.asdu()));
    if (unconfirmed >= parameters.w()) {
      confirm(actions);
    }
  }

  private void supervisory(Supervisory s, List<Action> actions) {
    if (state == State.STOPPED) {
      close("an S-APDU came while data transfer is stopped", actions);
      return;
    }
    if (acknowledge(s.received(), actions) && state == State.STOPPING && outstanding.isEmpty()) {
      stopped(actions);
    }
  }

  private void unnumbered(Function function, List<Action> actions) {
    switch (function) {
      case TESTFR_ACT -> actions.add(transmit(Function.TESTFR_CON));
      case TESTFR_CON -> testedAt = -1;
      case STARTDT_ACT -> {
        if (state == State.STOPPING) {
          close("STARTDT act came before STOPDT was confirmed", actions);
          return;
        }
        boolean fresh = state == State.STOPPED;
        state = State.STARTED;
        actions.add(transmit(Function.STARTDT_CON));
        if (fresh) {
          actions.add(new Started());
        }
      }
      case STOPDT_ACT -> stop(actions);
      case STARTDT_CON, STOPDT_CON ->
          close(function + " came without an activation of ours", actions);
    }
  }

  private void stop(List<Action> actions) {
    if (unconfirmed > 0) {
      confirm(actions);
    }
    if (state == State.STOPPED) {
      actions.add(transmit(Function.STOPDT_CON));
    } else if (outstanding.isEmpty()) {
      stopped(actions);
    } else {
      state = State.STOPPING;
    }
  }

  private void stopped(List<Action> actions) {
    state = State.STOPPED;
    actions.add(transmit(Function.STOPDT_CON));
    actions.add(new Stopped());
  }

  /** Takes N(R): all below it have arrived. */
  private boolean acknowledge(int received, List<Action> actions) {
    int count = Math.floorMod(received - confirmed, Apdu.MODULO);
    if (count > outstanding.size()) {
      close(
          "N(R) " + received + " confirms what was not sent; the next N(S) is " + nextSent,
          actions);
      return false;
    }
    for (int i = 0; i < count; i++) {
      outstanding.remove();
    }
    confirmed = received;
    if (count > 0) {
      actions.add(new Confirmed(count));
    }
    return true;
  }

  private void confirm(List<Action> actions) {
    unconfirmed = 0;
    actions.add(new Transmit(new Supervisory(nextReceived).encode()));
  }

  private static Transmit transmit(Function function) {
    return new Transmit(new Unnumbered(function).encode());
  }

  private void close(String reason, List<Action> actions) {
    state = State.CLOSED;
    actions.add(new Close(reason));
  }

  /** Looks at the time-outs. */
  public List<Action> expired(long now) {
    List<Action> actions = new ArrayList<>(1);
    if (state == State.CLOSED) {
      return actions;
    }
    if (!outstanding.isEmpty() && now - outstanding.peek() >= parameters.t1Millis()) {
      close("t1: an I-APDU was not confirmed", actions);
    } else if (testedAt >= 0 && now - testedAt >= parameters.t1Millis()) {
      close("t1: TESTFR act was not confirmed", actions);
    } else {
      if (unconfirmed > 0 && now - unconfirmedSince >= parameters.t2Millis()) {
        confirm(actions);
      }
      if (testedAt < 0 && now - heardAt >= parameters.t3Millis()) {
        testedAt = now;
        actions.add(transmit(Function.TESTFR_ACT));
      }
    }
    return actions;
  }

  /** When {@link #expired} has to be asked next, monotonic ms. */
  public long deadline() {
    long next = testedAt >= 0 ? testedAt + parameters.t1Millis() : heardAt + parameters.t3Millis();
    if (!outstanding.isEmpty()) {
      next = Math.min(next, outstanding.peek() + parameters.t1Millis());
    }
    if (unconfirmed > 0) {
      next = Math.min(next, unconfirmedSince + parameters.t2Millis());
    }
    return state == State.CLOSED ? Long.MAX_VALUE : next;
  }
}

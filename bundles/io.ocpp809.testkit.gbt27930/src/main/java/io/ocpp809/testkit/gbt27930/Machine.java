package io.ocpp809.testkit.gbt27930;

import io.ocpp809.can.Frame;
import io.ocpp809.gbt27930.message.Edition;
import io.ocpp809.gbt27930.message.Message;
import io.ocpp809.gbt27930.message.Node;
import java.util.List;
import java.util.function.Supplier;

/**
 * What charger and vehicle have in common: where they stand, what they say again and again, what
 * they wait for, and what they do wrong when told to. Frames and time in, frames out.
 *
 * @param <T> names what is said and what is waited for
 */
abstract sealed class Machine<T extends Enum<T>> implements Party
    permits ChargerMachine, VehicleMachine {
  private final Radio radio;
  private final Agenda<T> agenda = new Agenda<>();
  private Phase phase = Phase.IDLE;
  private long now;

  Machine(Node node) {
    radio = new Radio(node);
  }

  /** A message of the other has come. */
  abstract void heard(Message message);

  /** Time has passed, and with it current through the plug. */
  abstract void flowed(double seconds);

  /** Nothing of this try counts any more, and the contactors are open. */
  abstract void forget();

  /** The plug is out: everything is off. */
  public final void unplug(long nanos) {
    at(nanos);
    over(Phase.IDLE);
  }

  /** What it does wrong from now on. */
  public final void misbehave(Misbehaviour misbehaviour) {
    radio.spoiler().tell(misbehaviour);
  }

  /** Does nothing wrong any more. */
  public final void behave() {
    radio.spoiler().behave();
  }

  /** Where it stands. */
  public final Phase phase() {
    return phase;
  }

  @Override
  public final void hear(Frame frame, long nanos) {
    flow(nanos);
    radio.hear(frame).ifPresent(this::heard);
  }

  @Override
  public final List<Frame> run(long nanos) {
    flow(nanos);
    agenda.run(nanos);
    return radio.due();
  }

  @Override
  public final long due() {
    return Math.min(agenda.next(), radio.next());
  }

  /** It is later now; what has happened until then has happened. */
  final void flow(long nanos) {
    double seconds = (nanos - now) / 1e9;
    at(nanos);
    flowed(seconds);
  }

  /** What time it is, where nothing has flowed before. */
  final void at(long nanos) {
    now = nanos;
    radio.at(nanos);
  }

  /** Speaks this edition from now on. */
  final void speak(Edition edition) {
    radio.speak(edition);
  }

  /** Stands there now. */
  final void enter(Phase next) {
    phase = next;
  }

  /** Stands there now, silent and off. */
  final void over(Phase next) {
    clear();
    phase = next;
  }

  /** Says and waits for nothing any more, and is off. */
  final void clear() {
    agenda.clear();
    radio.reset();
    forget();
  }

  /** The charging is over as it should be. */
  final void ended() {
    if (!stuck()) {
      over(Phase.ENDED);
    }
  }

  /** Whether a charging is agreed on, or runs, and nobody has stopped it. */
  final boolean underWay() {
    return phase == Phase.CONFIGURATION || phase == Phase.READY || phase == Phase.CHARGING;
  }

  /** Whether it is told not to go on from here. */
  final boolean stuck() {
    return radio.spoiler().stuck(phase);
  }

  /** Says it at once, and again in every cycle, ns. */
  final void say(T what, long cycle, Supplier<Message> message) {
    agenda.every(what, now, cycle, () -> radio.send(message.get()));
  }

  /** Does it after so many ns, unless it is cancelled before. */
  final void after(T what, long nanos, Runnable action) {
    agenda.once(what, now + nanos, action);
  }

  /** Says or waits for it no longer. */
  final void cancel(T what) {
    agenda.cancel(what);
  }

  /** Says and waits for nothing any more; transports that are under way go on. */
  final void cancelAll() {
    agenda.clear();
  }

  /** Whether it is said or waited for. */
  final boolean has(T what) {
    return agenda.has(what);
  }
}

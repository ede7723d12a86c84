package io.ocpp809.testkit.gbt27930;

import io.ocpp809.can.Frame;
import io.ocpp809.gbt27930.message.Ccs;
import io.ocpp809.gbt27930.message.Cem;
import io.ocpp809.gbt27930.message.Chm;
import io.ocpp809.gbt27930.message.Cml;
import io.ocpp809.gbt27930.message.Crm;
import io.ocpp809.gbt27930.message.Cro;
import io.ocpp809.gbt27930.message.Csd;
import io.ocpp809.gbt27930.message.Cst;
import io.ocpp809.gbt27930.message.Edition;
import io.ocpp809.gbt27930.message.Message;
import io.ocpp809.gbt27930.message.Node;
import io.ocpp809.gbt27930.message.Readiness;
import io.ocpp809.gbt27930.message.Recognition;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The battery management system of a vehicle (address 0xF4) as a pure state machine, with a battery
 * that fills, every timer of the standard and reconnection at CRM(00).
 */
public final class VehicleMachine implements Party {
  private enum Timer {
    BHM,
    BRM,
    BCP,
    BRO,
    BCL,
    BCS,
    BSM,
    BMV,
    BMT,
    BSP,
    BST,
    BSD,
    BEM,
    NO_CRM,
    NO_CRM_AA,
    NO_CML,
    NO_CRO,
    NOT_READY,
    PREPARED,
    NO_CCS,
    NO_CST,
    NO_CSD,
    TOLD,
    GIVE_UP
  }

  private final VehicleSettings settings;
  private final Circuit circuit;
  private final Battery battery;
  private final VehicleWords words;
  private final Radio radio = new Radio(Node.BMS);
  private final Agenda<Timer> agenda = new Agenda<>();
  private final Set<Warning> warnings = EnumSet.noneOf(Warning.class);
  private Phase phase = Phase.IDLE;
  private VehicleStop stop = VehicleStop.NONE;
  private int attempts;
  private long now;
  private boolean prepared;
  private boolean paused;
  private boolean cstSeen;

  /**
   * A vehicle that is not plugged in.
   *
   * @param settings what kind of vehicle it is
   * @param circuit the wires to the charger
   */
  VehicleMachine(VehicleSettings settings, Circuit circuit) {
    this.settings = settings;
    this.circuit = circuit;
    this.battery = new Battery(settings.pack(), settings.percent());
    this.words = new VehicleWords(settings, battery, circuit);
    radio.speak(settings.edition());
  }

  /** The plug is in and gives the auxiliary supply: it wakes up. Also after a restart. */
  public void wake(long nanos) {
    clear(nanos);
    attempts = 0;
    stop = VehicleStop.NONE;
    phase = Phase.WAITING;
    once(Timer.NO_CRM, Times.MISSING_FIRST_CRM, () -> error(Missed.CRM_00));
  }

  /** The plug is out. */
  public void unplug(long nanos) {
    clear(nanos);
    phase = Phase.IDLE;
  }

  /** Ends the charging for a reason of the vehicle's; nothing happens if it does not charge. */
  public void stop(VehicleStop why, long nanos) {
    flow(nanos);
    if (phase == Phase.CONFIGURATION || phase == Phase.READY || phase == Phase.CHARGING) {
      stopping(why);
    }
  }

  /** Forbids the charger to give current (BSM 7.5 = 00), or permits it again. */
  public void pause(boolean forbidden) {
    paused = forbidden;
  }

  /** Warns of something in BSM from now on. */
  public void warn(Warning warning) {
    warnings.add(warning);
  }

  /** What it does wrong from now on. */
  public void misbehave(Misbehaviour misbehaviour) {
    radio.spoiler().tell(misbehaviour);
  }

  /** Does nothing wrong any more. */
  public void behave() {
    radio.spoiler().behave();
  }

  /** Where it stands. */
  public Phase phase() {
    return phase;
  }

  /** How often it has answered CRM(00), and if so again, since the plug was in. */
  public int attempts() {
    return attempts;
  }

  /** Why it ended the charging; NONE if it did not. */
  public VehicleStop stopped() {
    return stop;
  }

  /** The battery's charge in percent. */
  public double soc() {
    return battery.soc();
  }

  @Override
  public void hear(Frame frame, long nanos) {
    flow(nanos);
    radio.hear(frame).ifPresent(this::heard);
  }

  @Override
  public List<Frame> run(long nanos) {
    flow(nanos);
    agenda.run(nanos);
    return radio.due();
  }

  @Override
  public long due() {
    return Math.min(agenda.next(), radio.next());
  }

  private void flow(long nanos) {
    battery.take(circuit.amps(), (nanos - now) / 1e9);
    circuit.present(battery.volts());
    now = nanos;
    radio.at(nanos);
    if (phase == Phase.CHARGING && battery.soc() >= settings.target()) {
      stopping(VehicleStop.SOC_TARGET);
    }
  }

  private void clear(long nanos) {
    now = nanos;
    radio.at(nanos);
    agenda.clear();
    radio.reset();
    circuit.vehicle(false);
    prepared = false;
    cstSeen = false;
  }

  private void every(Timer timer, long period, Runnable action) {
    agenda.every(timer, now, period, action);
  }

  private void once(Timer timer, long after, Runnable action) {
    agenda.once(timer, now + after, action);
  }

  private void heard(Message message) {
    if (message instanceof Chm) {
      handshake();
    } else if (message instanceof Crm crm) {
      if (crm.recognition() == Recognition.RECOGNISED) {
        recognised();
      } else {
        asked();
      }
    } else if (message instanceof Cml) {
      configured();
    } else if (message instanceof Cro cro) {
      chargerReady(cro.ready() == Readiness.READY);
    } else if (message instanceof Ccs) {
      if (phase == Phase.CHARGING) {
        awaitCcs(Times.missingFast(settings.edition()));
      }
    } else if (message instanceof Cst) {
      chargerStops();
    } else if (message instanceof Csd) {
      if (phase == Phase.ENDING) {
        ended();
      }
    } else if (message instanceof Cem cem) {
      chargerMissed(cem);
    }
  }

  private void handshake() {
    if (settings.edition() == Edition.Y2011 || phase != Phase.WAITING) {
      return;
    }
    phase = Phase.HANDSHAKE;
    every(Timer.BHM, Times.CYCLE, () -> radio.send(words.bhm()));
    once(Timer.NO_CRM, Times.MISSING_CRM, () -> error(Missed.CRM_00));
  }

  /** CRM(00): the beginning, or another try of the charger's. */
  private void asked() {
    boolean begins =
        switch (phase) {
          case WAITING, HANDSHAKE, ERROR -> true;
          case CONFIGURATION, READY, CHARGING -> true;
          default -> false;
        };
    if (!begins || radio.spoiler().stuck(phase)) {
      return;
    }
    clear(now);
    attempts++;
    phase = Phase.RECOGNITION;
    every(Timer.BRM, Times.CYCLE, () -> radio.send(words.brm()));
    once(Timer.NO_CRM_AA, Times.MISSING, () -> error(Missed.CRM_AA));
  }

  private void recognised() {
    if (phase != Phase.RECOGNITION) {
      return;
    }
    agenda.cancel(Timer.NO_CRM_AA);
    if (radio.spoiler().stuck(phase)) {
      return;
    }
    agenda.cancel(Timer.BRM);
    phase = Phase.CONFIGURATION;
    every(Timer.BCP, Times.SLOW_CYCLE, () -> radio.send(words.bcp()));
    once(Timer.NO_CML, Times.MISSING, () -> error(Missed.CML));
  }

  private void configured() {
    if (phase != Phase.CONFIGURATION) {
      return;
    }
    agenda.cancel(Timer.NO_CML);
    if (radio.spoiler().stuck(phase)) {
      return;
    }
    agenda.cancel(Timer.BCP);
    phase = Phase.READY;
    every(Timer.BRO, Times.CYCLE, () -> radio.send(words.bro(false)));
    once(Timer.PREPARED, settings.preparation().toNanos(), this::prepared);
  }

  private void prepared() {
    if (radio.spoiler().stuck(phase)) {
      return;
    }
    prepared = true;
    circuit.vehicle(true);
    every(Timer.BRO, Times.CYCLE, () -> radio.send(words.bro(true)));
    once(Timer.NO_CRO, Times.MISSING, () -> error(Missed.CRO));
    once(Timer.NOT_READY, Times.NOT_READY, () -> error(Missed.CRO));
  }

  private void chargerReady(boolean ready) {
    if (phase != Phase.READY || !prepared) {
      return;
    }
    agenda.cancel(Timer.NO_CRO);
    if (ready) {
      charge();
    }
  }

  private void charge() {
    agenda.clear();
    phase = Phase.CHARGING;
    every(Timer.BCL, Times.FAST_CYCLE, () -> radio.send(words.bcl(paused)));
    every(Timer.BCS, Times.CYCLE, () -> radio.send(words.bcs()));
    every(Timer.BSM, Times.CYCLE, () -> radio.send(words.bsm(warnings, !paused)));
    if (settings.tellsCells()) {
      long cycle = Times.cellCycle(settings.edition());
      every(Timer.BMV, cycle, () -> radio.send(words.bmv()));
      every(Timer.BMT, cycle, () -> radio.send(words.bmt()));
      every(Timer.BSP, cycle, () -> radio.send(words.bsp()));
    }
    // The first CCS may wait for the next cycle; from then on the edition's time counts.
    awaitCcs(Times.SECOND);
  }

  private void awaitCcs(long time) {
    once(Timer.NO_CCS, time, () -> error(Missed.CCS));
  }

  private void chargerStops() {
    cstSeen = true;
    agenda.cancel(Timer.NO_CST);
    if (phase == Phase.CONFIGURATION || phase == Phase.READY || phase == Phase.CHARGING) {
      stopping(VehicleStop.CHARGER);
    }
  }

  private void stopping(VehicleStop why) {
    boolean seen = cstSeen;
    stop = why;
    agenda.clear();
    phase = Phase.STOPPING;
    every(Timer.BST, Times.STOP_CYCLE, () -> radio.send(words.bst(why)));
    if (!seen) {
      once(Timer.NO_CST, Times.MISSING, () -> error(Missed.CST));
    }
    once(Timer.NO_CSD, Times.MISSING_END, () -> error(Missed.CSD));
    once(Timer.TOLD, Times.LEAST_STOP, this::told);
  }

  /** BST is told for a while, and until CST is heard; then it opens and sums up. */
  private void told() {
    if (!cstSeen || radio.spoiler().stuck(phase)) {
      once(Timer.TOLD, Times.STOP_CYCLE, this::told);
      return;
    }
    agenda.cancel(Timer.BST);
    circuit.vehicle(false);
    phase = Phase.ENDING;
    every(Timer.BSD, Times.CYCLE, () -> radio.send(words.bsd()));
  }

  private void ended() {
    if (radio.spoiler().stuck(phase)) {
      return;
    }
    clear(now);
    phase = Phase.ENDED;
  }

  private void error(Missed missed) {
    failed(missed != Missed.CST && missed != Missed.CSD);
    every(Timer.BEM, Times.CYCLE, () -> radio.send(words.bem(missed)));
  }

  private void chargerMissed(Cem cem) {
    boolean runs =
        switch (phase) {
          case RECOGNITION, CONFIGURATION, READY, CHARGING, STOPPING, ENDING -> true;
          default -> false;
        };
    if (runs) {
      failed(!words.endedBy(cem));
    }
  }

  private void failed(boolean again) {
    clear(now);
    phase = again ? Phase.ERROR : Phase.LOCKED;
    once(
        Timer.GIVE_UP,
        again ? Times.MISSING_CRM : Times.MISSING,
        () -> {
          clear(now);
          phase = Phase.LOCKED;
        });
  }
}

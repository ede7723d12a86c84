package io.ocpp809.testkit.gbt27930;

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
import java.util.Set;

/**
 * The battery management system of a vehicle (address 0xF4) as a pure state machine, with a battery
 * that fills, every timer of the standard and reconnection at CRM(00).
 */
public final class VehicleMachine extends Machine<VehicleMachine.Timer> {
  /** What is said, and what is waited for. */
  enum Timer {
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
  private final Set<Warning> warnings = EnumSet.noneOf(Warning.class);
  private VehicleStop stop = VehicleStop.NONE;
  private int attempts;
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
    super(Node.BMS);
    this.settings = settings;
    this.circuit = circuit;
    this.battery = new Battery(settings.pack(), settings.percent());
    this.words = new VehicleWords(settings, battery, circuit);
    speak(settings.edition());
  }

  /** The plug is in and gives the auxiliary supply: it wakes up. Also after a restart. */
  public void wake(long nanos) {
    at(nanos);
    over(Phase.WAITING);
    attempts = 0;
    stop = VehicleStop.NONE;
    after(Timer.NO_CRM, Times.MISSING_FIRST_CRM, () -> error(Missed.CRM_00));
  }

  /** Ends the charging for a reason of the vehicle's; nothing happens if it does not charge. */
  public void stop(VehicleStop why, long nanos) {
    flow(nanos);
    if (underWay()) {
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
  void flowed(double seconds) {
    battery.take(circuit.amps(), seconds);
    circuit.present(battery.volts());
    if (phase() == Phase.CHARGING && battery.soc() >= settings.target()) {
      stopping(VehicleStop.SOC_TARGET);
    }
  }

  @Override
  void forget() {
    circuit.vehicle(false);
    prepared = false;
    cstSeen = false;
  }

  @Override
  void heard(Message message) {
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
      if (phase() == Phase.CHARGING) {
        awaitCcs(Times.missingFast(settings.edition()));
      }
    } else if (message instanceof Cst) {
      chargerStops();
    } else if (message instanceof Csd) {
      if (phase() == Phase.ENDING) {
        ended();
      }
    } else if (message instanceof Cem cem) {
      chargerMissed(cem);
    }
  }

  private void handshake() {
    if (settings.edition() == Edition.Y2011 || phase() != Phase.WAITING) {
      return;
    }
    enter(Phase.HANDSHAKE);
    say(Timer.BHM, Times.CYCLE, words::bhm);
    after(Timer.NO_CRM, Times.MISSING_CRM, () -> error(Missed.CRM_00));
  }

  /** CRM(00): the beginning, or another try of the charger's. */
  private void asked() {
    boolean waits =
        phase() == Phase.WAITING || phase() == Phase.HANDSHAKE || phase() == Phase.ERROR;
    if (!waits && !underWay() || stuck()) {
      return;
    }
    over(Phase.RECOGNITION);
    attempts++;
    say(Timer.BRM, Times.CYCLE, words::brm);
    after(Timer.NO_CRM_AA, Times.MISSING, () -> error(Missed.CRM_AA));
  }

  private void recognised() {
    if (phase() != Phase.RECOGNITION) {
      return;
    }
    cancel(Timer.NO_CRM_AA);
    if (stuck()) {
      return;
    }
    cancel(Timer.BRM);
    enter(Phase.CONFIGURATION);
    say(Timer.BCP, Times.SLOW_CYCLE, words::bcp);
    after(Timer.NO_CML, Times.MISSING, () -> error(Missed.CML));
  }

  private void configured() {
    if (phase() != Phase.CONFIGURATION) {
      return;
    }
    cancel(Timer.NO_CML);
    if (stuck()) {
      return;
    }
    cancel(Timer.BCP);
    enter(Phase.READY);
    say(Timer.BRO, Times.CYCLE, () -> words.bro(false));
    after(Timer.PREPARED, settings.preparation().toNanos(), this::prepared);
  }

  private void prepared() {
    if (stuck()) {
      return;
    }
    prepared = true;
    circuit.vehicle(true);
    say(Timer.BRO, Times.CYCLE, () -> words.bro(true));
    after(Timer.NO_CRO, Times.MISSING, () -> error(Missed.CRO));
    after(Timer.NOT_READY, Times.NOT_READY, () -> error(Missed.CRO));
  }

  private void chargerReady(boolean ready) {
    if (phase() != Phase.READY || !prepared) {
      return;
    }
    cancel(Timer.NO_CRO);
    if (ready) {
      charge();
    }
  }

  private void charge() {
    cancelAll();
    enter(Phase.CHARGING);
    say(Timer.BCL, Times.FAST_CYCLE, () -> words.bcl(paused));
    say(Timer.BCS, Times.CYCLE, words::bcs);
    say(Timer.BSM, Times.CYCLE, () -> words.bsm(warnings, !paused));
    if (settings.tellsCells()) {
      long cycle = Times.cellCycle(settings.edition());
      say(Timer.BMV, cycle, words::bmv);
      say(Timer.BMT, cycle, words::bmt);
      say(Timer.BSP, cycle, words::bsp);
    }
    // The first CCS may wait for the next cycle; from then on the edition's time counts.
    awaitCcs(Times.SECOND);
  }

  private void awaitCcs(long time) {
    after(Timer.NO_CCS, time, () -> error(Missed.CCS));
  }

  private void chargerStops() {
    cstSeen = true;
    cancel(Timer.NO_CST);
    if (underWay()) {
      stopping(VehicleStop.CHARGER);
    }
  }

  private void stopping(VehicleStop why) {
    boolean seen = cstSeen;
    stop = why;
    cancelAll();
    enter(Phase.STOPPING);
    say(Timer.BST, Times.STOP_CYCLE, () -> words.bst(why));
    if (!seen) {
      after(Timer.NO_CST, Times.MISSING, () -> error(Missed.CST));
    }
    after(Timer.NO_CSD, Times.MISSING_END, () -> error(Missed.CSD));
    after(Timer.TOLD, Times.LEAST_STOP, this::told);
  }

  /** BST is told for a while, and until CST is heard; then it opens and sums up. */
  private void told() {
    if (!cstSeen || stuck()) {
      after(Timer.TOLD, Times.STOP_CYCLE, this::told);
      return;
    }
    cancel(Timer.BST);
    circuit.vehicle(false);
    enter(Phase.ENDING);
    say(Timer.BSD, Times.CYCLE, words::bsd);
  }

  private void error(Missed missed) {
    failed(missed != Missed.CST && missed != Missed.CSD);
    say(Timer.BEM, Times.CYCLE, () -> words.bem(missed));
  }

  private void chargerMissed(Cem cem) {
    boolean runs =
        switch (phase()) {
          case RECOGNITION, CONFIGURATION, READY, CHARGING, STOPPING, ENDING -> true;
          default -> false;
        };
    if (runs) {
      failed(!words.endedBy(cem));
    }
  }

  private void failed(boolean again) {
    over(again ? Phase.ERROR : Phase.LOCKED);
    after(Timer.GIVE_UP, again ? Times.MISSING_CRM : Times.MISSING, () -> over(Phase.LOCKED));
  }
}

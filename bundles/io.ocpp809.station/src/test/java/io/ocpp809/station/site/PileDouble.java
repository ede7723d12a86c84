package io.ocpp809.station.site;

import io.ocpp809.station.ConnectorState;
import io.ocpp809.station.ConnectorView;
import io.ocpp809.station.EvseView;
import io.ocpp809.station.StationIdentity;
import io.ocpp809.station.StationView;
import io.ocpp809.station.auth.IdToken;
import io.ocpp809.station.limit.Limit;
import io.ocpp809.station.limit.LimitSource;
import io.ocpp809.station.pile.PileIdentity;
import io.ocpp809.station.reading.Measurand;
import io.ocpp809.station.reading.Phase;
import io.ocpp809.station.reading.Reading;
import io.ocpp809.station.time.TimeSource;
import io.ocpp809.station.transaction.ChargingState;
import io.ocpp809.station.transaction.TransactionView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A station with one EVSE, its pile and its vehicle, played without any of their software. */
final class PileDouble implements SeatedStation {
  final Member member;
  final Map<String, String> findings = new LinkedHashMap<>();
  final List<Integer> grants = new ArrayList<>();
  private final TimeSource time;
  private final List<int[]> past = new ArrayList<>();
  int lagSeconds;
  int toldLateSeconds;
  int limit;
  int carMilliamps = 32_000;
  int carPhases = 3;
  boolean plugged;
  boolean reachable = true;
  int transaction;
  int plans;
  boolean transactionKnown = true;
  boolean measured = true;
  long frozenAtMillis = -1;
  long currentsFrozenAtMillis = -1;
  int stubbornMilliamps = -1;
  boolean refusing;
  boolean broken;
  LimitSource gridSource;
  Optional<Integer> gridShare = Optional.empty();
  private int granted = -1;
  private int acknowledged = -1;
  private int lag;
  private int silentSeconds;

  PileDouble(Member member, TimeSource time) {
    this.member = member;
    this.time = time;
  }

  void charge() {
    plugged = true;
    transaction++;
  }

  void leave() {
    plugged = false;
  }

  int granted() {
    return granted;
  }

  /** Lets a second pass. */
  void live() {
    follow();
    int[] now = new int[member.phases().size()];
    Arrays.setAll(now, this::drawn);
    past.add(now);
  }

  private void follow() {
    if (stubbornMilliamps >= 0) {
      limit = stubbornMilliamps;
      acknowledged = granted;
      return;
    }
    if (refusing && limit != granted) {
      acknowledged = -1;
      return;
    }
    silentSeconds = reachable ? 0 : silentSeconds + 1;
    if (silentSeconds >= 10) {
      limit = member.failSafeMilliamps();
    }
    if (!reachable) {
      acknowledged = -1;
    } else if (granted >= 0 && (limit == granted || lag-- <= 0)) {
      limit = granted;
      acknowledged = granted;
    }
  }

  /** Current on a phase of the pile, mA. */
  int drawn(int own) {
    boolean charges = plugged && limit >= member.minimumMilliamps();
    return charges && own < Math.min(carPhases, member.phases().size())
        ? Math.min(limit, carMilliamps)
        : 0;
  }

  /** The current of a phase of the pile that it tells, mA. */
  private int told(int own) {
    int at = past.size() - 1 - toldLateSeconds;
    return toldLateSeconds == 0 ? drawn(own) : at < 0 ? 0 : past.get(at)[own];
  }

  /** Current on a phase of the site, mA. */
  int on(int phase) {
    int own = member.phases().indexOf(phase);
    return own < 0 ? 0 : drawn(own);
  }

  @Override
  public StationView view() {
    if (broken) {
      throw new IllegalStateException("out of order");
    }
    long at = frozenAtMillis < 0 ? time.monotonicMillis() : frozenAtMillis;
    List<Reading> readings = new ArrayList<>();
    for (int p = 0; measured && p < member.phases().size(); p++) {
      Phase phase = Phase.values()[Phase.L1.ordinal() + p];
      double amps = currentsFrozenAtMillis < 0 ? told(p) / 1000d : 15;
      long from = currentsFrozenAtMillis < 0 ? at : currentsFrozenAtMillis;
      readings.add(Reading.measured(Measurand.CURRENT_IMPORT, phase, amps, from));
    }
    readings.add(Reading.measured(Measurand.TEMPERATURE, Phase.ALL, 20, at));
    Optional<TransactionView> running =
        plugged && transactionKnown
            ? Optional.of(
                new TransactionView(
                    "t" + transaction,
                    1,
                    1,
                    new IdToken("CARD", IdToken.Kind.CENTRAL),
                    time.now(),
                    0,
                    0,
                    ChargingState.CHARGING))
            : Optional.empty();
    EvseView evse =
        new EvseView(
            1,
            0,
            List.of(new ConnectorView(1, ConnectorState.AVAILABLE, Optional.empty(), "")),
            Optional.empty(),
            PileIdentity.UNKNOWN,
            reachable,
            true,
            running,
            readings,
            22_080,
            3,
            "",
            -1,
            -1,
            acknowledged,
            0);
    return new StationView(
        member.id(),
        new StationIdentity("v", "m", "", "", "", ""),
        time.now(),
        true,
        "",
        List.of(evse),
        List.of());
  }

  @Override
  public void share(int evse, LimitSource source, Optional<Limit> share) {
    if (source == LimitSource.GRID || source == LimitSource.FAIL_SAFE) {
      gridSource = source;
      gridShare = share.map(Limit::value);
      return;
    }
    granted = share.map(Limit::value).orElse(-1);
    grants.add(granted);
    lag = lagSeconds;
  }

  @Override
  public void planned(int evse, LimitSource source) {
    plans++;
  }

  @Override
  public void finding(String id, int evse, Optional<String> text) {
    text.ifPresentOrElse(t -> findings.put(id, t), () -> findings.remove(id));
  }
}

package io.ocpp809.iec104.station;

import io.ocpp809.iec104.asdu.Asdu;
import io.ocpp809.iec104.asdu.Cause;
import io.ocpp809.iec104.asdu.Content.Qualifier;
import io.ocpp809.iec104.asdu.InformationObject;
import io.ocpp809.iec104.asdu.MalformedAsduException;
import io.ocpp809.iec104.asdu.RawAsdu;
import io.ocpp809.iec104.asdu.TypeId;
import io.ocpp809.iec104.asdu.TypeId.Direction;
import java.time.Duration;
import java.util.List;

/**
 * Answers what controlling stations ask. The order of the checks: type, cause, common address,
 * object address, then what the process says. Every confirmation mirrors the octets that were
 * received; an answer, or anything in monitor direction, is never answered.
 */
final class Requests {
  /** Further off than this no clock of a controlling station is believed. */
  private static final Duration CLOCK_MOST = Duration.ofDays(366);

  /** Types up to this one go in monitor direction, also those without a codec here. */
  private static final int LAST_MONITORED = 41;

  private final ControlledStation station;
  private final Interrogations interrogations;
  private final Orders orders;

  Requests(ControlledStation station, Image image, Commands commands) {
    this.station = station;
    this.interrogations = new Interrogations(station, image);
    this.orders = new Orders(station, image.table(), commands);
  }

  void take(Connection c, byte[] octets, Moment now) {
    try {
      RawAsdu raw = RawAsdu.of(octets);
      if (ignored(raw)) {
        audit(c, raw, "an answer, or information in monitor direction, is not answered", now);
        return;
      }
      TypeId type = raw.type().orElse(null);
      if (type == null || !serves(type)) {
        refuse(c, raw, Cause.UNKNOWN_TYPE, now);
        return;
      }
      serve(c, raw, Asdu.decode(raw), now);
    } catch (MalformedAsduException e) {
      station.fault(c, e.getMessage() + ": " + hex(octets), now);
    }
  }

  private static String hex(byte[] octets) {
    return java.util.HexFormat.ofDelimiter(" ").withUpperCase().formatHex(octets);
  }

  private static boolean ignored(RawAsdu raw) {
    boolean monitor = raw.type().map(t -> t.direction() == Direction.MONITOR).orElse(false);
    boolean process = raw.typeCode() >= 1 && raw.typeCode() <= LAST_MONITORED;
    return monitor || process || Cause.isAnswer(raw.causeCode());
  }

  private boolean serves(TypeId type) {
    return type.direction() == Direction.SYSTEM || orders.serves(type);
  }

  private void serve(Connection c, RawAsdu raw, Asdu asdu, Moment now) {
    int cause = raw.causeCode();
    boolean read = asdu.type() == TypeId.C_RD_NA_1;
    boolean stops = cause == Cause.DEACTIVATION.code() && deactivates(asdu.type());
    if (read ? cause != Cause.REQUEST.code() : cause != Cause.ACTIVATION.code() && !stops) {
      refuse(c, raw, Cause.UNKNOWN_CAUSE, now);
      return;
    }
    boolean toAll = raw.commonAddress() == RawAsdu.BROADCAST && forAll(asdu.type());
    if (!station.mine(raw) && !toAll) {
      refuse(c, raw, Cause.UNKNOWN_COMMON_ADDRESS, now);
      return;
    }
    InformationObject object = asdu.objects().get(0);
    boolean addressed = asdu.type().direction() == Direction.COMMAND || read;
    if (!addressed && object.address() != 0) {
      refuse(c, raw, Cause.UNKNOWN_OBJECT_ADDRESS, now);
      return;
    }
    if (asdu.type().direction() == Direction.COMMAND) {
      orders.serve(c, raw, asdu, now);
      return;
    }
    if (asdu.objects().size() != 1) {
      deny(c, raw, "more than one object", now);
      return;
    }
    if (raw.sequence()) {
      deny(c, raw, "a sequence (SQ) in control direction", now);
      return;
    }
    switch (asdu.type()) {
      case C_IC_NA_1 -> interrogate(c, raw, code(object), stops, now);
      case C_CI_NA_1 -> count(c, raw, code(object), stops, now);
      case C_RD_NA_1 -> interrogations.read(c, raw, object.address(), now);
      case C_CS_NA_1 -> clock(c, raw, object, now);
      case C_RP_NA_1 -> reset(c, raw, code(object), now);
      case C_TS_TA_1 -> confirm(c, raw, now);
      default -> throw new IllegalStateException("not served: " + asdu.type());
    }
  }

  private void interrogate(Connection c, RawAsdu raw, int qualifier, boolean stops, Moment now) {
    if (stops) {
      ended(c, raw, interrogations.stop(c), now);
      return;
    }
    String refusal = interrogations.interrogate(c, raw, qualifier, now);
    if (!refusal.isEmpty()) {
      deny(c, raw, refusal, now);
    }
  }

  private void count(Connection c, RawAsdu raw, int qualifier, boolean stops, Moment now) {
    if (stops) {
      ended(c, raw, interrogations.stopCounters(c), now);
      return;
    }
    String refusal = interrogations.counters(c, raw, qualifier, now);
    if (!refusal.isEmpty()) {
      deny(c, raw, refusal, now);
    }
  }

  private void ended(Connection c, RawAsdu raw, boolean ran, Moment now) {
    if (!ran) {
      audit(c, raw, "no interrogation runs", now);
    }
    station.confirm(
        c, raw.mirrored(Cause.DEACTIVATION_CON, !ran, station.settings().commonAddress()));
  }

  private static boolean forAll(TypeId type) {
    return type == TypeId.C_IC_NA_1
        || type == TypeId.C_CI_NA_1
        || type == TypeId.C_CS_NA_1
        || type == TypeId.C_RP_NA_1;
  }

  private static boolean deactivates(TypeId type) {
    return type.direction() == Direction.COMMAND
        || type == TypeId.C_IC_NA_1
        || type == TypeId.C_CI_NA_1;
  }

  private static int code(InformationObject object) {
    return ((Qualifier) object.content()).code();
  }

  private void clock(Connection c, RawAsdu raw, InformationObject object, Moment now) {
    StationSettings.ClockPolicy policy = station.settings().clock();
    boolean follows = policy == StationSettings.ClockPolicy.FOLLOW;
    String refusal = follows ? c.group().settings().mayCommand(raw.originator()) : "";
    Duration told =
        object
            .time()
            .flatMap(t -> t.instant(station.settings().zone()))
            .map(t -> Duration.between(now.wall(), t))
            .orElse(null);
    if (policy == StationSettings.ClockPolicy.REFUSE) {
      refusal = "the clock is not to be set by telecontrol";
    } else if (refusal.isEmpty() && told == null) {
      refusal = "the time names no moment";
    } else if (refusal.isEmpty() && object.time().get().invalid()) {
      refusal = "the time is marked invalid";
    } else if (refusal.isEmpty() && now.trusted() && told.abs().compareTo(CLOCK_MOST) > 0) {
      refusal = "the time is more than a year off the gateway's, which is trusted";
    }
    if (!refusal.isEmpty()) {
      deny(c, raw, refusal, now);
      return;
    }
    confirm(c, raw, now);
    if (!raw.test()) {
      if (follows) {
        station.time().told(told, now);
      }
      station.listener().clock(c.group().settings().name(), told, now);
    }
  }

  private void reset(Connection c, RawAsdu raw, int qualifier, Moment now) {
    String rights = c.group().settings().mayCommand(raw.originator());
    if (!rights.isEmpty()) {
      deny(c, raw, rights, now);
    } else if (qualifier == 2) {
      confirm(c, raw, now);
      if (!raw.test()) {
        station.clear(c.group(), now);
      }
    } else {
      deny(c, raw, "the gateway is not restarted by telecontrol", now);
    }
  }

  private void confirm(Connection c, RawAsdu raw, Moment now) {
    station.confirm(
        c, raw.mirrored(Cause.ACTIVATION_CON, false, station.settings().commonAddress()));
  }

  /** Refuses what the process does not allow: a negative confirmation. */
  private void deny(Connection c, RawAsdu raw, String reason, Moment now) {
    audit(c, raw, reason, now);
    station.confirm(
        c, raw.mirrored(Cause.ACTIVATION_CON, true, station.settings().commonAddress()));
  }

  private void refuse(Connection c, RawAsdu raw, Cause cause, Moment now) {
    audit(c, raw, cause.mnemonic(), now);
    station.confirm(c, raw.mirrored(cause, true));
  }

  private void audit(Connection c, RawAsdu raw, String reason, Moment now) {
    station
        .listener()
        .audit(
            new Audit(
                now,
                c.group().settings().name(),
                c.transport().peer(),
                Words.of(raw),
                false,
                reason));
  }

  void completed(Order order, boolean effective, Moment now) {
    orders.completed(order, effective, now);
  }

  void forget(Connection c) {
    orders.forget(c);
  }

  /** Types that are answered, for the interoperability list. */
  List<TypeId> served() {
    return java.util.Arrays.stream(TypeId.values()).filter(this::serves).toList();
  }
}

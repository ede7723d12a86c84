package io.ocpp809.iec104.station;

import io.ocpp809.iec104.asdu.Asdu;
import io.ocpp809.iec104.asdu.Cause;
import io.ocpp809.iec104.asdu.Content.Command;
import io.ocpp809.iec104.asdu.Cp56Time2a;
import io.ocpp809.iec104.asdu.DoublePoint;
import io.ocpp809.iec104.asdu.InformationObject;
import io.ocpp809.iec104.asdu.RawAsdu;
import io.ocpp809.iec104.asdu.TypeId;
import io.ocpp809.iec104.asdu.Value;
import io.ocpp809.iec104.station.CommandPoint.Procedure;
import io.ocpp809.iec104.station.GroupSettings.Termination;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Commands and set-points, direct or selected before they are executed. A command is confirmed at
 * once; while its termination is awaited its point takes no other.
 */
final class Orders {
  private static final Duration FUTURE = Duration.ofSeconds(5);

  private final ControlledStation station;
  private final PointTable table;
  private final Commands commands;
  private final Selections selections;
  private final Map<Place, Running> running = new HashMap<>();
  private long lastId;

  private record Running(Order order, Connection connection, RawAsdu raw) {}

  Orders(ControlledStation station, PointTable table, Commands commands) {
    this.station = station;
    this.table = table;
    this.commands = commands;
    this.selections = new Selections(station.settings().selectMillis());
  }

  /** Whether a type is a command that can be given here: one of its points, or kinds of points. */
  boolean serves(TypeId type) {
    for (CommandKind kind : CommandKind.values()) {
      if (kind.takes(type)) {
        return true;
      }
    }
    return false;
  }

  void serve(Connection c, RawAsdu raw, Asdu asdu, Moment now) {
    InformationObject object = asdu.objects().get(0);
    CommandPoint point = table.command(object.address()).orElse(null);
    if (point == null || !point.kind().takes(asdu.type())) {
      audit(c, raw, "", Cause.UNKNOWN_OBJECT_ADDRESS.mnemonic(), now);
      station.confirm(c, raw.mirrored(Cause.UNKNOWN_OBJECT_ADDRESS, true));
      return;
    }
    Command command = (Command) object.content();
    Selections.Content content =
        new Selections.Content(
            c, raw.originator(), asdu.type(), command.value(), command.qualifier());
    Order order =
        new Order(++lastId, point, command.value(), c.group().settings().name(), raw.originator());
    if (raw.causeCode() == Cause.DEACTIVATION.code()) {
      boolean gone =
          alone(raw, asdu).isEmpty()
              && !raw.test()
              && selections.cancel(Place.of(order), content, now.millis());
      audit(c, raw, "", gone ? "" : "nothing is selected", now);
      station.confirm(c, raw.mirrored(Cause.DEACTIVATION_CON, !gone));
      return;
    }
    String refusal = alone(raw, asdu);
    if (refusal.isEmpty()) {
      refusal = refusal(c, order, command, object, now);
    }
    if (refusal.isEmpty() && !raw.test()) {
      refusal = procedure(order, command, content, now);
    }
    audit(c, raw, words(command), refusal, now);
    station.confirm(c, raw.mirrored(Cause.ACTIVATION_CON, !refusal.isEmpty()));
    if (refusal.isEmpty() && !command.select() && !raw.test()) {
      if (c.group().settings().termination() != Termination.NONE) {
        running.put(Place.of(order), new Running(order, c, raw));
      }
      commands.execute(order);
    }
  }

  /** A command is one object, and no sequence; says what is wrong, or nothing. */
  private static String alone(RawAsdu raw, Asdu asdu) {
    if (asdu.objects().size() != 1) {
      return "more than one object";
    }
    return raw.sequence() ? "a sequence (SQ) in control direction" : "";
  }

  /** What the process says, apart from selections. */
  private String refusal(
      Connection c, Order order, Command command, InformationObject object, Moment now) {
    String rights = c.group().settings().mayCommand(order.originator());
    if (!rights.isEmpty()) {
      return rights;
    }
    String fault = fault(order, command);
    if (!fault.isEmpty()) {
      return fault;
    }
    String age = object.time().map(t -> age(t, now)).orElse("");
    if (!age.isEmpty()) {
      return age;
    }
    boolean reduces = commands.reduces(order);
    if (running.keySet().stream().anyMatch(r -> Place.of(order).waitsFor(r, reduces))) {
      return "the command before has not ended";
    }
    return commands.refusal(order);
  }

  private static String fault(Order order, Command command) {
    if (command.value() instanceof Value.ShortFloat f && !Float.isFinite(f.value())) {
      return "the value is not a finite number";
    }
    if (command.value() instanceof Value.TwoBits t
        && t.state() != DoublePoint.ON
        && t.state() != DoublePoint.OFF) {
      return "the state " + t.state() + " is not permitted";
    }
    boolean fits =
        command.qualifier() == 0
            || !order.point().kind().setPoint() && command.qualifier() == order.point().qualifier();
    return fits ? "" : "qualifier " + command.qualifier() + " is not supported";
  }

  /** A command that is old, or of the future, is refused unless our own clock is not trusted. */
  private String age(Cp56Time2a tag, Moment now) {
    if (!now.trusted() && station.time().offset().isZero()) {
      return "";
    }
    Optional<Instant> at = tag.instant(station.settings().zone());
    if (at.isEmpty() || tag.invalid()) {
      return "its time tag is invalid";
    }
    Duration age = Duration.between(at.get(), now.wall().plus(station.time().offset()));
    if (age.toMillis() > station.settings().commandAgeMillis()) {
      return "it is " + age.toMillis() + " ms old";
    }
    return age.negated().compareTo(FUTURE) > 0
        ? "its time tag lies " + -age.toMillis() + " ms in the future"
        : "";
  }

  private String procedure(Order order, Command command, Selections.Content content, Moment now) {
    Procedure procedure = order.point().procedure();
    Place place = Place.of(order);
    boolean reduces = commands.reduces(order);
    if (command.select()) {
      return procedure == Procedure.DIRECT
          ? "the point is commanded without select"
          : selections.select(place, content, reduces, now.millis());
    }
    if (procedure == Procedure.SELECT
        || procedure == Procedure.SELECT_FOR_RISES && commands.needsSelect(order)) {
      return selections.execute(place, content, reduces, now.millis());
    }
    String reserved = selections.reserved(place, content, reduces, now.millis());
    if (reserved.isEmpty()) {
      selections.cancel(place, content, now.millis());
    }
    return reserved;
  }

  void completed(Order order, boolean effective, Moment now) {
    Running r = running.get(Place.of(order));
    if (r == null || r.order().id() != order.id()) {
      return;
    }
    running.remove(Place.of(order));
    Connection c = r.connection();
    if (!c.gone() && c.session().started()) {
      boolean negative = c.group().settings().termination() == Termination.BY_EFFECT && !effective;
      c.group().queue().answer(r.raw().mirrored(Cause.ACTIVATION_TERM, negative), order);
      station.pump(c.group(), now);
    }
  }

  void forget(Connection c) {
    selections.forget(c);
    running.values().removeIf(r -> r.connection() == c);
  }

  private static String words(Command command) {
    return (command.select() ? ", select " : ", execute ") + command.value();
  }

  private void audit(Connection c, RawAsdu raw, String more, String refusal, Moment now) {
    station
        .listener()
        .audit(
            new Audit(
                now,
                c.group().settings().name(),
                c.transport().peer(),
                Words.of(raw) + more,
                refusal.isEmpty(),
                refusal));
  }
}

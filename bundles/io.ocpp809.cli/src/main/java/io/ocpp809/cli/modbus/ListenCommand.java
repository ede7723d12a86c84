package io.ocpp809.cli.modbus;

import io.ocpp809.modbus.Link;
import io.ocpp809.modbus.survey.Findings;
import io.ocpp809.modbus.survey.HeardMap;
import io.ocpp809.modbus.survey.Listening;
import io.ocpp809.modbus.survey.Overheard;
import io.ocpp809.modbus.survey.Way;
import io.ocpp809.template.workbench.TemplateDraft;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * {@code modbus listen WHERE}: hears another master poll, without sending an octet, and rebuilds
 * the register map.
 */
final class ListenCommand {
  private static final Set<String> VALUED =
      Set.of("--line", "--rs485", "--seconds", "--profile", "--unit");
  private static final Set<String> FLAGS = Set.of("--rtu", "--json", "--csv", "--draft");
  private static final long OPEN_NANOS = 3_000_000_000L;

  private final Desk desk;

  ListenCommand(Desk desk) {
    this.desk = desk;
  }

  int run(List<String> arguments) {
    Options o = new Options("listen", arguments, VALUED, FLAGS);
    Where where = Where.of(o.names(1, 1, "WHERE").get(0), o);
    if (!where.serial() && !where.rtu()) {
      throw o.wrong(
          "listening is for a serial line, or for a converter with RTU over TCP (--rtu); Modbus TCP"
              + " between two others cannot be heard");
    }
    int seconds = o.integer("--seconds", 30, 1, 86_400);
    String profile = o.text("--profile").orElse("overheard");
    if (!profile.matches("[a-z0-9.-]+")) {
      throw o.wrong("--profile: small letters, digits, dots and hyphens, not " + profile);
    }
    Way way = where.way();
    Listening listening = new Listening(way);
    HeardMap map = listening.map();
    try {
      listen(where, way, listening, seconds);
    } catch (IOException e) {
      desk.fault(String.valueOf(e.getMessage()));
      return ModbusCommand.NOT_WELL;
    }
    int unit = o.integer("--unit", firstUnit(map), 0, 255);
    if (o.flag("--json")) {
      desk.json(Findings.of(listening.ear(), map, way, where.toString()));
    } else if (o.flag("--csv")) {
      csv(map);
    } else if (o.flag("--draft")) {
      draft(map, profile, way, unit);
    } else {
      show(way, listening.ear(), map, listening.octets());
    }
    // Listening has no end of its own: to be stopped is as good as the time being over.
    return map.uses().isEmpty() ? ModbusCommand.NOT_WELL : ModbusCommand.DONE;
  }

  private void listen(Where where, Way way, Listening listening, int seconds) throws IOException {
    try (Link link = where.open(way, System.nanoTime() + OPEN_NANOS)) {
      listening.run(
          link,
          seconds,
          desk::stopped,
          () ->
              desk.progress(
                  "listening at " + way,
                  listening.ear().frames()
                      + " frames, "
                      + listening.map().registers().size()
                      + " registers"));
    } catch (IOException e) {
      if (listening.octets() == 0) {
        throw e;
      }
      desk.fault(e.getMessage() + "; what was heard until then follows");
    }
  }

  private static int firstUnit(HeardMap map) {
    return map.uses().isEmpty() ? 1 : map.uses().get(0).range().unit();
  }

  private void draft(HeardMap map, String profile, Way way, int unit) {
    boolean any = map.registers().stream().anyMatch(s -> s.place().unit() == unit);
    if (any) {
      desk.print(TemplateDraft.of(map, profile, way.format(), unit));
    } else {
      desk.fault("no register of unit " + unit + " was heard; nothing to draft");
    }
  }

  private void show(Way way, Overheard ear, HeardMap map, long octets) {
    if (map.uses().isEmpty()) {
      desk.say(
          octets == 0
              ? "Nothing was heard at " + way + ": nobody asks, or A and B are not connected."
              : octets
                  + " octets were heard at "
                  + way
                  + ", but no question: the line has other settings (--line), or is disturbed.");
      return;
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of("unit", "function", "address", "count", "times", "every", "answers in", "wrote"));
    for (HeardMap.Use u : map.uses()) {
      rows.add(row(u));
    }
    desk.table(rows);
    desk.say("");
    List<List<String>> registers = new ArrayList<>();
    registers.add(
        List.of("unit", "register", "counted", "last", "hex", "least", "most", "changes"));
    for (HeardMap.Seen s : map.registers()) {
      registers.add(
          List.of(
              "" + s.place().unit(),
              ReadCommand.letters(s.place().table()) + " " + s.place().address(),
              ReadCommand.counted(s.place().table(), s.place().address()),
              "" + s.last(),
              String.format("%04X", s.last()),
              "" + s.least(),
              "" + s.most(),
              "" + s.changes()));
    }
    if (registers.size() > 1) {
      desk.table(registers);
      desk.say("");
    }
    Set<Integer> units = new TreeSet<>();
    map.uses().forEach(u -> units.add(u.range().unit()));
    desk.say(
        ear.frames()
            + " frames, units "
            + units
            + ", "
            + ear.strays()
            + " octets that belong to none. Nothing was sent.");
  }

  private static List<String> row(HeardMap.Use u) {
    String answer =
        u.exception() > 0
            ? "exception " + u.exception()
            : u.answered() == 0 ? "no answer" : u.answerMillis() + " ms";
    return List.of(
        "" + u.range().unit(),
        "" + u.range().function(),
        "" + u.range().address(),
        "" + u.range().count(),
        "" + u.times(),
        u.periodMillis() > 0 ? u.periodMillis() + " ms" : "",
        u.unanswered() > 0 && u.answered() > 0
            ? answer + ", " + u.unanswered() + " without"
            : answer,
        u.written().isEmpty() ? "" : u.written().toString());
  }

  private void csv(HeardMap map) {
    desk.say("unit,table,address,last,least,most,changes");
    for (HeardMap.Seen s : map.registers()) {
      desk.say(
          s.place().unit()
              + ","
              + s.place().table()
              + ","
              + s.place().address()
              + ","
              + s.last()
              + ","
              + s.least()
              + ","
              + s.most()
              + ","
              + s.changes());
    }
  }
}

package io.ocpp809.cli.modbus;

import com.google.gson.JsonParser;
import io.ocpp809.modbus.Reply;
import io.ocpp809.modbus.Request;
import io.ocpp809.modbus.Table;
import io.ocpp809.modbus.survey.StoppedException;
import io.ocpp809.template.workbench.ChannelLearner;
import io.ocpp809.template.workbench.Learner;
import io.ocpp809.template.workbench.Learner.Register;
import io.ocpp809.template.workbench.Learner.Step;
import io.ocpp809.template.workbench.TemplateDraft;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * {@code modbus learn WHERE}: reads registers while somebody plugs, charges and unplugs, and
 * proposes the state's register, its enum and the draft of a template.
 */
final class LearnCommand {
  private static final Set<String> VALUED =
      Set.of(
          "--line",
          "--rs485",
          "--trust",
          "--key",
          "--unit",
          "--registers",
          "--steps",
          "--step-seconds",
          "--samples",
          "--pause",
          "--profile",
          "--out",
          "--timeout",
          "--trace");
  private static final Set<String> FLAGS = Set.of("--rtu", "--json", "--tls", "--any-name");
  private static final int BLOCK = 20;
  private static final long LOOK_NANOS = 20_000_000;

  private final Desk desk;

  LearnCommand(Desk desk) {
    this.desk = desk;
  }

  /**
   * Registers that are read together.
   *
   * @param table table
   * @param address first
   * @param count how many
   */
  private record Block(Table table, int address, int count) {}

  int run(List<String> arguments) {
    Options o = new Options("learn", arguments, VALUED, FLAGS);
    Where where = Where.of(o.names(1, 1, "WHERE").get(0), o);
    int unit = o.integer("--unit", where.usualUnit(), 0, 255);
    List<Block> blocks = blocks(o.text("--registers").orElse("hr:0-99,ir:0-99"), o);
    List<Step> steps = steps(o);
    int seconds = o.integer("--step-seconds", 0, 1, 3_600);
    int samples = o.integer("--samples", 4, 2, 100);
    int pause = o.integer("--pause", 500, 0, 60_000);
    int wait = o.integer("--timeout", 500, 20, 60_000);
    String profile = o.text("--profile").orElse("learnt");
    if (!profile.matches("[a-z0-9.-]+")) {
      throw o.wrong("--profile: small letters, digits, dots and hyphens, not " + profile);
    }
    if (file(o, "--out")
        .filter(f -> file(o, "--trace").filter(f::equals).isPresent())
        .isPresent()) {
      throw o.wrong("--out and --trace: they need a file each");
    }
    Learner learner = new Learner();
    boolean stopped = false;
    boolean learnt = false;
    boolean lost = false;
    try (Session session =
            new Session(where, where.way(), wait, 0, desk).traced(o.text("--trace"));
        Prompt prompt = new Prompt(desk, seconds)) {
      List<Block> there = present(session, unit, blocks);
      if (there.isEmpty()) {
        desk.fault("unit " + unit + " has none of these registers; give others with --registers");
        return ModbusCommand.NOT_WELL;
      }
      for (Step step : steps) {
        prompt.await(step);
        learner.step(step);
        Reply answer = null;
        for (int i = 0; i < samples; i++) {
          Reply last = sample(session, unit, there, learner);
          answer = answered(answer) ? answer : last;
          learnt |= answered(last);
          desk.progress("recording " + step.name(), (i + 1) + " of " + samples);
          sleep(i + 1 < samples ? pause : 0);
        }
        if (!answered(answer)) {
          throw new IOException("step " + step.name() + ": " + answer.fault());
        }
      }
    } catch (StoppedException e) {
      stopped = true;
    } catch (IOException e) {
      desk.fault(e.getMessage() + (learnt ? "; what was learnt until then follows" : ""));
      if (!learnt) {
        return ModbusCommand.NOT_WELL;
      }
      lost = true;
    }
    Learner.Proposal proposal = learner.propose();
    String draft =
        proposal.changes().isEmpty()
            ? ""
            : TemplateDraft.of(proposal, profile, where.format(), unit);
    int status = save(o, draft);
    if (o.flag("--json")) {
      desk.json(json(proposal, draft, stopped));
    } else {
      show(proposal, draft, o.text("--out").filter(file -> status == ModbusCommand.DONE));
    }
    if (stopped) {
      desk.fault("stopped; nothing more was sent and the line is closed");
      return ModbusCommand.STOPPED;
    }
    return proposal.state().isPresent() && !lost ? status : ModbusCommand.NOT_WELL;
  }

  private static Optional<Path> file(Options o, String option) {
    return o.text(option).map(f -> Path.of(f).toAbsolutePath().normalize());
  }

  private static List<Step> steps(Options o) {
    List<Step> steps = new ArrayList<>();
    o.text("--steps")
        .ifPresent(
            text -> {
              for (String s : text.split(",")) {
                try {
                  steps.add(Step.of(s.trim()));
                } catch (IllegalArgumentException e) {
                  throw o.wrong("--steps: " + e.getMessage());
                }
              }
            });
    if (steps.size() == 1) {
      throw o.wrong("--steps: two steps at least; one tells nothing apart");
    }
    return steps.isEmpty() ? Step.usual() : steps;
  }

  private static List<Block> blocks(String text, Options o) {
    List<Block> result = new ArrayList<>();
    for (String part : text.split(",")) {
      String[] sides = part.trim().split(":");
      if (sides.length != 2 || !sides[1].matches("\\d+(-\\d+)?")) {
        throw o.wrong("--registers: ranges such as hr:0-99,ir:1000-1020, not " + part);
      }
      Table table = ReadCommand.table(sides[0], o);
      String[] ends = sides[1].split("-");
      int first = o.number("--registers", ends[0], 0, 65_535);
      int last = o.number("--registers", ends[ends.length - 1], first, 65_535);
      if (last - first > 1_999) {
        throw o.wrong("--registers: 2000 of a range at most, not " + part);
      }
      for (int at = first; at <= last; at += BLOCK) {
        result.add(new Block(table, at, Math.min(BLOCK, last - at + 1)));
      }
    }
    return result;
  }

  /** Blocks that can be read; where one cannot, its registers one by one. */
  private List<Block> present(Session session, int unit, List<Block> blocks) throws IOException {
    List<Block> result = new ArrayList<>();
    int silent = 0;
    for (Block b : blocks) {
      desk.progress("looking for registers", ReadCommand.letters(b.table()) + " " + b.address());
      Reply reply = read(session, unit, b);
      if (reply.good()) {
        result.add(b);
        silent = 0;
        continue;
      }
      boolean refused = reply instanceof Reply.Refused;
      silent = refused ? 0 : silent + 1;
      for (int i = 0; refused && b.count() > 1 && i < b.count(); i++) {
        Block one = new Block(b.table(), b.address() + i, 1);
        if (read(session, unit, one).good()) {
          result.add(one);
        }
      }
      if (result.isEmpty() && (silent >= 3 || silent == blocks.size())) {
        throw new IOException(reply.fault() + "; find it with modbus scan");
      }
    }
    List<Block> readable = new ArrayList<>();
    for (Block b : joined(result)) {
      if (result.contains(b) || read(session, unit, b).good()) {
        readable.add(b);
      } else {
        for (int i = 0; i < b.count(); i++) {
          readable.add(new Block(b.table(), b.address() + i, 1));
        }
      }
    }
    return readable;
  }

  private static List<Block> joined(List<Block> blocks) {
    List<Block> result = new ArrayList<>();
    for (Block b : blocks) {
      Block last = result.isEmpty() ? null : result.get(result.size() - 1);
      boolean next =
          last != null
              && last.table() == b.table()
              && last.address() + last.count() == b.address()
              && last.count() + b.count() <= BLOCK;
      if (next) {
        result.set(
            result.size() - 1, new Block(b.table(), last.address(), last.count() + b.count()));
      } else {
        result.add(b);
      }
    }
    return result;
  }

  private static Reply read(Session session, int unit, Block b) throws IOException {
    return session.ask(new Request.Read(unit, b.table(), b.address(), b.count()));
  }

  /** Has the learner see each register once; returns an answer, or why there was none at all. */
  private static Reply sample(Session session, int unit, List<Block> blocks, Learner learner)
      throws IOException {
    Map<Register, Integer> values = new HashMap<>();
    Reply result = null;
    for (Block b : blocks) {
      Reply reply = read(session, unit, b);
      result = answered(result) ? result : reply;
      if (reply instanceof Reply.Data data) {
        for (int i = 0; i < data.values().length; i++) {
          values.put(new Register(b.table(), b.address() + i), data.values()[i]);
        }
      }
    }
    learner.sample(values);
    return result;
  }

  private static boolean answered(Reply reply) {
    return reply instanceof Reply.Data || reply instanceof Reply.Refused;
  }

  private void sleep(int millis) throws StoppedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
      if (desk.stopped()) {
        throw new StoppedException();
      }
      LockSupport.parkNanos(Math.min(left, LOOK_NANOS));
    }
  }

  private int save(Options o, String draft) {
    Optional<String> out = o.text("--out");
    if (out.isEmpty() || draft.isEmpty()) {
      return ModbusCommand.DONE;
    }
    try {
      Files.writeString(Path.of(out.get()), draft);
      return ModbusCommand.DONE;
    } catch (IOException e) {
      desk.fault("--out: " + out.get() + " cannot be written: " + e.getMessage());
      return ModbusCommand.NOT_WELL;
    }
  }

  private void show(Learner.Proposal p, String draft, Optional<String> out) {
    List<List<String>> rows = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of("register"));
    p.steps().forEach(s -> head.add(s.name()));
    head.add("seems to be");
    rows.add(head);
    for (Learner.Change c : p.changes()) {
      List<String> row = new ArrayList<>(List.of(c.register().name()));
      row.addAll(c.values());
      row.add(
          switch (c.kind()) {
            case STATE ->
                p.state().filter(c.register()::equals).isPresent() ? "the state" : "a state";
            case RISES -> "current or power";
            case COUNTS -> "energy or time";
            case MOVES -> "something else that moves";
          });
      rows.add(row);
    }
    if (p.changes().isEmpty()) {
      desk.say("No register changed.");
    } else {
      desk.table(rows);
    }
    p.doubts().forEach(d -> desk.say("Doubt: " + d));
    if (!draft.isEmpty()) {
      desk.say("");
      if (out.isPresent()) {
        desk.say("The draft of a template is in " + out.get() + ".");
      } else {
        desk.print(draft);
      }
    }
  }

  private static Map<String, Object> json(Learner.Proposal p, String draft, boolean stopped) {
    Map<String, Object> result = ChannelLearner.of(p);
    if (!draft.isEmpty()) {
      result.put("draft", JsonParser.parseString(draft));
    }
    result.put("stopped", stopped);
    return result;
  }
}

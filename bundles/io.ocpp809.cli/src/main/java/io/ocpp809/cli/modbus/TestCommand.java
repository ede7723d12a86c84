package io.ocpp809.cli.modbus;

import io.ocpp809.modbus.survey.Way;
import io.ocpp809.template.PileTemplate;
import io.ocpp809.template.workbench.LikelySettings;
import io.ocpp809.template.workbench.Placed;
import io.ocpp809.template.workbench.PollPlan;
import io.ocpp809.template.workbench.Trial;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * {@code modbus test TEMPLATE WHERE}: what a template reads on a device, and what OCPP would say.
 */
final class TestCommand {
  private static final Set<String> VALUED =
      Set.of("--line", "--rs485", "--trust", "--key", "--unit", "--outlet", "--timeout", "--trace");
  private static final Set<String> FLAGS = Set.of("--rtu", "--json", "--tls", "--any-name");

  private static final int USUAL_TURNAROUND = 20;

  private final Desk desk;

  TestCommand(Desk desk) {
    this.desk = desk;
  }

  int run(List<String> arguments) {
    Options o = new Options("test", arguments, VALUED, FLAGS);
    List<String> names = o.names(2, 2, "TEMPLATE WHERE");
    PileTemplate template = Templates.of(names.get(0), o);
    Where where = Where.of(names.get(1), o);
    int unit = o.integer("--unit", template.unit(), 0, 255);
    int outlet = Templates.outlet(template, o);
    int wait = o.integer("--timeout", 1_000, 20, 60_000);
    Trial trial;
    try {
      trial = new Trial(template, unit, outlet);
    } catch (IllegalArgumentException e) {
      throw o.wrong("TEMPLATE: " + e.getMessage());
    }
    Way way = way(template, where);
    int gap = template.transport().gapMillis();
    try (Session session = new Session(where, way, wait, gap, desk).traced(o.text("--trace"))) {
      session.open();
      long begin = System.nanoTime();
      Trial.Result result = trial.run(session, this::progress);
      PollPlan plan =
          PollPlan.of(
              template, way.format(), turnaround(template, way, result, System.nanoTime() - begin));
      TrialView view = new TrialView(template, where, way, outlet, unit, result, plan);
      if (o.flag("--json")) {
        desk.json(view.json());
      } else {
        view.show(desk);
      }
      return result.stopped()
          ? ModbusCommand.STOPPED
          : result.good() ? ModbusCommand.DONE : ModbusCommand.NOT_WELL;
    } catch (IOException e) {
      desk.fault(String.valueOf(e.getMessage()));
      return ModbusCommand.NOT_WELL;
    }
  }

  /** The settings given, else those of the product as delivered. */
  private static Way way(PileTemplate t, Where where) {
    if (!where.serial() || where.line().isPresent() || !t.transport().rtu()) {
      return where.way();
    }
    return Way.serial(LikelySettings.format(t.transport()));
  }

  /** What the device took before it answered, as measured: the mean without wire and pauses, ms. */
  private static int turnaround(PileTemplate t, Way way, Trial.Result result, long nanos) {
    long answered = 0;
    long wire = 0;
    for (Trial.Row r : result.rows()) {
      if (!r.raw().isEmpty()) {
        answered++;
        wire += way.nanos(13 + 2 * r.raw().size()) + way.silenceNanos();
        wire += t.transport().gapMillis() * 1_000_000L;
      }
    }
    boolean whole = answered == result.rows().size() && answered > 0;
    return whole ? (int) Math.max(1, (nanos - wire) / answered / 1_000_000) : USUAL_TURNAROUND;
  }

  private void progress(Placed p) {
    desk.progress("reading", p.point().name());
  }
}

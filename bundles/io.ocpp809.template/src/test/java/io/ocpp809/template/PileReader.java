package io.ocpp809.template;

import io.ocpp809.modbus.DataType;
import io.ocpp809.modbus.Point;
import io.ocpp809.modbus.Point.WriteFunction;
import io.ocpp809.modbus.PointCodec;
import io.ocpp809.modbus.Table;
import io.ocpp809.modbus.WordOrder;
import io.ocpp809.station.pile.PileCommand;
import io.ocpp809.station.pile.PileReport;
import io.ocpp809.testkit.modbus.Device;
import io.ocpp809.testkit.modbus.ModbusFault;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Does with a simulated device what driver and station do: reads its points, carries plans out. */
final class PileReader {
  private final PileTemplate template;
  private final ControlRecipe recipe;
  private final Device device;

  PileReader(String name, Device device) throws TemplateException {
    this.template = TemplateLibrary.named(name);
    this.recipe = new ControlRecipe(template);
    this.device = device;
  }

  ControlRecipe recipe() {
    return recipe;
  }

  /** Reads each readable point of outlet 1, which must all be there. */
  PileReport report() throws ModbusFault {
    Map<String, ChannelValue> values = new LinkedHashMap<>();
    for (TemplatePoint p : template.points()) {
      if (p.readable()) {
        PointCodec.decode(point(p), raw(p))
            .ifPresent(v -> values.put(p.channel(), new ChannelValue(v, true, 0)));
      }
    }
    return new Interpreter(template, "m").interpret(values, 0);
  }

  /** Writes the steps and checks what is read back. */
  void does(PileCommand command) throws ModbusFault {
    ControlRecipe.Plan plan = recipe.plan(command).orElseThrow();
    for (ControlRecipe.Step step : plan.steps()) {
      TemplatePoint p = template.channel(step.channel()).orElseThrow();
      int function =
          p.write().equals("AUTO") ? (p.registers() == 1 ? 6 : 16) : Integer.parseInt(p.write());
      device.write(function, address(p), PointCodec.encode(point(p), step.value()));
    }
    if (plan.readBack().isPresent()) {
      TemplatePoint p = template.channel(plan.readBack().get()).orElseThrow();
      double seen = ((Number) PointCodec.decode(point(p), raw(p)).orElseThrow()).doubleValue();
      if (Math.abs(seen - plan.expected()) > plan.tolerance()) {
        throw new AssertionError(p.channel() + " shows " + seen + ", not " + plan.expected());
      }
    }
  }

  private int address(TemplatePoint p) {
    return p.address() + (p.station() ? 0 : template.stride());
  }

  private int[] raw(TemplatePoint p) throws ModbusFault {
    return p.table().equals("INPUT")
        ? device.readInput(address(p), p.registers())
        : device.readHolding(address(p), p.registers());
  }

  private static Point point(TemplatePoint p) {
    return new Point(
        Table.valueOf(p.table()),
        p.address(),
        DataType.valueOf(p.type()),
        WordOrder.valueOf(p.order()),
        p.length(),
        -1,
        0,
        0,
        p.factor(),
        0,
        Set.of(),
        WriteFunction.AUTO);
  }
}

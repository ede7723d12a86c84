package io.ocpp809.template;

import io.ocpp809.modbus.Point;
import io.ocpp809.modbus.PointCodec;
import io.ocpp809.station.pile.PileCommand;
import io.ocpp809.station.pile.PileReport;
import io.ocpp809.testkit.modbus.Device;
import io.ocpp809.testkit.modbus.ModbusFault;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;

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
      int[] raw = PointCodec.encode(point(p), step.value(), rounding(p));
      if (p.table().equals("COIL")) {
        device.writeCoils(5, address(p), new boolean[] {raw[0] == 1});
        continue;
      }
      int function =
          p.write().equals("AUTO") ? (p.registers() == 1 ? 6 : 16) : Integer.parseInt(p.write());
      device.write(function, address(p), raw);
    }
    if (plan.readBack().isPresent()) {
      TemplatePoint p = template.channel(plan.readBack().get()).orElseThrow();
      double seen = ((Number) PointCodec.decode(point(p), raw(p)).orElseThrow()).doubleValue();
      if (Math.abs(seen - plan.expected()) > plan.tolerance()) {
        throw new AssertionError(p.channel() + " shows " + seen + ", not " + plan.expected());
      }
    }
  }

  /** A limit is rounded down, as the driver does. */
  private static RoundingMode rounding(TemplatePoint p) {
    return p.role().startsWith("limit.") ? RoundingMode.FLOOR : RoundingMode.HALF_UP;
  }

  private int address(TemplatePoint p) {
    return p.address() + (p.station() ? 0 : template.stride());
  }

  private int[] raw(TemplatePoint p) throws ModbusFault {
    return switch (p.table()) {
      case "COIL" -> new int[] {device.readBits(1, address(p), 1)[0] ? 1 : 0};
      case "INPUT" -> device.readInput(address(p), p.registers());
      default -> device.readHolding(address(p), p.registers());
    };
  }

  private Point point(TemplatePoint p) {
    return RegisterImage.point(p, address(p));
  }
}

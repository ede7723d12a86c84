package io.ocpp809.cli.modbus;

import io.ocpp809.template.AssetCsv;
import io.ocpp809.template.PileTemplate;
import java.util.List;
import java.util.Set;

/** {@code modbus csv TEMPLATE}: the channels of a product for the upload of Kura's console. */
final class CsvCommand {
  private static final Set<String> VALUED = Set.of("--unit", "--outlet");

  private final Desk desk;

  CsvCommand(Desk desk) {
    this.desk = desk;
  }

  int run(List<String> arguments) {
    Options o = new Options("csv", arguments, VALUED, Set.of());
    PileTemplate template = Templates.of(o.names(1, 1, "TEMPLATE").get(0), o);
    int unit = o.integer("--unit", 0, 0, 255);
    int outlet = Templates.outlet(template, o);
    try {
      desk.print(AssetCsv.of(template, unit, outlet));
      return ModbusCommand.DONE;
    } catch (IllegalArgumentException e) {
      throw o.wrong("TEMPLATE: " + e.getMessage());
    }
  }
}

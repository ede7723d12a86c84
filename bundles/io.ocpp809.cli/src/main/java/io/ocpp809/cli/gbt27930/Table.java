package io.ocpp809.cli.gbt27930;

import io.ocpp809.gbt27930.message.Signals;
import java.io.IOException;
import java.io.Writer;
import java.util.Locale;
import java.util.Optional;

/**
 * Values over time as CSV: a row for each step of time in which anything was known. Fields are
 * parted by commas, numbers have a point, what is not known is empty.
 */
final class Table {
  private final Writer out;
  private final double step;
  private long next;

  /**
   * A table with its head.
   *
   * @param out where to; not closed here
   * @param step seconds from row to row
   */
  Table(Writer out, double step) throws IOException {
    this.out = out;
    this.step = step;
    StringBuilder head = new StringBuilder("time_s,phase");
    for (String name : Values.SHOWN) {
      String unit = Signals.named(name).orElseThrow().unit();
      head.append(',').append(name).append(unit.isEmpty() ? "" : "_" + unit);
    }
    out.append(head).append(",power_W,energy_kWh\n");
  }

  /**
   * Nothing changes before a time: writes the rows that lie before it.
   *
   * @param seconds since the first frame
   * @param phase the one until then; empty if there is none
   * @param values as they stand
   * @param wattHours energy of the session, in Wh
   */
  void before(double seconds, String phase, Values values, double wattHours) throws IOException {
    while (next * step < seconds) {
      row(next * step, phase, values, wattHours);
      next++;
    }
  }

  private void row(double at, String phase, Values values, double wattHours) throws IOException {
    StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "%.3f,%s", at, phase));
    boolean any = false;
    for (String name : Values.SHOWN) {
      Optional<Object> value = values.at(name, at);
      any |= value.isPresent();
      row.append(',').append(value.map(Table::text).orElse(""));
    }
    Optional<Double> volts = values.at("CCS.outputVoltage", at).map(Double.class::cast);
    Optional<Double> amps = values.at("CCS.outputCurrent", at).map(Double.class::cast);
    row.append(',');
    if (volts.isPresent() && amps.isPresent()) {
      row.append(String.format(Locale.ROOT, "%.0f", volts.get() * amps.get()));
    }
    row.append(String.format(Locale.ROOT, ",%.4f", wattHours / 1000));
    if (any) {
      out.append(row).append('\n');
    }
  }

  private static String text(Object value) {
    return value instanceof Double number
        ? String.format(Locale.ROOT, "%.2f", number).replaceFirst("0$", "")
        : value.toString();
  }
}

package io.ocpp809.cli.gbt27930;

import io.ocpp809.cli.gbt27930.Picture.Line;
import io.ocpp809.cli.gbt27930.Picture.Panel;
import io.ocpp809.gbt27930.session.SessionSummary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The picture of a connector. */
final class Chart {
  private static final int TALL = 190;
  private static final int LOW = 130;

  private Chart() {}

  /**
   * The text of an SVG file.
   *
   * @param file the recording's name, for the title
   * @param c what was recorded
   */
  static String of(String file, Connector c) {
    Values v = c.values();
    Path name = Path.of(file).getFileName();
    return Picture.draw(
        "GB/T 27930: " + (name == null ? file : name) + (c.name().isEmpty() ? "" : ", " + c.name()),
        subtitle(c),
        c.length(),
        c.spans(),
        c.marks(),
        List.of(
            new Panel(
                "voltage (V)",
                TALL,
                false,
                List.of(
                    new Line("battery (BCS)", Colours.VEHICLE, false, v.curve("BCS.voltage")),
                    new Line("charger (CCS)", Colours.CHARGER, false, v.curve("CCS.outputVoltage")),
                    new Line(
                        "at most, by demand (BCL)",
                        Colours.DEMAND,
                        true,
                        v.curve("BCL.voltageDemand")))),
            new Panel(
                "current (A)",
                TALL,
                true,
                List.of(
                    new Line("battery (BCS)", Colours.VEHICLE, false, v.curve("BCS.current")),
                    new Line("charger (CCS)", Colours.CHARGER, false, v.curve("CCS.outputCurrent")),
                    new Line("demand (BCL)", Colours.DEMAND, true, v.curve("BCL.currentDemand")))),
            new Panel(
                "state of charge (%)",
                LOW,
                false,
                List.of(new Line("battery (BCS)", Colours.VEHICLE, false, v.curve("BCS.soc"))))));
  }

  private static String subtitle(Connector c) {
    List<SessionSummary> all = new ArrayList<>(c.sessions());
    c.unended().ifPresent(all::add);
    if (all.isEmpty()) {
      return "no session";
    }
    SessionSummary last = all.get(all.size() - 1);
    String soc =
        last.socBegin().isPresent() && last.socEnd().isPresent()
            ? String.format(
                Locale.ROOT,
                "%.1f %% to %.1f %%, ",
                last.socBegin().getAsDouble(),
                last.socEnd().getAsDouble())
            : "";
    String energy =
        last.chargingNanos() > 0
            ? String.format(Locale.ROOT, "%.2f kWh, ", last.estimatedWh() / 1000)
            : "";
    return (all.size() > 1 ? all.size() + " sessions, the last: " : "")
        + soc
        + energy
        + "stopped "
        + Sayings.stopped(last.stop());
  }
}

package io.ocpp809.modbus.survey;

import io.ocpp809.modbus.Request;
import io.ocpp809.serial.SerialSettings.Parity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the tools have found as plain maps and lists with fixed names, for programs; the same from
 * the command line and from a remote request. And what it means, in the installer's words.
 */
public final class Findings {
  private Findings() {}

  /**
   * A scan: endpoint, found, transport, baud, parity, stopBits (where known), units (unit, vendor,
   * product, revision, text), echo, strayOctets, noiseOctets, foreignOctets, asked, seconds,
   * stopped, fault, advice.
   */
  public static Map<String, Object> of(Scan.Report report, String endpoint) {
    LineFinder finder = report.finder();
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("endpoint", endpoint);
    result.put("found", !finder.units().isEmpty());
    finder
        .found()
        .ifPresent(
            way -> {
              result.put("transport", way.transport().name());
              way.format()
                  .ifPresent(
                      f -> {
                        result.put("baud", f.baud());
                        result.put("parity", f.parity().name());
                        result.put("stopBits", f.stopBits());
                      });
            });
    result.put("units", finder.units().keySet().stream().map(u -> unit(u, report)).toList());
    result.put("echo", finder.echoed());
    result.put("strayOctets", finder.stray());
    result.put("noiseOctets", noise(finder));
    result.put("foreignOctets", report.foreign());
    result.put("asked", finder.done());
    result.put("seconds", Math.round(report.seconds() * 10) / 10.0);
    result.put("stopped", report.stopped());
    result.put("fault", report.fault());
    result.put("advice", all(report, endpoint));
    return result;
  }

  private static Map<String, Object> unit(int unit, Scan.Report report) {
    Map<String, Object> result = new LinkedHashMap<>();
    Identification who = report.identities().getOrDefault(unit, new Identification("", "", "", ""));
    result.put("unit", unit);
    result.put("vendor", who.vendor());
    result.put("product", who.product());
    result.put("revision", who.revision());
    result.put("text", who.text());
    return result;
  }

  private static int noise(LineFinder finder) {
    return finder.noise().values().stream().mapToInt(Integer::intValue).sum();
  }

  private static List<String> all(Scan.Report report, String endpoint) {
    List<String> result = new ArrayList<>();
    if (report.fault().isEmpty() && !report.stopped()) {
      String diagnosis = diagnosis(report, endpoint);
      if (!diagnosis.isEmpty()) {
        result.add(diagnosis);
      }
      result.addAll(advice(report));
    }
    return result;
  }

  /** Why nothing was found; empty if something was. */
  public static String diagnosis(Scan.Report report, String endpoint) {
    return report.foreign() == 0
        ? report.finder().diagnosis()
        : endpoint
            + ": "
            + report.foreign()
            + " octets came before anything was sent: another master talks on this line. Nothing"
            + " was asked. Hear what it does with modbus listen, or switch it off.";
  }

  /** What else the scan has shown of the line, a sentence each. */
  public static List<String> advice(Scan.Report report) {
    List<String> result = new ArrayList<>();
    LineFinder finder = report.finder();
    if (finder.echoed()) {
      result.add(
          "The adapter hears what it sends (echo), as two-wire adapters without a receiver switch"
              + " do.");
    }
    if (!finder.impossible().isEmpty()) {
      result.add("The port does not take " + finder.impossible() + "; these were not tried.");
    }
    if (finder.stray() > 0) {
      result.add(
          "Up to "
              + finder.stray()
              + " stray octets come before a reply: the line floats between frames; check bias"
              + " resistors and termination.");
    }
    if (finder.found().isPresent() && noise(finder) > 0) {
      result.add("Octets that are no frame came, too: " + noise(finder) + "; check the cable.");
    }
    if (finder.units().size() > 5 && finder.units().size() >= finder.done()) {
      result.add("Every unit that was asked answers: the device does not look at the unit.");
    }
    finder
        .found()
        .flatMap(Way::format)
        .filter(f -> f.parity() == Parity.NONE && !finder.units().isEmpty())
        .ifPresent(
            f ->
                result.add(
                    "One and two stop bits can seldom be told apart from outside; both work as a"
                        + " rule."));
    return result;
  }

  /**
   * What was overheard: endpoint, setting, frames, strayOctets, ranges (unit, function, address,
   * count, times, answered, unanswered, exception, periodMillis, answerMillis, written), registers
   * (unit, table, address, last, least, most, changes, values).
   */
  public static Map<String, Object> of(Overheard ear, HeardMap map, Way way, String endpoint) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("endpoint", endpoint);
    result.put("setting", way.toString());
    result.put("frames", ear.frames());
    result.put("strayOctets", ear.strays());
    result.put("ranges", map.uses().stream().map(Findings::use).toList());
    result.put("registers", map.registers().stream().map(Findings::seen).toList());
    return result;
  }

  private static Map<String, Object> use(HeardMap.Use u) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("unit", u.range().unit());
    result.put("function", u.range().function());
    result.put("address", u.range().address());
    result.put("count", u.range().count());
    result.put("times", u.times());
    result.put("answered", u.answered());
    result.put("unanswered", u.unanswered());
    result.put("exception", u.exception());
    result.put("periodMillis", u.periodMillis());
    result.put("answerMillis", u.answerMillis());
    result.put("written", u.written());
    return result;
  }

  private static Map<String, Object> seen(HeardMap.Seen s) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("unit", s.place().unit());
    result.put("table", s.place().table().name());
    result.put("address", s.place().address());
    result.put("last", s.last());
    result.put("least", s.least());
    result.put("most", s.most());
    result.put("changes", s.changes());
    result.put("values", s.different());
    return result;
  }

  /**
   * Registers that were read: endpoint, unit, table, address, count, raw, decoded (address,
   * registers, type, order, value, hint).
   */
  public static Map<String, Object> of(
      Request.Read r, int[] values, List<Decodings.Decoding> decoded, String endpoint) {
    Map<String, Object> result = head(r, endpoint);
    result.put("raw", Arrays.stream(values).boxed().toList());
    result.put("decoded", decoded.stream().map(d -> decoding(r, d)).toList());
    return result;
  }

  /** Registers that could not be read: endpoint, unit, table, address, count, fault. */
  public static Map<String, Object> of(Request.Read r, String fault, String endpoint) {
    Map<String, Object> result = head(r, endpoint);
    result.put("fault", fault);
    return result;
  }

  private static Map<String, Object> head(Request.Read r, String endpoint) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("endpoint", endpoint);
    result.put("unit", r.unit());
    result.put("table", r.table().name());
    result.put("address", r.address());
    result.put("count", r.count());
    return result;
  }

  private static Map<String, Object> decoding(Request.Read r, Decodings.Decoding d) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("address", r.address() + d.offset());
    result.put("registers", d.registers());
    result.put("type", d.type().name());
    result.put("order", d.order().name());
    result.put("value", d.value());
    result.put("hint", d.hint());
    return result;
  }
}

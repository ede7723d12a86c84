package io.ocpp809.template;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The channels of an asset for a pile or meter on our Modbus driver, as Kura's console takes them:
 * comma-separated values (RFC 4180), a heading with the names of attributes, one line a channel.
 *
 * <p>The console (Kura 5.5 and 5.6) binds each column by its name, those of the asset without their
 * plus sign; a name that asset and driver both have means the driver's if it stands once, as {@code
 * unit} does. It drops a channel silently if an attribute that is required is empty, so that each
 * has its default here; columns that are left out get theirs from the console.
 */
public final class AssetCsv {
  /** Attributes of the asset, without the plus sign. */
  private static final List<String> OF_ASSET = List.of("name", "enabled", "type", "value.type");

  /** Attributes of the driver with the default of each; empty where none is required. */
  private static final Map<String, String> OF_DRIVER = defaults();

  private AssetCsv() {}

  private static Map<String, String> defaults() {
    Map<String, String> d = new LinkedHashMap<>();
    d.put("unit", "1");
    d.put("table", "HOLDING");
    d.put("address", "0");
    d.put("data.type", "UINT16");
    d.put("order", "ABCD");
    d.put("length", "0");
    d.put("bit", "-1");
    d.put("mask", "0");
    d.put("shift", "0");
    d.put("factor", "1.0");
    d.put("add", "0.0");
    d.put("invalid", "");
    d.put("write.fc", "AUTO");
    d.put("poll", "FAST");
    d.put("control", "NONE");
    d.put("feed.value", "");
    d.put("feed.every", "0");
    d.put("block", "GAP:8");
    d.put("block.max", "60");
    d.put("watchdog", "NONE");
    d.put("watchdog.timeout", "0");
    return d;
  }

  /**
   * The channels of an asset.
   *
   * @param template the product
   * @param unit Modbus unit; 0 takes the template's
   * @param outlet which outlet, from 1
   * @return lines that end with a line feed, the heading first
   * @throws IllegalArgumentException for a template without addresses
   */
  public static String of(PileTemplate template, int unit, int outlet) {
    Map<String, Map<String, Object>> channels = channels(template, unit, outlet);
    Map<String, String> columns = new LinkedHashMap<>();
    OF_ASSET.forEach(a -> columns.put("+" + a, ""));
    columns.putAll(OF_DRIVER);
    channels.values().forEach(c -> c.keySet().forEach(k -> columns.putIfAbsent(k, "")));
    StringBuilder csv = new StringBuilder();
    csv.append(line(columns.keySet().stream().map(k -> k.replaceFirst("^\\+", "")).toList()));
    channels
        .values()
        .forEach(
            c ->
                csv.append(
                    line(
                        columns.entrySet().stream()
                            .map(e -> String.valueOf(c.getOrDefault(e.getKey(), e.getValue())))
                            .toList())));
    return csv.toString();
  }

  private static Map<String, Map<String, Object>> channels(
      PileTemplate template, int unit, int outlet) {
    Map<String, Map<String, Object>> result = new LinkedHashMap<>();
    AssetDraft.of(template, "", unit, outlet)
        .forEach(
            (key, value) -> {
              int hash = key.indexOf('#');
              if (hash > 0) {
                result
                    .computeIfAbsent(key.substring(0, hash), c -> new LinkedHashMap<>())
                    .put(key.substring(hash + 1), value);
              }
            });
    return result;
  }

  private static String line(List<String> fields) {
    return fields.stream().map(AssetCsv::field).collect(Collectors.joining(",", "", "\n"));
  }

  private static String field(String text) {
    return text.matches("[^,\"\r\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}

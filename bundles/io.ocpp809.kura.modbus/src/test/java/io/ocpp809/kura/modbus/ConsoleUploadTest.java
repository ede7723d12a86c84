package io.ocpp809.kura.modbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.template.AssetCsv;
import io.ocpp809.template.AssetDraft;
import io.ocpp809.template.PileTemplate;
import io.ocpp809.template.TemplateException;
import io.ocpp809.template.TemplateLibrary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.eclipse.kura.channel.ChannelType;
import org.eclipse.kura.core.configuration.metatype.Tad;
import org.eclipse.kura.core.configuration.metatype.Tscalar;
import org.eclipse.kura.type.DataType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The channels of every template through the rules by which Kura's console takes them in, against
 * the attributes that the driver really has: columns are bound by name, the driver's winning where
 * asset and driver share one; a channel with an empty required attribute, a value that is none of
 * the options or no number is lost; what has no column gets its default.
 */
class ConsoleUploadTest {
  static Stream<String> names() {
    return TemplateLibrary.names().stream().filter(n -> !n.equals("generic-roles"));
  }

  private static Tad ad(String id, Tscalar type, String initial, Object... options) {
    Tad ad = new Tad();
    ad.setId(id);
    ad.setName(id);
    ad.setType(type);
    ad.setDefault(initial);
    ad.setRequired(!initial.isEmpty());
    for (Object o : options) {
      org.eclipse.kura.core.configuration.metatype.Toption option =
          new org.eclipse.kura.core.configuration.metatype.Toption();
      option.setLabel(o.toString());
      option.setValue(o.toString());
      ad.setOption(option);
    }
    return ad;
  }

  /** The attributes of a channel of Kura 5.6's own, in its order, then the driver's. */
  @SuppressWarnings("unchecked")
  private static List<Tad> attributes() {
    List<Tad> all = new ArrayList<>();
    all.add(ad("+enabled", Tscalar.BOOLEAN, "true"));
    all.add(ad("+name", Tscalar.STRING, "Channel-1"));
    all.add(ad("+type", Tscalar.STRING, "READ", (Object[]) ChannelType.values()));
    all.add(ad("+value.type", Tscalar.STRING, "INTEGER", (Object[]) DataType.values()));
    all.add(ad("+scaleoffset.type", Tscalar.STRING, "DEFINED_BY_VALUE_TYPE"));
    all.add(ad("+scale", Tscalar.DOUBLE, ""));
    all.add(ad("+offset", Tscalar.DOUBLE, ""));
    all.add(ad("+unit", Tscalar.STRING, ""));
    all.add(ad("+listen", Tscalar.BOOLEAN, "false"));
    all.addAll((List<Tad>) new ModbusChannelDescriptor().getDescriptor());
    return all;
  }

  private static List<String> fields(String line) {
    List<String> result = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (char c : line.toCharArray()) {
      if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        result.add(field.toString());
        field.setLength(0);
      } else {
        field.append(c);
      }
    }
    result.add(field.toString());
    return result;
  }

  private static Object value(Tad ad, String text) {
    String trimmed = text.trim();
    assertTrue(!trimmed.isEmpty() || !ad.isRequired(), ad.getId() + " is required");
    if (trimmed.isEmpty()) {
      return null;
    }
    if (!ad.getOption().isEmpty()) {
      assertTrue(
          ad.getOption().stream().anyMatch(o -> o.getValue().equals(trimmed)),
          ad.getId() + ": " + trimmed + " is no option");
    }
    return switch (ad.getType()) {
      case INTEGER -> Integer.valueOf(trimmed);
      case DOUBLE -> Double.valueOf(trimmed);
      case BOOLEAN -> Boolean.valueOf(trimmed);
      default -> trimmed;
    };
  }

  private static Map<String, Object> uploaded(String csv) {
    List<Tad> all = attributes();
    List<String> lines = csv.lines().toList();
    List<Tad> columns = new ArrayList<>();
    for (String name : fields(lines.get(0))) {
      columns.add(
          all.stream()
              .filter(a -> a.getId().equals(name) || a.getId().equals("+" + name))
              .reduce((first, second) -> second)
              .orElseThrow(() -> new AssertionError("no attribute for column " + name)));
    }
    assertEquals(columns.size(), columns.stream().map(Tad::getId).distinct().count());
    Map<String, Object> asset = new LinkedHashMap<>();
    for (String line : lines.subList(1, lines.size())) {
      List<String> f = fields(line);
      assertEquals(columns.size(), f.size(), line);
      Map<String, Object> channel = new LinkedHashMap<>();
      all.stream()
          .filter(a -> !columns.contains(a) && a.isRequired())
          .forEach(a -> channel.put(a.getId(), value(a, a.getDefault())));
      for (int i = 0; i < f.size(); i++) {
        Object v = value(columns.get(i), f.get(i));
        if (v != null) {
          channel.put(columns.get(i).getId(), v);
        }
      }
      channel.forEach((key, v) -> asset.put(channel.get("+name") + "#" + key, v));
    }
    return asset;
  }

  @ParameterizedTest
  @MethodSource("names")
  void whatTheConsoleTakesInIsTheAssetThatTheEvseWouldMake(String name) throws TemplateException {
    PileTemplate template = TemplateLibrary.named(name);
    Map<String, Object> uploaded = uploaded(AssetCsv.of(template, 0, 1));
    Map<String, Object> expected = new TreeMap<>(AssetDraft.of(template, "driver", 0, 1));
    expected.keySet().removeIf(k -> k.indexOf('#') < 0);
    expected.forEach((key, v) -> assertEquals(v, uploaded.get(key), key + ", also its type"));
  }

  @ParameterizedTest
  @MethodSource("names")
  void theDriverUnderstandsEveryUploadedChannel(String name) throws TemplateException {
    Map<String, Map<String, Object>> channels = new TreeMap<>();
    uploaded(AssetCsv.of(TemplateLibrary.named(name), 0, 1))
        .forEach(
            (key, v) -> {
              int hash = key.indexOf('#');
              channels
                  .computeIfAbsent(key.substring(0, hash), c -> new LinkedHashMap<>())
                  .put(key.substring(hash + 1), String.valueOf(v));
            });
    channels.forEach((channel, config) -> ChannelSpec.of(channel, config));
  }
}

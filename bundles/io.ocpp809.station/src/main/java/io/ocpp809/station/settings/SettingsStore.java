package io.ocpp809.station.settings;

import io.ocpp809.station.port.Memory;
import io.ocpp809.station.reading.Measurand;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Settings kept in the station's memory, checked against type and range. */
public final class SettingsStore implements Settings {
  private static final String KEY = "settings";
  private static final Set<String> ROTATIONS =
      Set.of("NotApplicable", "Unknown", "RST", "RTS", "SRT", "STR", "TRS", "TSR");

  private final Memory memory;
  private final Runnable changed;
  private volatile Map<Setting, String> values = new EnumMap<>(Setting.class);

  /**
   * Reads what was kept.
   *
   * @param memory where values are kept
   * @param changed called after each change, on the thread that made it
   */
  public SettingsStore(Memory memory, Runnable changed) {
    this.memory = memory;
    this.changed = changed;
    memory.get(KEY).ifPresent(bytes -> values = parse(bytes));
  }

  private static Map<Setting, String> parse(byte[] bytes) {
    Map<Setting, String> result = new EnumMap<>(Setting.class);
    for (String line : new String(bytes, StandardCharsets.UTF_8).split("\n")) {
      int eq = line.indexOf('=');
      if (eq > 0) {
        String value = line.substring(eq + 1);
        Setting.ofVariable(line.substring(0, eq))
            .filter(s -> fault(s, value).isEmpty())
            .ifPresent(s -> result.put(s, value));
      }
    }
    return result;
  }

  @Override
  public String text(Setting setting) {
    return values.getOrDefault(setting, setting.initial());
  }

  @Override
  public long integer(Setting setting) {
    return Long.parseLong(text(setting));
  }

  @Override
  public boolean flag(Setting setting) {
    return Boolean.parseBoolean(text(setting));
  }

  @Override
  public List<Measurand> measurands(Setting setting) {
    List<Measurand> result = new ArrayList<>();
    for (String name : text(setting).split(",")) {
      Measurand.ofWire(name.trim()).ifPresent(result::add);
    }
    return result;
  }

  @Override
  public String set(Setting setting, String value) {
    String normal = setting.type() == Setting.Type.BOOLEAN ? value.toLowerCase() : value.trim();
    String fault = fault(setting, normal);
    if (!fault.isEmpty()) {
      return fault;
    }
    synchronized (this) {
      Map<Setting, String> next = new EnumMap<>(Setting.class);
      next.putAll(values);
      next.put(setting, normal);
      values = next;
      StringBuilder text = new StringBuilder();
      next.forEach((s, v) -> text.append(s.variable()).append('=').append(v).append('\n'));
      memory.put(KEY, text.toString().getBytes(StandardCharsets.UTF_8));
    }
    changed.run();
    return "";
  }

  private static String fault(Setting setting, String value) {
    return switch (setting.type()) {
      case BOOLEAN ->
          value.equals("true") || value.equals("false")
              ? ""
              : setting.variable() + ": true or false, not " + value;
      case INTEGER -> integerFault(setting, value);
      case MEASURANDS -> measurandFault(setting, value);
      case PHASE_ROTATION -> rotationFault(setting, value);
    };
  }

  private static String integerFault(Setting setting, String value) {
    Optional<Long> number = number(value);
    if (number.isEmpty()) {
      return setting.variable() + ": a whole number, not " + value;
    }
    return number.get() < setting.minimum() || number.get() > setting.maximum()
        ? setting.variable()
            + ": "
            + setting.minimum()
            + " to "
            + setting.maximum()
            + ", not "
            + value
        : "";
  }

  private static Optional<Long> number(String value) {
    try {
      return Optional.of(Long.parseLong(value.trim()));
    } catch (NumberFormatException notANumber) {
      return Optional.empty();
    }
  }

  private static String measurandFault(Setting setting, String value) {
    if (value.isEmpty()) {
      return "";
    }
    for (String name : value.split(",", -1)) {
      if (Measurand.ofWire(name.trim())
          .filter(m -> m != Measurand.ENERGY_APPARENT_IMPORT_REGISTER)
          .isEmpty()) {
        return setting.variable() + ": this station does not measure " + name.trim();
      }
    }
    return "";
  }

  private static String rotationFault(Setting setting, String value) {
    if (value.isEmpty()) {
      return "";
    }
    for (String entry : value.split(",", -1)) {
      String[] parts = entry.trim().split("\\.", -1);
      if (parts.length != 2 || number(parts[0]).isEmpty() || !ROTATIONS.contains(parts[1])) {
        return setting.variable() + ": entries such as 1.RST, not " + entry.trim();
      }
    }
    return "";
  }
}

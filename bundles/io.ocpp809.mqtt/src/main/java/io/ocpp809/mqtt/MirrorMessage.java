package io.ocpp809.mqtt;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What is published, before it becomes JSON or a Kura payload.
 *
 * @param kind what kind
 * @param station the station's name; empty for what concerns all
 * @param path where below the station, such as {@code evse/1/measured}
 * @param time when it happened
 * @param values by name, in order; String, Long, Double or Boolean. Empty takes a retained message
 *     back
 */
public record MirrorMessage(
    Kind kind, String station, String path, Instant time, Map<String, Object> values) {

  /** Copies the values and checks their types. */
  public MirrorMessage {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(station, "station");
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(time, "time");
    for (Object value : values.values()) {
      boolean allowed =
          value instanceof String
              || value instanceof Long
              || value instanceof Double
              || value instanceof Boolean;
      if (!allowed) {
        throw new IllegalArgumentException("neither text, number nor truth: " + value);
      }
    }
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** Topic below a prefix; characters with a meaning in MQTT become {@code _} in the name. */
  public String topic(String prefix) {
    String name = station.isEmpty() ? "" : "/" + level(station);
    return prefix + name + "/" + path;
  }

  /** A text as one level of a topic. */
  public static String level(String text) {
    return text.replaceAll("[/+#\\x00$]", "_");
  }
}

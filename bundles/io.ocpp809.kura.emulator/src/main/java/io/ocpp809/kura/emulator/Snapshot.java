package io.ocpp809.kura.emulator;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * All configurations in one file, which survives the framework's storage. Each value is kept with
 * its Java type, as Kura's snapshots do.
 */
final class Snapshot {

  /**
   * One configuration.
   *
   * @param factoryPid its factory; null for a singleton
   * @param properties its values
   */
  record Entry(String factoryPid, Map<String, Object> properties) {}

  private final Path file;

  Snapshot(Path folder) {
    this.file = folder.resolve("snapshot.json");
  }

  Map<String, Entry> load() throws IOException {
    Map<String, Entry> entries = new LinkedHashMap<>();
    if (Files.exists(file)) {
      JsonObject all = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
      for (Map.Entry<String, JsonElement> one : all.entrySet()) {
        JsonObject entry = one.getValue().getAsJsonObject();
        Map<String, Object> properties = new LinkedHashMap<>();
        entry
            .getAsJsonObject("properties")
            .entrySet()
            .forEach(property -> properties.put(property.getKey(), value(property.getValue())));
        entries.put(
            one.getKey(),
            new Entry(
                entry.has("factory") ? entry.get("factory").getAsString() : null, properties));
      }
    }
    return entries;
  }

  void save(Map<String, Entry> entries) throws IOException {
    JsonObject all = new JsonObject();
    entries.forEach(
        (pid, entry) -> {
          JsonObject properties = new JsonObject();
          entry.properties().forEach((key, value) -> properties.add(key, json(value)));
          JsonObject one = new JsonObject();
          if (entry.factoryPid() != null) {
            one.addProperty("factory", entry.factoryPid());
          }
          one.add("properties", properties);
          all.add(pid, one);
        });
    Files.createDirectories(file.getParent());
    Path fresh = file.resolveSibling("snapshot.json.new");
    Files.writeString(fresh, all.toString());
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static JsonElement json(Object value) {
    JsonObject json = new JsonObject();
    if (value.getClass().isArray()) {
      json.addProperty("type", value.getClass().getComponentType().getSimpleName() + "[]");
      JsonArray items = new JsonArray();
      for (int i = 0; i < Array.getLength(value); i++) {
        items.add(String.valueOf(Array.get(value, i)));
      }
      json.add("value", items);
    } else {
      json.addProperty("type", value.getClass().getSimpleName());
      json.addProperty("value", value.toString());
    }
    return json;
  }

  private static Object value(JsonElement element) {
    JsonObject json = element.getAsJsonObject();
    String type = json.get("type").getAsString();
    if (!type.endsWith("[]")) {
      return single(type, json.get("value").getAsString());
    }
    String component = type.substring(0, type.length() - 2);
    JsonArray items = json.getAsJsonArray("value");
    Object array = Array.newInstance(single(component, "0").getClass(), items.size());
    for (int i = 0; i < items.size(); i++) {
      Array.set(array, i, single(component, items.get(i).getAsString()));
    }
    return array;
  }

  private static Object single(String type, String text) {
    return switch (type) {
      case "Integer" -> Integer.valueOf(text);
      case "Long" -> Long.valueOf(text);
      case "Double" -> Double.valueOf(text);
      case "Float" -> Float.valueOf(text);
      case "Short" -> Short.valueOf(text);
      case "Byte" -> Byte.valueOf(text);
      case "Boolean" -> Boolean.valueOf(text);
      default -> text;
    };
  }
}

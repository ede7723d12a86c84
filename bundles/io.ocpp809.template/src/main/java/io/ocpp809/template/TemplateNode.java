package io.ocpp809.template;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A JSON object with its place in the file; what is wrong with it goes to a sink. */
final class TemplateNode {
  private final JsonObject object;
  private final String where;
  private final BiConsumer<String, String> sink;

  private TemplateNode(JsonObject object, String where, BiConsumer<String, String> sink) {
    this.object = object;
    this.where = where;
    this.sink = sink;
  }

  /**
   * Parses a text strictly.
   *
   * @param sink takes place and fault
   * @return an empty object if the text is no JSON object, the sink being told
   */
  static TemplateNode parse(String text, BiConsumer<String, String> sink) {
    JsonObject object = new JsonObject();
    try (JsonReader json = new JsonReader(new StringReader(text))) {
      json.setStrictness(Strictness.STRICT);
      JsonElement root = JsonParser.parseReader(json);
      if (json.peek() != JsonToken.END_DOCUMENT) {
        sink.accept("", "something follows the end of the template");
      } else if (root.isJsonObject()) {
        object = root.getAsJsonObject();
      } else {
        sink.accept("", "a template is a JSON object");
      }
    } catch (IOException | JsonParseException e) {
      sink.accept("", "no JSON: " + e.getMessage().replaceAll("\\s*See https?://\\S+", ""));
    }
    return new TemplateNode(object, "", sink);
  }

  /** SHA-256 of the object without some of its members, whatever blanks the text has. */
  String digest(Set<String> without) {
    JsonObject rest = object.deepCopy();
    without.forEach(rest::remove);
    try {
      byte[] text = rest.toString().getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  TemplateNode at(String place) {
    return new TemplateNode(object, place, sink);
  }

  String where() {
    return where;
  }

  boolean empty() {
    return object.size() == 0;
  }

  boolean has(String key) {
    return object.has(key);
  }

  void fault(String what) {
    sink.accept(where, what);
  }

  TemplateNode only(Set<String> keys) {
    for (String key : object.keySet()) {
      if (!keys.contains(key)) {
        fault("unknown key \"" + key + "\"; is it misspelt?");
      }
    }
    return this;
  }

  TemplateNode node(String key) {
    JsonElement e = object.get(key);
    if (e != null && !e.isJsonObject()) {
      fault(key + " must be an object");
    }
    JsonObject inner = e != null && e.isJsonObject() ? e.getAsJsonObject() : new JsonObject();
    return new TemplateNode(inner, where.isEmpty() ? key : where + "." + key, sink);
  }

  List<TemplateNode> nodes(String key) {
    List<TemplateNode> result = new ArrayList<>();
    for (JsonElement item : items(key)) {
      if (item.isJsonObject()) {
        result.add(new TemplateNode(item.getAsJsonObject(), key, sink));
      } else {
        sink.accept(key, "each entry must be an object");
      }
    }
    return result;
  }

  /** Whole numbers of a list, each one of those allowed. */
  Set<Integer> integers(String key, Set<Integer> allowed) {
    return items(key).stream()
        .map(e -> integer(e, key))
        .filter(
            i -> {
              if (!allowed.contains(i)) {
                fault(key + " has " + i + ", which is none of " + new java.util.TreeSet<>(allowed));
              }
              return allowed.contains(i);
            })
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Checks that a key, if there, holds a list of texts. */
  void texts(String key) {
    for (JsonElement item : items(key)) {
      if (!isText(item)) {
        fault(key + " must be a list of texts");
        return;
      }
    }
  }

  private List<JsonElement> items(String key) {
    JsonElement e = object.get(key);
    if (e != null && !e.isJsonArray()) {
      fault(key + " must be a list");
    }
    return e == null || !e.isJsonArray() ? List.of() : e.getAsJsonArray().asList();
  }

  String required(String key) {
    if (!has(key)) {
      fault(key + " is missing");
    }
    return text(key, "");
  }

  String text(String key, String otherwise) {
    JsonElement e = object.get(key);
    if (e == null) {
      return otherwise;
    }
    if (!isText(e)) {
      fault(key + " must be a text");
      return otherwise;
    }
    return e.getAsString();
  }

  private static boolean isText(JsonElement e) {
    return e.isJsonPrimitive() && e.getAsJsonPrimitive().isString();
  }

  /** A text that is one of a few words. */
  String word(String key, String otherwise, String... words) {
    String text = text(key, otherwise);
    if (has(key) && !List.of(words).contains(text)) {
      fault(key + " must be " + orList(Stream.of(words)) + ", not " + text);
      return otherwise;
    }
    return text;
  }

  double number(String key, double otherwise) {
    JsonElement e = object.get(key);
    if (e == null) {
      return otherwise;
    }
    if (!e.isJsonPrimitive() || !e.getAsJsonPrimitive().isNumber()) {
      fault(key + " must be a number, not " + e);
      return otherwise;
    }
    return e.getAsDouble();
  }

  int integer(String key, int otherwise) {
    return has(key) ? integer(object.get(key), key) : otherwise;
  }

  private int integer(JsonElement e, String key) {
    boolean number = e.isJsonPrimitive() && e.getAsJsonPrimitive().isNumber();
    if (!number || e.getAsDouble() != Math.rint(e.getAsDouble())) {
      fault(key + " must be a whole number, not " + e);
      return 0;
    }
    return (int) e.getAsDouble();
  }

  int integer(String key, int otherwise, int least, int most) {
    int value = integer(key, otherwise);
    if (has(key) && (value < least || value > most)) {
      fault(key + " must be " + least + " to " + most + ", is " + value);
      return otherwise;
    }
    return value;
  }

  Map<String, String> map(String key) {
    Map<String, String> result = new LinkedHashMap<>();
    JsonElement e = object.get(key);
    if (e == null) {
      return result;
    }
    if (!e.isJsonObject()
        || !e.getAsJsonObject().asMap().values().stream().allMatch(v -> isText(v))) {
      fault(key + " must be an object of texts");
      return result;
    }
    e.getAsJsonObject().asMap().forEach((k, v) -> result.put(k, v.getAsString()));
    return result;
  }

  <E extends Enum<E>> E constant(Class<E> type, String key, E otherwise) {
    String text = text(key, "");
    if (text.isEmpty()) {
      return otherwise;
    }
    for (E e : type.getEnumConstants()) {
      if (word(e).equals(text)) {
        return e;
      }
    }
    fault(
        key
            + " must be "
            + orList(Stream.of(type.getEnumConstants()).map(TemplateNode::word))
            + ", not "
            + text);
    return otherwise;
  }

  private static String word(Enum<?> e) {
    return e.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String orList(Stream<String> words) {
    return words.collect(Collectors.joining(", ")).replaceFirst(", (?=[^,]*$)", " or ");
  }
}

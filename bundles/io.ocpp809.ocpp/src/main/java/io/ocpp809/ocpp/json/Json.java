package io.ocpp809.ocpp.json;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import io.ocpp809.ocpp.json.CodecException.Fault;
import java.io.StringReader;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Records to JSON and back. Components may be String, Integer, Boolean, BigDecimal, Instant,
 * enumerations, records, lists of these and Optionals of all. Unknown fields, missing fields, wrong
 * types, texts too long and unknown constants are refused by name. The only class that knows Gson.
 */
public final class Json {
  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** ISO 8601 as it is met in the field: with or without seconds' fraction, any form of zone. */
  private static final DateTimeFormatter ANY =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendLiteral('T')
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .appendPattern("[XXX][XX][X]")
          .parseDefaulting(ChronoField.OFFSET_SECONDS, 0)
          .toFormatter(Locale.ROOT);

  /** Years of four digits (ISO 8601): with others nothing can be reckoned, or written again. */
  private static final Instant EARLIEST = Instant.parse("0000-01-01T00:00:00Z");

  private static final Instant LATEST = Instant.parse("+10000-01-01T00:00:00Z");

  /** Asked for again and again, the JDK makes them anew each time. */
  private static final ClassValue<RecordComponent[]> COMPONENTS =
      new ClassValue<>() {
        @Override
        protected RecordComponent[] computeValue(Class<?> type) {
          RecordComponent[] components = type.getRecordComponents();
          for (RecordComponent c : components) {
            c.getAccessor().setAccessible(true);
          }
          return components;
        }
      };

  private final BooleanSupplier fractions;

  /**
   * Makes a codec.
   *
   * @param fractions whether timestamps are written with milliseconds; asked for each
   */
  public Json(BooleanSupplier fractions) {
    this.fractions = fractions;
  }

  /**
   * Any JSON text, strictly.
   *
   * @return the parsed text, or empty if it is no JSON
   */
  static Optional<JsonElement> parse(String text) {
    try {
      JsonReader reader = new JsonReader(new StringReader(text));
      reader.setStrictness(Strictness.STRICT);
      return Optional.of(JsonParser.parseReader(reader));
    } catch (RuntimeException notJson) {
      return Optional.empty();
    }
  }

  static String write(JsonElement element) {
    return GSON.toJson(element);
  }

  /** A text with its quotation marks. */
  static String quoted(String text) {
    return GSON.toJson(new JsonPrimitive(text));
  }

  /** The record as a JSON object. */
  public String encode(Record message) {
    return GSON.toJson(object(message));
  }

  JsonObject object(Record message) {
    JsonObject result = new JsonObject();
    for (RecordComponent c : COMPONENTS.get(message.getClass())) {
      JsonElement value = element(get(message, c));
      if (value != null) {
        result.add(c.getName(), value);
      }
    }
    return result;
  }

  private static Object get(Record message, RecordComponent c) {
    try {
      return c.getAccessor().invoke(message);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private JsonElement element(Object value) {
    if (value instanceof Optional<?> o) {
      return o.map(this::element).orElse(null);
    }
    if (value instanceof Record r) {
      return object(r);
    }
    if (value instanceof List<?> list) {
      JsonArray array = new JsonArray();
      list.forEach(v -> array.add(element(v)));
      return array.isEmpty() ? null : array;
    }
    if (value instanceof Instant i) {
      return new JsonPrimitive(
          (fractions.getAsBoolean() ? MILLIS : SECONDS).format(i.truncatedTo(ChronoUnit.MILLIS)));
    }
    if (value instanceof WireName w) {
      return new JsonPrimitive(w.wire());
    }
    if (value instanceof Enum<?> e) {
      return new JsonPrimitive(e.name());
    }
    if (value instanceof Number n) {
      return new JsonPrimitive(n);
    }
    return value instanceof Boolean b ? new JsonPrimitive(b) : new JsonPrimitive(value.toString());
  }

  /**
   * The record of a JSON object, strictly: for what the other side asks.
   *
   * @throws CodecException naming the field that does not fit
   */
  public <R extends Record> R decode(Class<R> type, String text) throws CodecException {
    return decode(type, text, true);
  }

  /**
   * The record of a JSON object, as far as it is needed: fields that the message does not have are
   * passed over, and so are optional ones that do not fit. For answers, which nobody can refuse.
   *
   * @throws CodecException naming the field that is needed and does not fit
   */
  public <R extends Record> R read(Class<R> type, String text) throws CodecException {
    return decode(type, text, false);
  }

  private <R extends Record> R decode(Class<R> type, String text, boolean strict)
      throws CodecException {
    JsonElement e =
        parse(text)
            .orElseThrow(() -> new CodecException(Fault.FORMATION, "the payload is no JSON"));
    if (e.isJsonNull()) {
      e = new JsonObject();
    }
    return type.cast(record(type, e, "", strict));
  }

  private Object record(Class<?> type, JsonElement e, String path, boolean strict)
      throws CodecException {
    if (!e.isJsonObject()) {
      throw new CodecException(Fault.TYPE, where(path) + " must be an object");
    }
    JsonObject o = e.getAsJsonObject();
    RecordComponent[] components = COMPONENTS.get(type);
    Object[] values = new Object[components.length];
    Class<?>[] types = new Class<?>[components.length];
    Set<String> known = new HashSet<>();
    for (int i = 0; i < components.length; i++) {
      RecordComponent c = components[i];
      known.add(c.getName());
      types[i] = c.getType();
      values[i] = component(c, o.get(c.getName()), path(path, c.getName()), strict);
    }
    for (String key : o.keySet()) {
      if (strict && !known.contains(key)) {
        throw new CodecException(
            Fault.FORMATION, where(path(path, key)) + " is no field of this message");
      }
    }
    return construct(type, types, values);
  }

  private static Object construct(Class<?> type, Class<?>[] types, Object[] values)
      throws CodecException {
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new CodecException(Fault.PROPERTY, String.valueOf(e.getCause()));
    }
  }

  private Object component(RecordComponent c, JsonElement e, String path, boolean strict)
      throws CodecException {
    boolean absent = e == null || e.isJsonNull();
    if (c.getType() == Optional.class) {
      return absent ? Optional.empty() : optional(c, e, path, strict);
    }
    if (c.getType() == List.class && (absent || e.isJsonArray() && e.getAsJsonArray().isEmpty())) {
      return emptyList(c, path);
    }
    if (absent) {
      throw new CodecException(Fault.OCCURRENCE, where(path) + " is missing");
    }
    return value(c.getGenericType(), e, path, c, strict);
  }

  private static List<Object> emptyList(RecordComponent c, String path) throws CodecException {
    if (c.isAnnotationPresent(AtLeastOne.class)) {
      throw new CodecException(Fault.OCCURRENCE, where(path) + " needs an entry at least");
    }
    return List.of();
  }

  private Optional<Object> optional(RecordComponent c, JsonElement e, String path, boolean strict)
      throws CodecException {
    try {
      return Optional.of(value(argument(c.getGenericType()), e, path, c, strict));
    } catch (CodecException doesNotFit) {
      if (strict) {
        throw doesNotFit;
      }
      return Optional.empty();
    }
  }

  private static Type argument(Type generic) {
    return ((ParameterizedType) generic).getActualTypeArguments()[0];
  }

  private Object value(Type generic, JsonElement e, String path, RecordComponent c, boolean strict)
      throws CodecException {
    if (generic instanceof ParameterizedType) {
      return list(argument(generic), e, path, c, strict);
    }
    Class<?> type = (Class<?>) generic;
    if (type.isRecord()) {
      return record(type, e, path, strict);
    }
    if (type == String.class) {
      return text(e, path, c);
    }
    if (type == Boolean.class || type == boolean.class) {
      if (!e.isJsonPrimitive() || !e.getAsJsonPrimitive().isBoolean()) {
        throw new CodecException(Fault.TYPE, where(path) + " must be true or false");
      }
      return e.getAsBoolean();
    }
    if (type == Instant.class) {
      return instant(text(e, path, null), path);
    }
    if (type.isEnum()) {
      return constant(type, text(e, path, null), path);
    }
    BigDecimal number = number(e, path);
    return type == BigDecimal.class ? number : whole(number, path);
  }

  private List<Object> list(
      Type type, JsonElement e, String path, RecordComponent c, boolean strict)
      throws CodecException {
    if (!e.isJsonArray()) {
      throw new CodecException(Fault.TYPE, where(path) + " must be a list");
    }
    List<Object> result = new ArrayList<>();
    int i = 0;
    for (JsonElement item : e.getAsJsonArray()) {
      result.add(value(type, item, path + "[" + i++ + "]", c, strict));
    }
    return result;
  }

  private static String text(JsonElement e, String path, RecordComponent c) throws CodecException {
    if (!e.isJsonPrimitive() || !e.getAsJsonPrimitive().isString()) {
      throw new CodecException(Fault.TYPE, where(path) + " must be a text");
    }
    String text = e.getAsString();
    MaxLength most = c == null ? null : c.getAnnotation(MaxLength.class);
    if (most != null && text.length() > most.value()) {
      throw new CodecException(
          Fault.PROPERTY,
          where(path) + " has " + text.length() + " of at most " + most.value() + " characters");
    }
    return text;
  }

  private static BigDecimal number(JsonElement e, String path) throws CodecException {
    if (!e.isJsonPrimitive() || !e.getAsJsonPrimitive().isNumber()) {
      throw new CodecException(Fault.TYPE, where(path) + " must be a number");
    }
    try {
      return e.getAsBigDecimal();
    } catch (NumberFormatException beyondAll) {
      throw new CodecException(Fault.TYPE, where(path) + " must be a number of fewer digits");
    }
  }

  private static Integer whole(BigDecimal number, String path) throws CodecException {
    try {
      return number.intValueExact();
    } catch (ArithmeticException e) {
      String bits = number.stripTrailingZeros().scale() <= 0 ? " of 32 bits" : "";
      throw new CodecException(
          Fault.TYPE, where(path) + " must be a whole number" + bits + ", not " + number);
    }
  }

  private static Instant instant(String text, String path) throws CodecException {
    try {
      Instant instant = ANY.parse(text.trim(), Instant::from);
      if (!instant.isBefore(EARLIEST) && instant.isBefore(LATEST)) {
        return instant;
      }
    } catch (DateTimeParseException noTime) {
      // told below
    }
    throw new CodecException(Fault.TYPE, where(path) + " must be a date and time, not " + text);
  }

  private static Object constant(Class<?> type, String text, String path) throws CodecException {
    for (Object constant : type.getEnumConstants()) {
      String wire = constant instanceof WireName w ? w.wire() : ((Enum<?>) constant).name();
      if (wire.equals(text)) {
        return constant;
      }
    }
    throw new CodecException(Fault.PROPERTY, where(path) + " cannot be " + text);
  }

  private static String path(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private static String where(String path) {
    return path.isEmpty() ? "the payload" : path;
  }
}

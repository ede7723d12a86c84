package io.ocpp809.ocpp.json;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import java.util.Optional;

/** A frame of OCPP-J (OCPP 1.6 JSON, section 4.2); payloads are JSON text. */
public sealed interface Frame {
  /** Message type of a call. */
  int CALL = 2;

  /** Message type of an answer. */
  int CALL_RESULT = 3;

  /** Message type of a refusal. */
  int CALL_ERROR = 4;

  /** Stands for an identifier that cannot be read. */
  String NO_ID = "-1";

  /** Longest identifier, in characters. */
  int ID_AT_MOST = 36;

  /** Stands for a message type that is no whole number. */
  int NO_TYPE = 0;

  /** Identifier by which an answer finds its call, at most 36 characters. */
  String id();

  /**
   * A request: {@code [2, id, action, payload]}.
   *
   * @param id identifier
   * @param action name of the message
   * @param payload JSON text of an object
   */
  record Call(String id, String action, String payload) implements Frame {}

  /**
   * An answer: {@code [3, id, payload]}.
   *
   * @param id identifier of the call
   * @param payload JSON text of an object
   */
  record CallResult(String id, String payload) implements Frame {}

  /**
   * A refusal: {@code [4, id, code, description, details]}.
   *
   * @param id identifier of the call; "-1" if it could not be read
   * @param code error code
   * @param description in words, at most 255 characters
   */
  record CallError(String id, String code, String description) implements Frame {}

  /**
   * A text that is no frame.
   *
   * @param id identifier as far as it could be read, else "-1"
   * @param answerable whether it is a call with an identifier, so that it can be refused
   * @param reason what is wrong with it
   */
  record Malformed(String id, boolean answerable, String reason) implements Frame {}

  /** The frame as text; the payload is taken as it is. */
  default String encode() {
    if (this instanceof Call c) {
      return list(CALL, Json.quoted(c.id()), Json.quoted(c.action()), c.payload());
    } else if (this instanceof CallResult r) {
      return list(CALL_RESULT, Json.quoted(r.id()), r.payload());
    } else if (this instanceof CallError e) {
      String description =
          e.description().length() <= 255 ? e.description() : e.description().substring(0, 255);
      return list(
          CALL_ERROR, Json.quoted(e.id()), Json.quoted(e.code()), Json.quoted(description), "{}");
    } else {
      throw new IllegalStateException("a malformed frame is not sent");
    }
  }

  private static String list(int type, String... parts) {
    return "[" + type + "," + String.join(",", parts) + "]";
  }

  /** The frame of a text; {@link Malformed} if it is none. */
  static Frame decode(String text) {
    Optional<JsonElement> parsed = Json.parse(text);
    if (parsed.isEmpty()) {
      return new Malformed(NO_ID, false, "the frame is no JSON");
    }
    if (!parsed.get().isJsonArray()) {
      return new Malformed(NO_ID, false, "the frame is no JSON list");
    }
    JsonArray a = parsed.get().getAsJsonArray();
    int type = a.isEmpty() ? NO_TYPE : type(a.get(0));
    if (type < CALL || type > CALL_ERROR) {
      return new Malformed(
          NO_ID, false, "the frame's message type is " + (a.isEmpty() ? "missing" : a.get(0)));
    }
    Optional<String> id = a.size() > 1 ? string(a.get(1)) : Optional.empty();
    if (id.filter(i -> !i.isEmpty() && i.length() <= ID_AT_MOST).isEmpty()) {
      return new Malformed(NO_ID, false, "the frame's identifier is no text of 1 to 36 characters");
    }
    return switch (type) {
      case CALL -> call(a, id.get());
      case CALL_RESULT ->
          a.size() < 3
              ? new Malformed(id.get(), false, "an answer has 3 parts, this one " + a.size())
              : new CallResult(id.get(), payload(a.get(2)));
      default -> error(a, id.get());
    };
  }

  private static int type(JsonElement e) {
    boolean number = e.isJsonPrimitive() && e.getAsJsonPrimitive().isNumber();
    try {
      return number ? e.getAsBigDecimal().intValueExact() : NO_TYPE;
    } catch (ArithmeticException | NumberFormatException notWhole) {
      return NO_TYPE;
    }
  }

  private static Frame call(JsonArray a, String id) {
    Optional<String> action = a.size() > 2 ? string(a.get(2)) : Optional.empty();
    if (action.isEmpty()) {
      return new Malformed(id, true, "the call's action is no text");
    }
    if (a.size() != 4) {
      return new Malformed(id, true, "a call has 4 parts, this one " + a.size());
    }
    return new Call(id, action.get(), payload(a.get(3)));
  }

  private static Frame error(JsonArray a, String id) {
    String code = a.size() > 2 ? string(a.get(2)).orElse("") : "";
    String description = a.size() > 3 ? string(a.get(3)).orElse("") : "";
    return new CallError(id, code.isEmpty() ? "GenericError" : code, description);
  }

  private static String payload(JsonElement e) {
    return e.isJsonNull() ? "{}" : Json.write(e);
  }

  private static Optional<String> string(JsonElement e) {
    return e.isJsonPrimitive() && e.getAsJsonPrimitive().isString()
        ? Optional.of(e.getAsString())
        : Optional.empty();
  }
}

package io.ocpp809.ocpp.json;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Optional;

/** A frame of OCPP-J (OCPP 1.6 JSON, section 4.2); payloads are JSON text. */
public sealed interface Frame {
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
   * @param reason what is wrong with it
   */
  record Malformed(String id, String reason) implements Frame {}

  /** The frame as text. */
  default String encode() {
    JsonArray array = new JsonArray();
    if (this instanceof Call c) {
      array.add(2);
      array.add(c.id());
      array.add(c.action());
      array.add(Json.parse(c.payload()).orElseThrow());
    } else if (this instanceof CallResult r) {
      array.add(3);
      array.add(r.id());
      array.add(Json.parse(r.payload()).orElseThrow());
    } else if (this instanceof CallError e) {
      array.add(4);
      array.add(e.id());
      array.add(e.code());
      array.add(
          e.description().length() <= 255 ? e.description() : e.description().substring(0, 255));
      array.add(new JsonObject());
    } else {
      throw new IllegalStateException("a malformed frame is not sent");
    }
    return Json.write(array);
  }

  /** The frame of a text; {@link Malformed} if it is none. */
  static Frame decode(String text) {
    Optional<JsonElement> parsed = Json.parse(text);
    if (parsed.isEmpty() || !parsed.get().isJsonArray()) {
      return new Malformed("-1", "the frame is no JSON list");
    }
    JsonArray a = parsed.get().getAsJsonArray();
    String id = a.size() > 1 ? string(a.get(1)).orElse("-1") : "-1";
    if (a.size() < 3 || !a.get(0).isJsonPrimitive() || !a.get(0).getAsJsonPrimitive().isNumber()) {
      return new Malformed(id, "the frame has no message type, identifier and content");
    }
    if (id.equals("-1") || id.isEmpty() || id.length() > 36) {
      return new Malformed("-1", "the frame's identifier is no text of 1 to 36 characters");
    }
    return switch (a.get(0).getAsInt()) {
      case 2 -> call(a, id);
      case 3 -> new CallResult(id, payload(a.get(2)));
      case 4 -> error(a, id);
      default -> new Malformed(id, "the frame's message type is " + a.get(0));
    };
  }

  private static Frame call(JsonArray a, String id) {
    Optional<String> action = string(a.get(2));
    if (action.isEmpty()) {
      return new Malformed(id, "the call's action is no text");
    }
    if (a.size() != 4) {
      return new Malformed(id, "a call has 4 parts, this one " + a.size());
    }
    return new Call(id, action.get(), payload(a.get(3)));
  }

  private static Frame error(JsonArray a, String id) {
    String description = a.size() > 3 ? string(a.get(3)).orElse("") : "";
    return new CallError(id, string(a.get(2)).orElse("GenericError"), description);
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

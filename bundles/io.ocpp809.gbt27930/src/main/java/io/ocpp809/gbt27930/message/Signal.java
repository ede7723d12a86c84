package io.ocpp809.gbt27930.message;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A value of a message that can be asked for by its name.
 *
 * @param type the message
 * @param field where it lies, what it is worth and what it means
 * @param kind what its values are
 * @param states the values of a state, in the order of their codes; else empty
 * @param getter takes it out of a message of this type
 */
public record Signal(
    MessageType type,
    Field field,
    Kind kind,
    List<String> states,
    Function<Message, Object> getter) {
  /** What the values of a signal are. */
  public enum Kind {
    /** A Double, in the unit of the scale. */
    NUMBER,
    /** A Long. */
    WHOLE,
    /** A String: the name of a constant, such as {@code PERMITTED}. */
    STATE,
    /** A String. */
    TEXT
  }

  static <M extends Message> Signal number(
      MessageType type, Field field, Class<M> message, Function<M, OptionalDouble> getter) {
    return of(type, field, Kind.NUMBER, message, getter);
  }

  static <M extends Message> Signal whole(
      MessageType type, Field field, Class<M> message, Function<M, OptionalInt> getter) {
    return of(type, field, Kind.WHOLE, message, getter);
  }

  static <M extends Message> Signal large(
      MessageType type, Field field, Class<M> message, Function<M, OptionalLong> getter) {
    return of(type, field, Kind.WHOLE, message, getter);
  }

  static <M extends Message, C extends Coded> Signal state(
      MessageType type, Field field, C[] constants, Class<M> message, Function<M, C> getter) {
    List<String> states =
        Stream.of(constants).filter(one -> !one.absent()).map(Object::toString).toList();
    return new Signal(type, field, Kind.STATE, states, m -> getter.apply(message.cast(m)));
  }

  static <M extends Message> Signal text(
      MessageType type, Field field, Class<M> message, Function<M, ? extends Optional<?>> getter) {
    return of(type, field, Kind.TEXT, message, getter);
  }

  private static <M extends Message> Signal of(
      MessageType type, Field field, Kind kind, Class<M> message, Function<M, ?> getter) {
    return new Signal(type, field, kind, List.of(), m -> getter.apply(message.cast(m)));
  }

  /** Name by which it is asked for: {@code BCS.soc}. */
  public String name() {
    return type + "." + field.name();
  }

  /** Unit of the values; empty if they have none. */
  public String unit() {
    return field.scale().unit();
  }

  /**
   * The value.
   *
   * @return a Double, Long or String by the kind; empty if it is not available or the message is of
   *     another type
   */
  public Optional<Object> value(Message message) {
    if (message.type() != type) {
      return Optional.empty();
    }
    Object value = getter.apply(message);
    if (value instanceof OptionalDouble number) {
      return number.isPresent() ? Optional.of(number.getAsDouble()) : Optional.empty();
    }
    if (value instanceof OptionalInt whole) {
      return whole.isPresent() ? Optional.of((long) whole.getAsInt()) : Optional.empty();
    }
    if (value instanceof OptionalLong large) {
      return large.isPresent() ? Optional.of(large.getAsLong()) : Optional.empty();
    }
    if (value instanceof Coded code) {
      return code.absent() ? Optional.empty() : Optional.of(code.toString());
    }
    return value instanceof Optional<?> text ? text.map(Object::toString) : Optional.empty();
  }

  /** The value as a number; empty if it is none or not available. */
  public OptionalDouble number(Message message) {
    return value(message).orElse("") instanceof Number number
        ? OptionalDouble.of(number.doubleValue())
        : OptionalDouble.empty();
  }
}

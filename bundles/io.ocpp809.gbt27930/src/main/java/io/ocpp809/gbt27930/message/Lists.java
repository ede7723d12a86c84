package io.ocpp809.gbt27930.message;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Lists of values: without the fill at their end, and as one text. */
final class Lists {
  private Lists() {}

  /** The list without what is fill at its end. */
  static <T> List<T> withoutEnd(List<T> items, Predicate<T> fill) {
    int count = items.size();
    while (count > 0 && fill.test(items.get(count - 1))) {
      count--;
    }
    return items.subList(0, count);
  }

  /** By semicolons; what is not available leaves its place empty. */
  static <T> Optional<String> text(List<T> items, Function<T, String> text) {
    return items.isEmpty()
        ? Optional.empty()
        : Optional.of(items.stream().map(text).collect(Collectors.joining(";")));
  }

  static String of(OptionalDouble value) {
    return value.isPresent() ? Double.toString(value.getAsDouble()) : "";
  }

  static String of(OptionalInt value) {
    return value.isPresent() ? Integer.toString(value.getAsInt()) : "";
  }
}

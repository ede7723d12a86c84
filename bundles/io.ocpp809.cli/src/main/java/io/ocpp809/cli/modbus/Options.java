package io.ocpp809.cli.modbus;

import io.ocpp809.cli.UsageException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The arguments of a command: names without a dash, options with a value, flags. */
final class Options {
  private final String command;
  private final List<String> names = new ArrayList<>();
  private final Map<String, String> values = new LinkedHashMap<>();

  /**
   * Takes the arguments apart.
   *
   * @param command the command, as messages name it
   * @param arguments what was typed
   * @param valued options that take a value, with their two dashes
   * @param flags options that take none
   * @throws UsageException naming the option that is not known, lacks its value or is given twice
   */
  Options(String command, List<String> arguments, Set<String> valued, Set<String> flags) {
    this.command = command;
    for (int i = 0; i < arguments.size(); i++) {
      String a = arguments.get(i);
      if (flags.contains(a)) {
        values.put(a, "");
      } else if (valued.contains(a)) {
        if (i + 1 == arguments.size() || arguments.get(i + 1).startsWith("--")) {
          throw wrong(a + " needs a value");
        }
        if (values.put(a, arguments.get(++i)) != null) {
          throw wrong(a + " is given twice");
        }
      } else if (a.startsWith("-") && a.length() > 1) {
        List<String> all = new ArrayList<>(valued);
        all.addAll(flags);
        throw wrong("there is no option " + a + "; there are " + String.join(", ", sorted(all)));
      } else {
        names.add(a);
      }
    }
  }

  private static List<String> sorted(List<String> all) {
    return all.stream().sorted().toList();
  }

  UsageException wrong(String what) {
    return new UsageException("modbus " + command + ": " + what);
  }

  /** The names, as many as the command takes. */
  List<String> names(int least, int most, String form) {
    if (names.size() < least || names.size() > most) {
      throw wrong(
          "takes "
              + form
              + (names.isEmpty() ? "" : ", not " + String.join(" ", names))
              + "; modbus --help says what they are");
    }
    return names;
  }

  boolean flag(String option) {
    return values.containsKey(option);
  }

  Optional<String> text(String option) {
    return Optional.ofNullable(values.get(option));
  }

  int integer(String option, int otherwise, int least, int most) {
    String text = values.get(option);
    if (text == null) {
      return otherwise;
    }
    return number(option, text, least, most);
  }

  /** A whole number, decimal also with zeros in front as manuals have them, or behind 0x. */
  int number(String what, String text, int least, int most) {
    try {
      boolean hex = text.regionMatches(true, 0, "0x", 0, 2);
      int value = hex ? Integer.parseInt(text.substring(2), 16) : Integer.parseInt(text);
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw wrong(what + ": a whole number is needed, not " + text);
    }
    throw wrong(what + ": " + least + " to " + most + ", not " + text);
  }

  /** A range such as 1-10, or one number. */
  int[] range(String option, int first, int last, int least, int most) {
    String text = values.get(option);
    if (text == null) {
      return new int[] {first, last};
    }
    String[] parts = text.split("-", -1);
    if (parts.length > 2) {
      throw wrong(option + ": a range such as 1-10 is needed, not " + text);
    }
    int from = number(option, parts[0], least, most);
    int to = number(option, parts[parts.length - 1], least, most);
    if (to < from) {
      throw wrong(option + ": the lower number first, not " + text);
    }
    return new int[] {from, to};
  }

  <E extends Enum<E>> Optional<E> constant(String option, Class<E> type) {
    String text = values.get(option);
    if (text == null) {
      return Optional.empty();
    }
    for (E e : type.getEnumConstants()) {
      if (e.name().equalsIgnoreCase(text.replace('-', '_'))) {
        return Optional.of(e);
      }
    }
    throw wrong(
        option
            + ": "
            + text
            + " is none of "
            + String.join(
                ", ",
                Arrays.stream(type.getEnumConstants())
                    .map(e -> e.name().toLowerCase(Locale.ROOT))
                    .toList()));
  }
}

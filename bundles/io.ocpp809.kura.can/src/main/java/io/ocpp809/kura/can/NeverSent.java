package io.ocpp809.kura.can;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Identifiers that nobody sends through this gateway: what demands voltages, selects manual modes,
 * switches power modules or contactors, or clears faults. A frame is sent as a whole, so there is
 * no part of it that could be spared.
 *
 * <p>As text, one after another with semicolons: {@code 1001F68A: voltage demand and manual mode;
 * 18220000-1822FFFF: power modules}.
 *
 * @param first first identifier
 * @param last last identifier, of the same length
 * @param why what it would do, in words
 */
record NeverSent(Key first, Key last, String why) {
  private static final Pattern ENTRY =
      Pattern.compile("([0-9A-Fa-f]+)(?:-([0-9A-Fa-f]+))?:\\s?(.+)");
  private static final Pattern NAME =
      Pattern.compile(
          "(?i).*(clear|reset|self.?test|residual|rcd|weld|protect|contactor|relay|manual|module"
              + "|insulation|demand|voltage).*");

  /** What is known without any configuration. */
  static final List<NeverSent> KNOWN =
      list(
          "1001F68A: the start of the billing unit's scheme carries voltage and current demand and"
              + " a manual mode");

  /**
   * A list from text.
   *
   * @throws IllegalArgumentException naming the entry that is wrong
   */
  static List<NeverSent> list(String text) {
    List<NeverSent> result = new ArrayList<>();
    for (String entry : text.split(";")) {
      if (!entry.isBlank()) {
        result.add(one(entry.trim()));
      }
    }
    return List.copyOf(result);
  }

  private static NeverSent one(String entry) {
    Matcher m = ENTRY.matcher(entry);
    if (!m.matches()) {
      throw new IllegalArgumentException(
          "never: \"" + entry + "\" is not such as 1001F68A: voltage demand");
    }
    try {
      Key first = Key.of(m.group(1));
      Key last = m.group(2) == null ? first : Key.of(m.group(2));
      if (first.extended() == last.extended() && first.id() <= last.id()) {
        return new NeverSent(first, last, m.group(3).trim());
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("never: " + e.getMessage(), e);
    }
    throw new IllegalArgumentException(
        "never: \"" + entry + "\": the lower identifier first, both of the same length");
  }

  /** Why a frame of that identifier is not sent; empty if it may be as far as this goes. */
  Optional<String> forbids(Key key) {
    boolean within =
        key.extended() == first.extended() && key.id() >= first.id() && key.id() <= last.id();
    return within ? Optional.of("identifier " + key + " is never sent: " + why) : Optional.empty();
  }

  /** Whether a channel's name speaks of what is never sent. */
  static boolean named(String channel) {
    return NAME.matcher(channel).matches();
  }
}

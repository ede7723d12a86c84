package io.ocpp809.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.station.pile.Capabilities;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/templates.md says what the code does. */
class DocumentationTest {
  private final String text = read();

  private static String read() {
    try {
      return Files.readString(Path.of("../../docs/templates.md"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void theTableOfRolesIsTheEnumInItsOrder() {
    Matcher rows =
        Pattern.compile(
                "^\\| `([a-z0-9.]+)` \\| (read|controlled|guarded) \\| (.*) \\|$",
                Pattern.MULTILINE)
            .matcher(text);
    List<String> documented =
        rows.results().map(r -> r.group(1) + " " + r.group(2) + " " + r.group(3)).toList();
    assertEquals(
        Arrays.stream(Role.values())
            .map(
                r ->
                    r.text() + " " + r.access().name().toLowerCase(Locale.ROOT) + " " + r.meaning())
            .toList(),
        documented);
  }

  @Test
  void theExampleIsAGoodTemplate() throws TemplateException {
    Matcher json = Pattern.compile("(?s)```json\n(.*?)```").matcher(text);
    assertTrue(json.find());
    assertEquals("example-wallbox", TemplateLibrary.read("example", json.group(1)).profile());
  }

  @Test
  void thePilesWithoutAWatchdogAreNamedAsUnprotected() throws TemplateException {
    Matcher list =
        Pattern.compile("Unprotected, that is without a watchdog: ([^.]*)\\.").matcher(text);
    assertTrue(list.find());
    List<String> unprotected = new ArrayList<>();
    for (String name : TemplateLibrary.names()) {
      PileTemplate t = TemplateLibrary.named(name);
      if (!t.meter() && !t.capabilities().isProtected()) {
        unprotected.add("`" + name + "`");
      }
    }
    assertEquals(String.join(", ", unprotected), list.group(1).replaceAll("\\s+", " "));
  }

  @Test
  void theTableOfProductsSaysWhatTheTemplatesSay() throws TemplateException {
    List<String> expected = new ArrayList<>();
    for (String name : TemplateLibrary.names()) {
      if (!name.equals("generic-roles")) {
        expected.add(row(TemplateLibrary.named(name)));
      }
    }
    List<String> documented =
        Pattern.compile("^(\\| `[a-z0-9-]+` \\| [ABC] \\|.*\\|) [^|]+ \\|$", Pattern.MULTILINE)
            .matcher(text)
            .results()
            .map(r -> r.group(1))
            .sorted()
            .toList();
    assertEquals(String.join("\n", expected), String.join("\n", documented));
  }

  private static String row(PileTemplate t) {
    Capabilities c = t.capabilities();
    String energy = word(c.energy());
    List<String> also = new ArrayList<>();
    if (c.phaseSwitch()) {
      also.add("phases");
    }
    if (c.unlock()) {
      also.add("unlock");
    }
    return String.join(
        " | ",
        "| `" + t.profile() + "`",
        t.confidence(),
        t.meter() ? "meter" : word(c.gate()),
        energy.equals("none") ? energy : energy + (c.apparentEnergy() ? ", VAh" : ", Wh"),
        limit(t),
        also.isEmpty() ? "–" : String.join(", ", also),
        watchdog(c) + " |");
  }

  private static String word(Enum<?> e) {
    return e.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String limit(PileTemplate t) {
    if (t.control().limit().isEmpty()) {
      return "none";
    }
    return t.control().power() ? "W" : "A, by " + number(t.capabilities().stepMilliamps() / 1000d);
  }

  private static String watchdog(Capabilities c) {
    String feed =
        switch (c.watchdog()) {
          case ANY_REQUEST -> "any request";
          case WRITE -> "life register";
          case REWRITE -> "limit again";
          case NONE -> "none";
        };
    return c.isProtected()
        ? "%s, %s s, then %s A"
            .formatted(
                feed,
                number(c.watchdogTimeout().toMillis() / 1000d),
                number(c.failSafeMilliamps() / 1000d))
        : feed;
  }

  private static String number(double value) {
    return java.math.BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }

  @Test
  void everyTemplateThatShipsIsNamed() {
    TemplateLibrary.names().forEach(n -> assertTrue(text.contains("`" + n + "`"), n));
  }
}

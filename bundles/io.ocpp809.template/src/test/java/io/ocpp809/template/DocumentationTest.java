package io.ocpp809.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
  void everyTemplateThatShipsIsNamed() {
    TemplateLibrary.names().forEach(n -> assertTrue(text.contains("`" + n + "`"), n));
  }
}

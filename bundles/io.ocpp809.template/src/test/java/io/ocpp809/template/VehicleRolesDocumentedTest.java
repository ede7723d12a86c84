package io.ocpp809.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.station.pile.FaultClass;
import io.ocpp809.station.vehicle.Conversation;
import io.ocpp809.station.vehicle.StopCause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * docs/gbt27930.md lists the channels of a vehicle's asset and their words as the code has them.
 */
class VehicleRolesDocumentedTest {
  private final String roles = section();

  private static String section() {
    try {
      String all = Files.readString(Path.of("../../docs/gbt27930.md"));
      int from = all.indexOf("\n## Roles\n");
      return all.substring(from, all.indexOf("\n## ", from + 1));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private List<String> rows(String header, String row) {
    int from = roles.indexOf(header);
    assertTrue(from >= 0, header);
    int end = roles.indexOf("\n\n", from);
    String table = roles.substring(from, end < 0 ? roles.length() : end);
    return Pattern.compile(row, Pattern.MULTILINE)
        .matcher(table)
        .results()
        .map(
            r -> {
              StringBuilder text = new StringBuilder(r.group(1));
              for (int i = 2; i <= r.groupCount(); i++) {
                text.append(" | ").append(r.group(i));
              }
              return text.toString();
            })
        .toList();
  }

  @Test
  void theTableOfChannelsIsTheEnumInItsOrder() {
    assertEquals(
        Arrays.stream(VehicleRole.values())
            .map(r -> r.text() + " | " + r.unit() + " | " + r.meaning())
            .toList(),
        rows("| channel |", "^\\| `([A-Za-z.]+)` \\| ([^|]*?) ?\\| ([^|]+) \\| [^|]+ \\|$"));
  }

  @Test
  void theTableOfStatesIsTheEnumInItsOrder() {
    assertEquals(
        Arrays.stream(Conversation.values()).map(c -> c.text() + " | " + c.meaning()).toList(),
        rows("| word | meaning |\n", "^\\| `([a-z-]+)` \\| ([^|]+) \\|$"));
  }

  @Test
  void theTableOfCausesIsTheEnumInItsOrder() {
    assertEquals(
        Arrays.stream(StopCause.values())
            .map(
                c ->
                    c.text()
                        + " | "
                        + c.meaning()
                        + " | "
                        + c.reason().wire()
                        + " | "
                        + c.error().map(FaultClass::wire).orElse("–"))
            .toList(),
        rows(
            "| word | meaning | in",
            "^\\| `([a-z-]+)` \\| ([^|]+) \\| [^|]+ \\| ([A-Za-z]+) \\| ([A-Za-z–]+) \\|$"));
  }
}

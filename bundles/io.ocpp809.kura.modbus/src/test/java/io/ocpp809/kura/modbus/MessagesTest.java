package io.ocpp809.kura.modbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The installer's table of messages against the code: every text of three words or more that the
 * driver, the protocol or the serial ports can say stands in {@code docs/modbus.md}, and what
 * stands there is said.
 */
class MessagesTest {
  private static final Path BUNDLES = Path.of("..").toAbsolutePath().normalize();
  private static final List<String> SPEAKING =
      List.of(
          "io.ocpp809.serial",
          "io.ocpp809.modbus",
          "io.ocpp809.kura.driver",
          "io.ocpp809.kura.modbus");

  /**
   * Forms have docs/configuration.md, the tools their own pages; scripts and answers have no row.
   */
  private static final Set<String> OTHERS =
      Set.of(
          "DriverConfig",
          "ChannelForm",
          "ModbusChannelDescriptor",
          "Rs485Mode",
          "Survey",
          "SurveyRequests");

  private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final Pattern ATTRIBUTE = Pattern.compile("[a-z]+(\\.[a-z]+)*: .*");

  private static Set<String> literals() throws IOException {
    Set<String> result = new TreeSet<>();
    for (String bundle : SPEAKING) {
      try (Stream<Path> files = Files.walk(BUNDLES.resolve(bundle).resolve("src/main/java"))) {
        for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
          String name = file.getFileName().toString().replace(".java", "");
          if (!OTHERS.contains(name) && !file.toString().contains("survey")) {
            literals(Files.readString(file), result);
          }
        }
      }
    }
    return result;
  }

  private static void literals(String source, Set<String> result) {
    String code =
        source
            .replaceAll("(?s)/\\*.*?\\*/", "")
            .replaceAll("(?m)^\\s*//.*$", "")
            .replaceAll("\"\\s*\\+\\s*\"", "");
    Matcher m = LITERAL.matcher(code);
    while (m.find()) {
      result.add(m.group(1).replace("\\\"", "\""));
    }
  }

  private static String document() throws IOException {
    return Files.readString(BUNDLES.resolve("../docs/modbus.md"));
  }

  private static String plain(String text) {
    return text.replaceAll("[`\\s]+", " ");
  }

  private static boolean said(String literal) {
    boolean words = Pattern.compile("[A-Za-z']+").matcher(literal).results().count() >= 3;
    boolean log = literal.contains("{}");
    boolean attribute = ATTRIBUTE.matcher(literal.strip()).matches();
    boolean never =
        Set.of(
                "connects by itself",
                "stays connected while it is active",
                "a Modbus driver of this gateway")
            .contains(literal);
    return words && literal.strip().contains(" ") && !log && !attribute && !never;
  }

  @Test
  void everyMessageOfTheDriverStandsInTheInstallersTable() throws Exception {
    String document = plain(document());
    List<String> missing = new ArrayList<>();
    for (String literal : literals()) {
      if (said(literal) && !document.contains(plain(literal).strip())) {
        missing.add(literal);
      }
    }
    assertEquals(
        List.of(),
        missing,
        "docs/modbus.md, \"Messages and what to do\", lacks these; add message and what to do");
  }

  @Test
  void everyRowOfTheTableIsAMessageOfTheCode() throws Exception {
    String all = plain(String.join("\n", literals()));
    String table = document().substring(document().indexOf("## Messages and what to do"));
    List<String> unknown = new ArrayList<>();
    int rows = 0;
    for (String line : table.lines().filter(l -> l.startsWith("| `")).toList()) {
      Matcher m = Pattern.compile("`([^`]+)`").matcher(line.split(" \\| ", -1)[0]);
      while (m.find()) {
        rows++;
        String[] parts = m.group(1).replace("ATTRIBUTE", "…").split("…");
        for (String part : parts) {
          boolean words = Pattern.compile("[A-Za-z']+").matcher(part).results().count() >= 3;
          if (words && !all.contains(plain(part).strip())) {
            unknown.add(part);
          }
        }
      }
    }
    assertEquals(List.of(), unknown, "no part of the code says this any more");
    assertTrue(rows > 60, rows + " messages");
  }
}

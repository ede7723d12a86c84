package io.ocpp809.kura.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;

/** The signatures of this module are exactly those of the list, in both directions. */
class SignatureTest {
  @Test
  void everyListedSignatureIsHereAndNothingElse() throws IOException {
    SortedSet<String> wanted = listed();
    SortedSet<String> found = compiled();
    SortedSet<String> missing = new TreeSet<>(wanted);
    missing.removeAll(found);
    SortedSet<String> surplus = new TreeSet<>(found);
    surplus.removeAll(wanted);
    assertEquals("", String.join("\n", missing), "missing");
    assertEquals("", String.join("\n", surplus), "surplus");
  }

  private static SortedSet<String> listed() throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                SignatureTest.class.getResourceAsStream("/kura-api-5.6.signatures.txt"),
                StandardCharsets.UTF_8))) {
      return reader
          .lines()
          .filter(line -> !line.startsWith("#") && !line.startsWith("PACKAGE"))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static SortedSet<String> compiled() throws IOException {
    SortedSet<String> result = new TreeSet<>();
    Path root = Path.of("target/classes/org");
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
        if (!file.endsWith("package-info.class")) {
          new ClassReader(Files.readAllBytes(file)).accept(new SignatureLines(result), 0);
        }
      }
    }
    return result;
  }
}

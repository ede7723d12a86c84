package io.ocpp809.iec104;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The table of conformance cases in the documents and the names of the tests agree. */
class ConformanceTest {
  private static final Path TABLE = Path.of("../../docs/iec104-conformance.md");
  private static final Path SOURCES = Path.of("src/test/java");
  private static final Pattern CASE = Pattern.compile("`(\\w+\\.\\w+)`");
  private static final Pattern CLAUSE = Pattern.compile("(60870-5-\\d+ [\\d.]+): .*");

  @Test
  void eachCaseOfTheTableIsATestWhoseNameBeginsWithItsClauseAndNoneIsMissing() throws Exception {
    Map<String, String> told = told();
    assertTrue(told.size() > 80, told.toString());
    assertEquals(named(), told);
  }

  @Test
  void eachTestThatTheDocumentNamesIsThere() throws Exception {
    Set<String> tests = new TreeSet<>();
    for (Class<?> type : types()) {
      for (Method test : type.getDeclaredMethods()) {
        tests.add(type.getSimpleName() + "." + test.getName());
      }
    }
    Set<String> missing = new TreeSet<>();
    for (Matcher m = CASE.matcher(Files.readString(TABLE)); m.find(); ) {
      missing.add(m.group(1));
    }
    missing.removeAll(tests);
    assertEquals(Set.of(), missing);
  }

  private static List<Class<?>> types() throws Exception {
    List<Class<?>> types = new ArrayList<>();
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.filter(f -> f.toString().endsWith("Test.java")).toList()) {
        String path = SOURCES.relativize(file).toString();
        types.add(Class.forName(path.replace(".java", "").replace('/', '.')));
      }
    }
    return types;
  }

  private static Map<String, String> told() throws IOException {
    Map<String, String> clauses = new TreeMap<>();
    for (String line : Files.readAllLines(TABLE)) {
      String[] cells = line.split("\\|");
      if (cells.length == 4) {
        for (Matcher m = CASE.matcher(cells[3]); m.find(); ) {
          clauses.put(m.group(1), cells[2].strip());
        }
      }
    }
    return clauses;
  }

  private static Map<String, String> named() throws Exception {
    Map<String, String> clauses = new TreeMap<>();
    for (Class<?> type : types()) {
      for (Method test : type.getDeclaredMethods()) {
        DisplayName name = test.getAnnotation(DisplayName.class);
        Matcher clause = CLAUSE.matcher(name == null ? "" : name.value());
        if (clause.matches()) {
          clauses.put(type.getSimpleName() + "." + test.getName(), clause.group(1));
        }
      }
    }
    return clauses;
  }
}

package io.ocpp809.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documents call by the name of a class, a test or a finding is there. */
class DocumentedNamesTest {

  /** A code span that looks like a Java class, with package and member or without. */
  private static final Pattern TYPE =
      Pattern.compile("(?:[a-z0-9]+\\.)*([A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*)(?:\\.([a-z]\\w*))?");

  /** A code span that is a sentence, as the names of tests are. */
  private static final Pattern SENTENCE = Pattern.compile("[a-z]+(?:[A-Z][a-z0-9]*){3,}");

  private static final Pattern SPAN = Pattern.compile("`([^`\n]+)`");
  private static final Pattern NESTED =
      Pattern.compile("\\b(?:class|record|enum|interface) ([A-Z]\\w*)");

  /** Where the code says a finding: its id is the first thing in the brackets. */
  private static final Pattern SAID =
      Pattern.compile(
          "\\b(?:raise|clear|finding|tell|trouble|changed)\\(\\s*\"([a-z]+\\.[a-z-]+)\"");

  /** Where the code says a finding by the name of a constant. */
  private static final Pattern SAID_BY_NAME =
      Pattern.compile("\\b(?:raise|clear|finding|tell)\\(\\s*(?:\\w+\\.)*([A-Z][A-Z_]+),");

  /** The findings of an asset's check, by name in a map. */
  private static final Pattern CHECKED =
      Pattern.compile("result\\.put\\(\\s*\"((?:asset|evse|pile)\\.[a-z-]+)\",\\s");

  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z]+\\.[a-z-]+)` \\| .+ \\|$");

  /** The text of all sources that declare a type, by its simple name. */
  private static final Map<String, StringBuilder> TYPES = types();

  @Test
  void everyClassAndEveryTestThatADocumentNamesIsThere() throws IOException {
    Set<String> others = Built.names("names-of-others.txt");
    List<String> wrong = new ArrayList<>();
    for (Path page : pages()) {
      // There a name of an action, a key or a field of OCPP looks like a class.
      boolean wire = page.endsWith("docs/ocpp16-status.md");
      for (String span : spans(Files.readString(page))) {
        if (!others.contains(span)) {
          missing(span, wire)
              .ifPresent(why -> wrong.add(Built.ROOT.relativize(page) + ": " + span + ", " + why));
        }
      }
    }
    assertEquals(List.of(), wrong);
  }

  @Test
  void aNameThatIsNotThereIsNoticed() {
    assertEquals(Optional.of("no such class"), missing("NoSuchThing", false));
    assertEquals(Optional.of("no such class"), missing("io.ocpp809.NoSuchThing.member", true));
    assertEquals(Optional.of("no such member"), missing("DocumentedNamesTest.noSuchTest", false));
    assertEquals(Optional.of("no such test"), missing("thisIsNoTestAtAll", false));
    assertEquals(Optional.empty(), missing("NoSuchAction", true));
    assertEquals(
        Optional.empty(), missing("DocumentedNamesTest.aNameThatIsNotThereIsNoticed", true));
    assertEquals(Optional.empty(), missing("Station.target", false));
  }

  @Test
  void theTableOfFindingsHasExactlyThoseThatTheCodeSays() throws IOException {
    Set<String> said = new TreeSet<>();
    for (String bundle : Built.edges().keySet()) {
      for (Path source :
          sources(Built.ROOT.resolve("bundles").resolve(bundle + "/src/main/java"))) {
        String text = Files.readString(source);
        said.addAll(found(SAID, text));
        for (String constant : found(SAID_BY_NAME, text)) {
          said.addAll(value(constant));
        }
        if (bundle.equals("io.ocpp809.kura.station")) {
          said.addAll(found(CHECKED, text));
        }
      }
    }
    String page = Files.readString(Built.ROOT.resolve("docs/install.md"));
    assertEquals(said, found(ROW, page.split("### Findings", 2)[1]));
  }

  @Test
  void aFindingIsSeenWhereverTheCodeSaysIt() {
    assertEquals(
        Set.of("a.b", "c.d-e", "f.g"),
        found(SAID, "context.raise(\"a.b\", 0); s.finding(\n   \"c.d-e\", tell(\"f.g\", x)"));
    assertEquals(Set.of("A_B"), found(SAID_BY_NAME, "context.raise(\n Some.Thing.A_B,\n 0"));
    assertEquals(Set.of("asset.state"), found(CHECKED, "result.put(\"asset.state\", state(s));"));
    assertEquals(Set.of("evse.asset"), found(CHECKED, "result.put(\n  \"evse.asset\",\n  x);"));
  }

  private static Optional<String> missing(String span, boolean wire) {
    Matcher type = TYPE.matcher(span);
    if (type.matches() && !"target".equals(type.group(2))) {
      StringBuilder sources = TYPES.get(type.group(1));
      if (sources == null) {
        return wire && type.group(2) == null ? Optional.empty() : Optional.of("no such class");
      }
      boolean there = type.group(2) == null || declares(sources, type.group(2));
      return there ? Optional.empty() : Optional.of("no such member");
    }
    if (SENTENCE.matcher(span).matches()) {
      boolean there =
          TYPES.entrySet().stream()
              .filter(e -> e.getKey().endsWith("Test") || e.getKey().endsWith("IT"))
              .anyMatch(e -> declares(e.getValue(), span));
      return there ? Optional.empty() : Optional.of("no such test");
    }
    return Optional.empty();
  }

  private static boolean declares(CharSequence sources, String member) {
    return Pattern.compile("\\b" + member + "\\b\\s*\\(").matcher(sources).find();
  }

  private static Set<String> value(String constant) {
    Pattern declared = Pattern.compile("String " + constant + " = \"([^\"]+)\";");
    Set<String> values = new TreeSet<>();
    TYPES.values().forEach(sources -> values.addAll(found(declared, sources.toString())));
    return values;
  }

  private static Set<String> found(Pattern pattern, String text) {
    Set<String> found = new TreeSet<>();
    pattern.matcher(text).results().forEach(m -> found.add(m.group(1)));
    return found;
  }

  /** Code spans outside of blocks of code. */
  private static List<String> spans(String page) {
    String prose = page.replaceAll("(?ms)^```.*?^```$", "");
    return SPAN.matcher(prose).results().map(m -> m.group(1)).toList();
  }

  private static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>(List.of(Built.ROOT.resolve("README.md")));
    try (Stream<Path> docs = Files.list(Built.ROOT.resolve("docs"));
        Stream<Path> bundles = Files.list(Built.ROOT.resolve("bundles"))) {
      docs.filter(f -> f.toString().endsWith(".md")).forEach(pages::add);
      bundles.map(f -> f.resolve("README.md")).filter(Files::exists).forEach(pages::add);
    }
    pages.add(Built.ROOT.resolve("deployment-package/README.md"));
    return pages;
  }

  private static List<Path> sources(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(f -> f.toString().endsWith(".java")).toList();
    }
  }

  private static Map<String, StringBuilder> types() {
    Map<String, StringBuilder> types = new HashMap<>();
    try (Stream<Path> bundles = Files.list(Built.ROOT.resolve("bundles"))) {
      List<Path> folders = new ArrayList<>(bundles.map(f -> f.resolve("src")).toList());
      folders.add(Built.ROOT.resolve("deployment-package/src"));
      for (Path folder : folders) {
        for (Path source : sources(folder)) {
          String text = Files.readString(source);
          for (String type : found(NESTED, text)) {
            types.computeIfAbsent(type, t -> new StringBuilder()).append(text);
          }
        }
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return types;
  }
}

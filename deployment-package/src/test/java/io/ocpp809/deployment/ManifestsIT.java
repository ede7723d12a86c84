package io.ocpp809.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.module.ModuleDescriptor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.eclipse.osgi.util.ManifestElement;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Version;
import org.osgi.framework.VersionRange;

/** The manifests as built: a bundle whose imports a gateway lacks stays silently unresolved. */
class ManifestsIT {

  /** What may be imported from one package: the range demanded, and what gateways export. */
  private record Rule(String range, List<Version> exported) {}

  private static Map<String, Rule> rules() throws Exception {
    Map<String, Rule> rules = new LinkedHashMap<>();
    for (String line : Built.names("allowed-imports.txt")) {
      String[] words = line.split(" +");
      List<Version> exported = new ArrayList<>();
      for (int i = 2; i < words.length; i++) {
        exported.add(Version.parseVersion(words[i]));
      }
      rules.put(words[0], new Rule(words[1], exported));
    }
    return rules;
  }

  /** Packages that every framework on Java 17 exports from the JDK's standard modules. */
  private static Set<String> jdk() {
    return ModuleLayer.boot().modules().stream()
        .filter(module -> module.getName().startsWith("java."))
        .flatMap(module -> module.getDescriptor().exports().stream())
        .filter(export -> !export.isQualified())
        .map(ModuleDescriptor.Exports::source)
        .collect(Collectors.toSet());
  }

  @Test
  void everyImportIsAllowedAndResolvesOnKura55And56And6() throws Exception {
    Map<String, Rule> rules = rules();
    Set<String> jdk = jdk();
    List<String> wrong = new ArrayList<>();
    for (BundleJar bundle : Built.feature("gateway")) {
      for (ManifestElement clause : Built.header(bundle, "Import-Package")) {
        for (String name : clause.getValueComponents()) {
          String problem = problem(name, clause.getAttribute("version"), rules, jdk);
          if (problem != null) {
            wrong.add(bundle.symbolicName() + " imports " + name + ": " + problem);
          }
        }
      }
    }
    assertEquals("", String.join("\n", wrong));
  }

  private static String problem(
      String name, String version, Map<String, Rule> rules, Set<String> jdk) {
    if (name.startsWith(Built.PREFIX)) {
      return version == null ? "no version range" : null;
    }
    if (jdk.contains(name)) {
      return version == null ? null : "a package of the JDK has no version";
    }
    Rule rule = rules.get(name.startsWith("org.slf4j") ? "org.slf4j" : name);
    if (rule == null) {
      return "not in allowed-imports.txt";
    }
    if (version == null) {
      return "no version range";
    }
    VersionRange range = new VersionRange(version);
    if (!rule.range().equals("-") && !range.equals(new VersionRange(rule.range()))) {
      return version + " instead of " + rule.range();
    }
    List<Version> outside = rule.exported().stream().filter(v -> !range.includes(v)).toList();
    return outside.isEmpty() ? null : version + " leaves out " + outside;
  }

  @Test
  void requirementsAreThoseOfJava17AndDeclarativeServices14() throws Exception {
    List<String> wrong = new ArrayList<>();
    for (BundleJar bundle : Built.feature("gateway")) {
      for (ManifestElement clause : Built.header(bundle, "Require-Capability")) {
        String filter = String.valueOf(clause.getDirective("filter"));
        boolean allowed =
            switch (clause.getValue()) {
              case "osgi.ee" -> filter.equals("(&(osgi.ee=JavaSE)(version=17))");
              case "osgi.extender" ->
                  filter.matches(
                      "\\(&\\(osgi.extender=osgi.component\\)\\(version>=1.[0-4].0\\)"
                          + "\\(!\\(version>=2.0.0\\)\\)\\)");
              case "osgi.service" -> "active".equals(clause.getDirective("effective"));
              default -> false;
            };
        if (!allowed) {
          wrong.add(bundle.symbolicName() + " requires " + clause);
        }
      }
      if (!Built.header(bundle, "Require-Bundle").isEmpty()) {
        wrong.add(bundle.symbolicName() + " has a Require-Bundle");
      }
    }
    assertEquals("", String.join("\n", wrong));
  }

  @Test
  void onlyOurOwnPackagesAreExportedAndInternalOnesAreNot() throws Exception {
    List<String> wrong = new ArrayList<>();
    for (BundleJar bundle : Built.feature("gateway")) {
      for (String name : Built.exports(bundle)) {
        if (!(name + ".").startsWith(bundle.symbolicName() + ".") || name.contains(".internal")) {
          wrong.add(bundle.symbolicName() + " exports " + name);
        }
      }
    }
    assertEquals("", String.join("\n", wrong));
  }

  @Test
  void everyBundleCarriesTheLicenceAndTheNoticeOfWhatItEmbeds() throws Exception {
    for (BundleJar bundle : Built.feature("gateway")) {
      try (var jar = new java.util.jar.JarFile(bundle.file().toFile())) {
        assertTrue(
            jar.getEntry("META-INF/LICENSE") != null && jar.getEntry("META-INF/NOTICE") != null,
            bundle.symbolicName());
      }
    }
  }

  @Test
  void onlyBundlesOfOurOwnNameAreShippedAndNoneThatKuraHas() throws Exception {
    Set<String> names = new TreeSet<>();
    Built.feature("gateway").forEach(bundle -> names.add(bundle.symbolicName()));
    assertTrue(names.stream().allMatch(name -> name.startsWith(Built.PREFIX)), names::toString);
    Set<String> both = new TreeSet<>(names);
    both.retainAll(Built.names("kura-runtime-names.txt"));
    assertEquals(Set.of(), both);
  }

  @Test
  void theFeatureItselfNamesEveryBundleThatItShips() throws Exception {
    Set<String> named = new TreeSet<>();
    for (Built.Dependency dependency :
        Built.dependencies(Built.ROOT.resolve("features/gateway/pom.xml"))) {
      named.add(dependency.artifact());
    }
    Set<String> shipped = new TreeSet<>();
    Built.feature("gateway").forEach(bundle -> shipped.add(bundle.symbolicName()));
    assertEquals(named, shipped);
  }
}

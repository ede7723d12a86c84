package io.ocpp809.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

class RingsIT {

  @Test
  void theListOfEdgesNamesExactlyTheShippedBundlesAndWhatIsEmbeddedInThem() throws Exception {
    Set<String> bundles = new TreeSet<>(Built.edges().keySet());
    bundles.removeAll(Built.embedded());
    Set<String> shipped = new TreeSet<>();
    Built.feature("gateway").forEach(bundle -> shipped.add(bundle.symbolicName()));
    assertEquals(shipped, bundles);
  }

  @Test
  void anEmbeddedModuleIsPackedWholeAndPrivatelyIntoThoseBundlesAloneThatNameIt() throws Exception {
    List<String> wrong = new ArrayList<>();
    for (String module : Built.embedded()) {
      Set<String> classes = Built.classes(module);
      assertFalse(classes.isEmpty(), module);
      for (BundleJar bundle : Built.feature("gateway")) {
        boolean named = Built.edges().get(bundle.symbolicName()).contains(module);
        Set<String> there = Built.classes(bundle, module);
        if (!there.equals(named ? classes : Set.of())) {
          wrong.add(bundle.symbolicName() + " holds " + there + " of " + module);
        }
        if (Built.imports(bundle).contains(module) || Built.exports(bundle).contains(module)) {
          wrong.add(bundle.symbolicName() + " imports or exports " + module);
        }
      }
    }
    assertEquals(List.of(), wrong);
  }

  @Test
  void theMavenDependenciesBetweenThemAreExactlyTheListedEdges() throws Exception {
    Map<String, Set<String>> actual = new TreeMap<>();
    for (String module : Built.edges().keySet()) {
      Set<String> targets = new TreeSet<>();
      for (Built.Dependency dependency :
          Built.dependencies(Built.ROOT.resolve("bundles/" + module + "/pom.xml"))) {
        String scope = Built.embedded().contains(dependency.artifact()) ? "provided" : "compile";
        if (dependency.artifact().startsWith(Built.PREFIX) && dependency.scope().equals(scope)) {
          targets.add(dependency.artifact());
        }
      }
      actual.put(module, targets);
    }
    assertEquals(new TreeMap<>(Built.edges()), actual);
  }

  @Test
  void noManifestImportsAPackageOfABundleThatTheListDoesNotAllow() throws Exception {
    Map<String, String> owners = Built.owners();
    Map<String, Set<String>> edges = Built.edges();
    List<String> wrong = new ArrayList<>();
    for (BundleJar bundle : Built.feature("gateway")) {
      for (String name : Built.imports(bundle)) {
        String owner = owners.get(name);
        if (name.startsWith(Built.PREFIX)
            && !bundle.symbolicName().equals(owner)
            && !edges.get(bundle.symbolicName()).contains(String.valueOf(owner))) {
          wrong.add(bundle.symbolicName() + " imports " + name + " of " + owner);
        }
      }
    }
    assertEquals(List.of(), wrong);
  }

  @Test
  void theInnerBundlesHaveNoOsgiAndNoKuraOnTheirClassPath() throws Exception {
    List<String> wrong = new ArrayList<>();
    for (BundleJar bundle : Built.inner()) {
      for (Built.Dependency dependency :
          Built.dependencies(Built.folder(bundle).resolve("pom.xml"))) {
        String name = dependency.group() + ":" + dependency.artifact();
        if (name.contains("osgi") || name.contains("kura") || name.contains("felix")) {
          wrong.add(bundle.symbolicName() + " depends on " + name);
        }
      }
    }
    assertEquals(List.of(), wrong);
  }

  @Test
  void noClassOfAnInnerBundleMentionsOsgiOrKura() throws Exception {
    List<String> wrong = new ArrayList<>();
    for (BundleJar bundle : Built.inner()) {
      try (JarFile jar = new JarFile(bundle.file().toFile())) {
        for (Enumeration<JarEntry> all = jar.entries(); all.hasMoreElements(); ) {
          JarEntry entry = all.nextElement();
          if (!entry.getName().startsWith("io/ocpp809/") || !entry.getName().endsWith(".class")) {
            continue;
          }
          String constants =
              new String(jar.getInputStream(entry).readAllBytes(), StandardCharsets.ISO_8859_1);
          if (constants.contains("org/osgi/") || constants.contains("org/eclipse/kura/")) {
            wrong.add(bundle.symbolicName() + ": " + entry.getName());
          }
        }
      }
    }
    assertEquals(List.of(), wrong);
  }

  @Test
  void theDomainUsesNothingButTheJdk() throws Exception {
    for (BundleJar bundle : Built.feature("gateway")) {
      if (bundle.symbolicName().equals("io.ocpp809.station")) {
        assertEquals(
            List.of(),
            Built.dependencies(Built.folder(bundle).resolve("pom.xml")).stream()
                .filter(dependency -> !dependency.scope().equals("test"))
                .toList());
        assertEquals(
            Set.of(),
            Built.imports(bundle).stream()
                .filter(name -> !name.startsWith("io.ocpp809.station"))
                .collect(java.util.stream.Collectors.toSet()));
      }
    }
  }

  @Test
  void everyPackageSaysWhatItIs() throws Exception {
    List<String> wrong = new ArrayList<>();
    try (var bundles = Files.list(Built.ROOT.resolve("bundles"))) {
      for (Path bundle : bundles.toList()) {
        Path sources = bundle.resolve("src/main/java");
        if (!Files.isDirectory(sources)) {
          continue;
        }
        try (var files = Files.walk(sources)) {
          Set<Path> packages = new TreeSet<>();
          files
              .filter(file -> file.toString().endsWith(".java"))
              .forEach(file -> packages.add(file.getParent()));
          for (Path one : packages) {
            if (!Files.exists(one.resolve("package-info.java"))) {
              wrong.add(Built.ROOT.relativize(one).toString());
            }
          }
        }
      }
    }
    assertEquals(List.of(), wrong, "packages without package-info.java");
  }
}

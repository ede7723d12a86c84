package io.ocpp809.deployment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import javax.xml.parsers.DocumentBuilderFactory;
import org.eclipse.osgi.util.ManifestElement;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** What the build has made, as the guards see it: features, manifests, poms, the list of edges. */
final class Built {

  /** The project's own prefix of symbolic names and packages. */
  static final String PREFIX = "io.ocpp809.";

  /** The project's root folder. */
  static final Path ROOT = Path.of(System.getProperty("ocpp809.root", ".."));

  private Built() {}

  /** The jars of a feature, in the feature's order. */
  static List<BundleJar> feature(String name) throws IOException {
    return Assembly.bundles(ROOT.resolve("features/" + name + "/target/bundles.list"));
  }

  /** A manifest header's clauses; none if the header is absent. */
  static List<ManifestElement> header(BundleJar bundle, String header) throws Exception {
    try (JarFile jar = new JarFile(bundle.file().toFile())) {
      String value = jar.getManifest().getMainAttributes().getValue(header);
      ManifestElement[] clauses = ManifestElement.parseHeader(header, value);
      return clauses == null ? List.of() : List.of(clauses);
    }
  }

  /** The packages that a bundle imports. */
  static Set<String> imports(BundleJar bundle) throws Exception {
    return packages(bundle, "Import-Package");
  }

  /** The packages that a bundle exports. */
  static Set<String> exports(BundleJar bundle) throws Exception {
    return packages(bundle, "Export-Package");
  }

  private static Set<String> packages(BundleJar bundle, String header) throws Exception {
    Set<String> packages = new TreeSet<>();
    for (ManifestElement clause : header(bundle, header)) {
      packages.addAll(List.of(clause.getValueComponents()));
    }
    return packages;
  }

  /** One dependency of a pom. */
  record Dependency(String group, String artifact, String scope) {}

  /** The dependencies that a pom itself names. */
  static List<Dependency> dependencies(Path pom) throws Exception {
    Element project =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(pom.toFile())
            .getDocumentElement();
    List<Dependency> dependencies = new ArrayList<>();
    for (Element list : children(project, "dependencies")) {
      for (Element one : children(list, "dependency")) {
        dependencies.add(
            new Dependency(
                text(one, "groupId", ""),
                text(one, "artifactId", ""),
                text(one, "scope", "compile")));
      }
    }
    return dependencies;
  }

  private static List<Element> children(Element parent, String name) {
    List<Element> children = new ArrayList<>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element && element.getTagName().equals(name)) {
        children.add(element);
      }
    }
    return children;
  }

  private static String text(Element parent, String child, String otherwise) {
    List<Element> found = children(parent, child);
    return found.isEmpty() ? otherwise : found.get(0).getTextContent().strip();
  }

  /** What {@code docs/architecture.md} writes behind the arrow of a module that is no bundle. */
  private static final String EMBEDDED = "(embedded)";

  /** The edges that {@code docs/architecture.md} allows, by full symbolic name. */
  static Map<String, Set<String>> edges() throws IOException {
    Map<String, Set<String>> edges = new LinkedHashMap<>();
    for (String line : lines()) {
      String[] sides = line.split("->", -1);
      Set<String> targets = new TreeSet<>();
      for (String target : sides[1].strip().split(" ")) {
        if (!target.isEmpty() && !target.equals(EMBEDDED)) {
          targets.add(PREFIX + target);
        }
      }
      edges.put(PREFIX + sides[0].strip(), targets);
    }
    return edges;
  }

  private static String[] lines() throws IOException {
    String text = Files.readString(ROOT.resolve("docs/architecture.md"));
    return text.split("```edges\n", 2)[1].split("```", 2)[0].strip().split("\n");
  }

  /** The modules of that list that are no bundles, but packed into those whose edge names them. */
  static Set<String> embedded() throws IOException {
    Set<String> embedded = new TreeSet<>();
    for (String line : lines()) {
      if (line.contains(EMBEDDED)) {
        embedded.add(PREFIX + line.split("->", 2)[0].strip());
      }
    }
    return embedded;
  }

  /** The classes of a module as built, with a digest of each. */
  static Set<String> classes(String module) throws Exception {
    Path built = ROOT.resolve("bundles").resolve(module).resolve("target/classes");
    Set<String> classes = new TreeSet<>();
    try (var files = Files.walk(built)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
        String name = built.relativize(file).toString().replace('\\', '/');
        classes.add(name + " " + digest(Files.readAllBytes(file)));
      }
    }
    return classes;
  }

  /** The classes of a package that a bundle holds, with a digest of each. */
  static Set<String> classes(BundleJar bundle, String name) throws Exception {
    String folder = name.replace('.', '/') + "/";
    Set<String> classes = new TreeSet<>();
    try (JarFile jar = new JarFile(bundle.file().toFile())) {
      for (JarEntry entry : Collections.list(jar.entries())) {
        if (entry.getName().startsWith(folder) && entry.getName().endsWith(".class")) {
          byte[] octets = jar.getInputStream(entry).readAllBytes();
          classes.add(entry.getName() + " " + digest(octets));
        }
      }
    }
    return classes;
  }

  private static String digest(byte[] octets) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(octets));
  }

  /** Which shipped bundle exports each of our packages. */
  static Map<String, String> owners() throws Exception {
    Map<String, String> owners = new TreeMap<>();
    for (BundleJar bundle : feature("gateway")) {
      for (String name : exports(bundle)) {
        owners.put(name, bundle.symbolicName());
      }
    }
    return owners;
  }

  /** The shipped bundles that Kura and OSGi are kept out of: rings 0 and 1, and support. */
  static List<BundleJar> inner() throws IOException {
    return feature("gateway").stream()
        .filter(bundle -> !bundle.symbolicName().startsWith(PREFIX + "kura."))
        .toList();
  }

  /** The folder that a bundle is built from. */
  static Path folder(BundleJar bundle) {
    return ROOT.resolve("bundles").resolve(bundle.symbolicName());
  }

  /** The names in a list of this module's test resources; a line that begins with # is none. */
  static Set<String> names(String resource) throws IOException {
    Set<String> names = new LinkedHashSet<>();
    for (String line :
        Files.readAllLines(
            ROOT.resolve("deployment-package/src/test/resources").resolve(resource))) {
      if (!line.startsWith("#") && !line.isBlank()) {
        names.add(line.strip());
      }
    }
    return names;
  }
}

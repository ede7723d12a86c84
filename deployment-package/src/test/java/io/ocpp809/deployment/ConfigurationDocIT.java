package io.ocpp809.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** {@code docs/configuration.md} against the metatype files in the built bundles, both ways. */
class ConfigurationDocIT {

  private static final Pattern HEADING = Pattern.compile("## (.*): `([^`]+)`");
  private static final Pattern ROW =
      Pattern.compile("\\| `([^`]+)` \\| ([^|]*) \\| ([^|]*) \\| ([^|]*) \\| ([^|]*) \\| (.+) \\|");
  private static final Pattern UNIT = Pattern.compile("(.*) \\(([^()]*)\\)");

  /** One attribute as a reader sees it. */
  private record Attribute(String label, String unit, String range, String initial, String text) {}

  /** One form: its name and its attributes by id. */
  private record Form(String name, Map<String, Attribute> attributes) {}

  @Test
  void theTablesNameExactlyTheServicesThatShip() throws Exception {
    assertEquals(shipped().keySet(), documented().keySet());
  }

  @Test
  void eachTableHasExactlyTheAttributesOfItsFormWithLabelUnitRangeDefaultAndText()
      throws Exception {
    Map<String, Form> documented = documented();
    for (Map.Entry<String, Form> form : shipped().entrySet()) {
      Form page = documented.get(form.getKey());
      assertEquals(form.getValue().name(), page.name(), form.getKey());
      assertEquals(
          form.getValue().attributes().keySet(), page.attributes().keySet(), form.getKey());
      form.getValue()
          .attributes()
          .forEach(
              (id, attribute) ->
                  assertEquals(
                      attribute, page.attributes().get(id), form.getKey() + ", attribute " + id));
    }
  }

  @Test
  void theAttributesListedAsWithoutEffectAreAttributesThatShip() throws Exception {
    Map<String, Form> shipped = shipped();
    List<String> unknown = new ArrayList<>();
    Matcher m =
        Pattern.compile("(?m)^\\| `(io\\.ocpp809[^`]*)` \\| `([^`]+)` \\| .* \\|$").matcher(page());
    while (m.find()) {
      Form form = shipped.get(m.group(1));
      if (form == null || !form.attributes().containsKey(m.group(2))) {
        unknown.add(m.group(1) + " " + m.group(2));
      }
    }
    assertEquals(List.of(), unknown);
  }

  @Test
  void anAttributeThatIsMissingOrDifferentIsNoticed() throws Exception {
    String xml =
        "<MetaData><OCD id='x.y' name='X'><AD id='a.b' type='Integer' name='A (s)' min='1'"
            + " max='9' default='3' description='T.'/></OCD></MetaData>";
    Form form = new Form("X", new TreeMap<>());
    Map<String, Form> forms = new TreeMap<>(Map.of("x.y", form));
    form.attributes().put("a.b", new Attribute("A", "s", "1 to 9", "`3`", "T."));
    Map<String, Form> read = new TreeMap<>();
    read(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)), read);
    assertEquals(forms, read);
    assertEquals(forms, tables("## X: `x.y`\n\n| `a.b` | A | s | 1 to 9 | `3` | T. |\n"));
    assertThrows(
        AssertionError.class,
        () -> assertEquals(forms, tables("## X: `x.y`\n\n| `a.b` | A | s | 1 to 8 | `3` | T. |")));
  }

  private static Map<String, Form> shipped() throws Exception {
    Map<String, Form> forms = new TreeMap<>();
    for (BundleJar bundle : Built.feature("gateway")) {
      if (!bundle.symbolicName().startsWith(Built.PREFIX + "kura.")) {
        continue;
      }
      try (JarFile jar = new JarFile(bundle.file().toFile())) {
        for (Enumeration<JarEntry> all = jar.entries(); all.hasMoreElements(); ) {
          JarEntry entry = all.nextElement();
          if (entry.getName().matches("OSGI-INF/metatype/.*\\.xml")) {
            try (InputStream in = jar.getInputStream(entry)) {
              read(in, forms);
            }
          }
        }
      }
    }
    return forms;
  }

  private static void read(InputStream metatype, Map<String, Form> forms) throws Exception {
    Element root =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(metatype)
            .getDocumentElement();
    for (Element ocd : elements(root, "OCD")) {
      Map<String, Attribute> attributes = new TreeMap<>();
      for (Element ad : elements(ocd, "AD")) {
        attributes.put(ad.getAttribute("id"), attribute(ad));
      }
      forms.put(ocd.getAttribute("id"), new Form(ocd.getAttribute("name"), attributes));
    }
  }

  private static Attribute attribute(Element ad) {
    Matcher unit = UNIT.matcher(ad.getAttribute("name"));
    boolean has = unit.matches();
    String initial = number(ad.getAttribute("default"));
    return new Attribute(
        has ? unit.group(1) : ad.getAttribute("name"),
        has ? unit.group(2) : "–",
        range(ad),
        initial.isEmpty() ? "empty" : "`" + initial + "`",
        ad.getAttribute("description").replace("|TextArea", ""));
  }

  private static String range(Element ad) {
    List<String> options = new ArrayList<>();
    elements(ad, "Option").forEach(o -> options.add("`" + o.getAttribute("value") + "`"));
    String min = ad.getAttribute("min");
    String max = ad.getAttribute("max");
    if (!options.isEmpty()) {
      return String.join(", ", options);
    }
    return switch (ad.getAttribute("type")) {
      case "Boolean" -> "`true`, `false`";
      case "String", "Password" -> max.isEmpty() ? "text" : "at most " + max + " characters";
      default -> min.isEmpty() ? "any" : max.isEmpty() ? min + " or more" : min + " to " + max;
    };
  }

  private static String number(String text) {
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  private static List<Element> elements(Element parent, String name) {
    List<Element> found = new ArrayList<>();
    NodeList all = parent.getElementsByTagName(name);
    for (int i = 0; i < all.getLength(); i++) {
      found.add((Element) all.item(i));
    }
    return found;
  }

  private static String page() throws Exception {
    return Files.readString(Built.ROOT.resolve("docs/configuration.md"));
  }

  private static Map<String, Form> documented() throws Exception {
    return tables(page());
  }

  private static Map<String, Form> tables(String page) {
    Map<String, Form> forms = new TreeMap<>();
    Form form = null;
    for (String line : page.split("\n")) {
      Matcher heading = HEADING.matcher(line);
      Matcher row = ROW.matcher(line);
      if (heading.matches()) {
        form = new Form(heading.group(1), new TreeMap<>());
        forms.put(heading.group(2), form);
      } else if (line.startsWith("## ")) {
        form = null;
      } else if (form != null && row.matches()) {
        form.attributes()
            .put(
                row.group(1),
                new Attribute(
                    row.group(2),
                    row.group(3),
                    row.group(4),
                    row.group(5),
                    row.group(6).replace("\\|", "|")));
      }
    }
    return forms;
  }
}

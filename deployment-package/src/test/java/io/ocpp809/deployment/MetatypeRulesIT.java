package io.ocpp809.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The forms of all shipped bundles against what Kura's configuration service and console need. */
class MetatypeRulesIT {
  private static final Set<String> TYPES =
      Set.of("String", "Long", "Double", "Float", "Integer", "Boolean", "Short", "Password");

  /** One form with the component that belongs to it; the component is absent in the self-test. */
  private record Form(
      String file, Element metatype, Optional<Element> component, Set<String> files) {}

  @Test
  void everyFormKeepsTheRulesOfKura() throws Exception {
    List<String> faults = new ArrayList<>();
    List<Form> forms = shipped();
    forms.forEach(f -> check(f, faults));
    assertEquals(List.of(), faults);
    assertFalse(forms.isEmpty());
  }

  @Test
  void eachBrokenRuleIsNoticed() throws Exception {
    String xml =
        "<MetaData><OCD id='x.y' name='X' description='&lt;T.'>"
            + "<AD id='a' type='Character' name='A' description='' default=''/>"
            + "<AD id='b' type='Integer' name='A' description='T. | more' min='5' default='3'/>"
            + "<AD id='c' type='String' name='C' description='T.' default='x,y'>"
            + "<Option label='' value='z'/><Option label='l' value='u'/><Option label='l' value='v'/>"
            + "</AD><AD id='R.target' type='String' name='R' description='T.' default='none'/>"
            + "<Icon resource='no.png' size='16'/></OCD>"
            + "<Designate pid='x.y'><Object ocdref='other'/></Designate></MetaData>";
    String component =
        "<component name='z' configuration-policy='optional'><reference name='R'"
            + " cardinality='1..1' policy='static'/></component>";
    List<String> faults = new ArrayList<>();
    check(new Form("x.z", parse(xml), Optional.of(parse(component)), Set.of()), faults);
    assertEquals(
        List.of(
            "x.z: OCD id is x.y",
            "x.z: Designate is not of the factory x.z",
            "x.z: component's name is z",
            "x.z: configuration-policy is optional",
            "x.z: the console shows & < > and quotes in the form's description as escapes",
            "x.z: icon no.png of 32 x 32 is not in the bundle",
            "x.z a: type Character",
            "x.z a: no description",
            "x.z a: required without a default",
            "x.z b: a second attribute has the label A",
            "x.z b: the description is cut at |",
            "x.z b: default 3 is below 5",
            "x.z c: a comma in the default is not escaped",
            "x.z c: empty option",
            "x.z c: a second option has the label l",
            "x.z c: default x,y is no option",
            "x.z R.target: default is not the filter (kura.service.pid=changeme)",
            "x.z R.target: cardinality 1..1",
            "x.z R.target: the component binds anything until the form arrives"),
        faults);
  }

  private static void check(Form form, List<String> faults) {
    String pid = form.file();
    Element ocd = children(form.metatype(), "OCD").get(0);
    Element designate = children(form.metatype(), "Designate").get(0);
    fault(
        !ocd.getAttribute("id").equals(pid), faults, pid + ": OCD id is " + ocd.getAttribute("id"));
    fault(
        !designate.getAttribute("factoryPid").equals(pid),
        faults,
        pid + ": Designate is not of the factory " + pid);
    form.component()
        .ifPresent(
            c -> {
              String name = c.getAttribute("name");
              String policy = c.getAttribute("configuration-policy");
              fault(!name.equals(pid), faults, pid + ": component's name is " + name);
              fault(!policy.equals("require"), faults, pid + ": configuration-policy is " + policy);
            });
    fault(
        ocd.getAttribute("description").matches("(?s).*[&<>\"'].*"),
        faults,
        pid + ": the console shows & < > and quotes in the form's description as escapes");
    for (Element icon : children(ocd, "Icon")) {
      String resource = icon.getAttribute("resource");
      boolean there = form.files().contains(resource) && icon.getAttribute("size").equals("32");
      fault(!there, faults, pid + ": icon " + resource + " of 32 x 32 is not in the bundle");
    }
    Set<String> labels = new HashSet<>();
    for (Element ad : children(ocd, "AD")) {
      String where = pid + " " + ad.getAttribute("id") + ": ";
      String label = ad.getAttribute("name");
      fault(!labels.add(label), faults, where + "a second attribute has the label " + label);
      attribute(ad, where, faults);
      if (ad.getAttribute("id").endsWith(".target")) {
        form.component().ifPresent(c -> target(ad, c, where, faults));
      }
    }
  }

  private static void attribute(Element ad, String where, List<String> faults) {
    String type = ad.getAttribute("type");
    String text = ad.getAttribute("description");
    String initial = ad.getAttribute("default");
    boolean required = !ad.getAttribute("required").equals("false");
    fault(!TYPES.contains(type), faults, where + "type " + type);
    fault(text.isBlank() || ad.getAttribute("name").isBlank(), faults, where + "no description");
    String shown = type.equals("String") ? text.replaceAll("\\|TextArea$", "") : text;
    fault(shown.contains("|"), faults, where + "the description is cut at |");
    fault(required && initial.isEmpty(), faults, where + "required without a default");
    fault(
        initial.replace("\\,", "").contains(","),
        faults,
        where + "a comma in the default is not escaped");
    options(ad, initial, where, faults);
    if (!initial.isEmpty() && !Set.of("String", "Password", "Boolean").contains(type)) {
      bounds(ad, Double.parseDouble(initial), where, faults);
    }
  }

  private static void bounds(Element ad, double initial, String where, List<String> faults) {
    String min = ad.getAttribute("min");
    String max = ad.getAttribute("max");
    String shown = ad.getAttribute("default");
    fault(
        !min.isEmpty() && initial < Double.parseDouble(min),
        faults,
        where + "default " + shown + " is below " + min);
    fault(
        !max.isEmpty() && initial > Double.parseDouble(max),
        faults,
        where + "default " + shown + " is above " + max);
  }

  private static void options(Element ad, String initial, String where, List<String> faults) {
    Set<String> labels = new HashSet<>();
    Set<String> values = new HashSet<>();
    for (Element option : children(ad, "Option")) {
      String label = option.getAttribute("label");
      String value = option.getAttribute("value");
      fault(label.isBlank() || value.isBlank(), faults, where + "empty option");
      fault(!labels.add(label), faults, where + "a second option has the label " + label);
      fault(!values.add(value), faults, where + "a second option has the value " + value);
    }
    fault(
        !values.isEmpty() && !values.contains(initial),
        faults,
        where + "default " + initial + " is no option");
  }

  private static void target(Element ad, Element component, String where, List<String> faults) {
    String name = ad.getAttribute("id").replaceAll("\\.target$", "");
    Optional<Element> reference =
        children(component, "reference").stream()
            .filter(r -> r.getAttribute("name").equals(name))
            .findFirst();
    fault(
        !ad.getAttribute("default").equals("(kura.service.pid=changeme)"),
        faults,
        where + "default is not the filter (kura.service.pid=changeme)");
    fault(reference.isEmpty(), faults, where + "the component has no reference " + name);
    reference.ifPresent(
        r -> {
          String cardinality = r.getAttribute("cardinality");
          fault(!cardinality.startsWith("0.."), faults, where + "cardinality " + cardinality);
          fault(
              !r.getAttribute("target").equals("(kura.service.pid=changeme)"),
              faults,
              where + "the component binds anything until the form arrives");
        });
  }

  private static void fault(boolean wrong, List<String> faults, String text) {
    if (wrong) {
      faults.add(text);
    }
  }

  private static List<Form> shipped() throws Exception {
    List<Form> forms = new ArrayList<>();
    for (BundleJar bundle : Built.feature("gateway")) {
      try (JarFile jar = new JarFile(bundle.file().toFile())) {
        Set<String> files = new HashSet<>();
        for (Enumeration<JarEntry> all = jar.entries(); all.hasMoreElements(); ) {
          files.add(all.nextElement().getName());
        }
        for (String file : files) {
          if (file.matches("OSGI-INF/metatype/.*\\.xml")) {
            String pid = file.replaceAll(".*/|\\.xml$", "");
            forms.add(
                new Form(
                    pid,
                    parse(jar, file),
                    Optional.of(parse(jar, "OSGI-INF/" + pid + ".xml")),
                    files));
          }
        }
      }
    }
    return forms;
  }

  private static Element parse(JarFile jar, String file) throws Exception {
    try (InputStream in = jar.getInputStream(jar.getJarEntry(file))) {
      return root(DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in));
    }
  }

  private static Element parse(String xml) throws Exception {
    return root(
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8))));
  }

  private static Element root(Document document) {
    return document.getDocumentElement();
  }

  private static List<Element> children(Element parent, String name) {
    List<Element> found = new ArrayList<>();
    NodeList all = parent.getElementsByTagName(name);
    for (int i = 0; i < all.getLength(); i++) {
      found.add((Element) all.item(i));
    }
    return found;
  }
}

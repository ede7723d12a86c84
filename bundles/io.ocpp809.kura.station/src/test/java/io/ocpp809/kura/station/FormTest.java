package io.ocpp809.kura.station;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ocpp809.template.TemplateException;
import io.ocpp809.template.TemplateLibrary;
import java.io.InputStream;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The forms offer what there is to choose from. */
class FormTest {
  private static Set<String> options(String pid, String attribute) throws Exception {
    Set<String> result = new TreeSet<>();
    try (InputStream in =
        FormTest.class.getResourceAsStream("/OSGI-INF/metatype/" + pid + ".xml")) {
      NodeList ads =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(in)
              .getElementsByTagName("AD");
      for (int i = 0; i < ads.getLength(); i++) {
        Element ad = (Element) ads.item(i);
        NodeList options = ad.getElementsByTagName("Option");
        for (int j = 0; ad.getAttribute("id").equals(attribute) && j < options.getLength(); j++) {
          result.add(((Element) options.item(j)).getAttribute("value"));
        }
      }
    }
    return result;
  }

  private static Set<String> shipped(boolean meters) throws TemplateException {
    Set<String> result = new TreeSet<>();
    for (String name : TemplateLibrary.names()) {
      if (TemplateLibrary.named(name).meter() == meters) {
        result.add(name);
      }
    }
    result.add("generic-roles");
    return result;
  }

  @Test
  void theTemplatesOfPilesAreThoseThatShip() throws Exception {
    assertEquals(shipped(false), options(EvseConfig.PID, "template"));
  }

  @Test
  void theTemplatesOfMetersAreThoseThatShip() throws Exception {
    assertEquals(shipped(true), options(EvseConfig.PID, "meter.template"));
    assertEquals(shipped(true), options(SiteConfig.PID, "meter.template"));
  }
}

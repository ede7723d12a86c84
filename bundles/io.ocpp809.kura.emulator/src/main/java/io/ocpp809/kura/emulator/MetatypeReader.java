package io.ocpp809.kura.emulator;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.eclipse.kura.core.configuration.metatype.Tad;
import org.eclipse.kura.core.configuration.metatype.Tocd;
import org.eclipse.kura.core.configuration.metatype.Toption;
import org.eclipse.kura.core.configuration.metatype.Tscalar;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * Reads a metatype file as Kura does: by literal node names, and only the object class and the
 * designate whose id is the PID that the file is named after.
 */
final class MetatypeReader {

  private MetatypeReader() {}

  /**
   * Reads a file.
   *
   * @param pid the file's name without {@code .xml}
   * @param in its content
   * @return the definition; empty if the file has no object class and designate of that PID
   * @throws IOException if it is no XML, or an attribute's type is unknown
   */
  static Optional<Definition> read(String pid, InputStream in) throws IOException {
    Element root;
    try {
      root =
          DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in).getDocumentElement();
    } catch (ParserConfigurationException | SAXException e) {
      throw new IOException("Metatype file of " + pid + " cannot be read", e);
    }
    Element ocd = null;
    for (Element candidate : children(root, "OCD")) {
      if (candidate.getAttribute("id").equals(pid)) {
        ocd = candidate;
      }
    }
    for (Element designate : children(root, "Designate")) {
      boolean factory = designate.hasAttribute("factoryPid");
      if (ocd != null && designate.getAttribute(factory ? "factoryPid" : "pid").equals(pid)) {
        return Optional.of(new Definition(pid, ocd(ocd), factory));
      }
    }
    return Optional.empty();
  }

  private static Tocd ocd(Element element) throws IOException {
    Tocd ocd = new Tocd();
    ocd.setId(element.getAttribute("id"));
    ocd.setName(element.getAttribute("name"));
    ocd.setDescription(element.getAttribute("description"));
    for (Element ad : children(element, "AD")) {
      ocd.addAD(ad(ad));
    }
    return ocd;
  }

  private static Tad ad(Element element) throws IOException {
    Tad ad = new Tad();
    ad.setId(element.getAttribute("id"));
    ad.setName(element.getAttribute("name"));
    ad.setDescription(element.getAttribute("description"));
    try {
      ad.setType(Tscalar.fromValue(element.getAttribute("type")));
    } catch (IllegalArgumentException e) {
      throw new IOException(
          ad.getId() + " has the unknown type " + element.getAttribute("type"), e);
    }
    ad.setCardinality(
        element.hasAttribute("cardinality")
            ? Integer.parseInt(element.getAttribute("cardinality"))
            : 0);
    ad.setRequired(!element.getAttribute("required").equals("false"));
    if (element.hasAttribute("default")) {
      ad.setDefault(element.getAttribute("default"));
    }
    if (element.hasAttribute("min")) {
      ad.setMin(element.getAttribute("min"));
    }
    if (element.hasAttribute("max")) {
      ad.setMax(element.getAttribute("max"));
    }
    for (Element child : children(element, "Option")) {
      Toption option = new Toption();
      option.setLabel(child.getAttribute("label"));
      option.setValue(child.getAttribute("value"));
      ad.setOption(option);
    }
    return ad;
  }

  private static List<Element> children(Element parent, String name) {
    List<Element> children = new ArrayList<>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element && element.getNodeName().equals(name)) {
        children.add(element);
      }
    }
    return children;
  }
}

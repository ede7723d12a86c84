package org.eclipse.kura.core.configuration.metatype;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.namespace.QName;
import org.eclipse.kura.configuration.metatype.Option;

/** Kura class toption. */
public class Toption implements Option {
  /** Elements of other namespaces. */
  protected List<Object> any;

  /** Text shown. */
  protected String label;

  /** Value. */
  protected String value;

  private final Map<QName, String> otherAttributes = new HashMap<>();

  /** Made empty. */
  public Toption() {}

  /** Returns elements of other namespaces. */
  public List<Object> getAny() {
    if (any == null) {
      any = new ArrayList<>();
    }
    return any;
  }

  @Override
  public String getLabel() {
    return label;
  }

  /** Returns attributes of other namespaces. */
  public Map<QName, String> getOtherAttributes() {
    return otherAttributes;
  }

  @Override
  public String getValue() {
    return value;
  }

  /** Adds an element of another namespace. */
  public void setAny(Object element) {
    getAny().add(element);
  }

  /** Sets the text shown. */
  public void setLabel(String text) {
    label = text;
  }

  /** Sets the value. */
  public void setValue(String text) {
    value = text;
  }
}

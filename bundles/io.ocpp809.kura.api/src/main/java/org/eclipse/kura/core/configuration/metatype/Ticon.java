package org.eclipse.kura.core.configuration.metatype;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.namespace.QName;
import org.eclipse.kura.configuration.metatype.Icon;

/** Kura class ticon. */
public class Ticon implements Icon {
  /** Elements of other namespaces. */
  protected List<Object> any;

  /** Path within the bundle. */
  protected String resource;

  /** Size in pixels. */
  protected BigInteger size;

  private final Map<QName, String> otherAttributes = new HashMap<>();

  /** Made empty. */
  public Ticon() {}

  /** Returns elements of other namespaces. */
  public List<Object> getAny() {
    if (any == null) {
      any = new ArrayList<>();
    }
    return any;
  }

  @Override
  public String getResource() {
    return resource;
  }

  @Override
  public BigInteger getSize() {
    return size;
  }

  /** Returns attributes of other namespaces. */
  public Map<QName, String> getOtherAttributes() {
    return otherAttributes;
  }

  /** Adds an element of another namespace. */
  public void setAny(Object value) {
    getAny().add(value);
  }

  /** Sets the path. */
  public void setResource(String value) {
    resource = value;
  }

  /** Sets the size. */
  public void setSize(BigInteger value) {
    size = value;
  }
}

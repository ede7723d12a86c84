package org.eclipse.kura.core.configuration.metatype;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.namespace.QName;
import org.eclipse.kura.configuration.metatype.AD;
import org.eclipse.kura.configuration.metatype.Icon;
import org.eclipse.kura.configuration.metatype.OCD;

/** Kura class tocd. */
public class Tocd implements OCD {
  /** Attributes. */
  protected List<Tad> ad;

  /** Icons. */
  protected List<Ticon> icon;

  /** Elements of other namespaces. */
  protected List<Object> any;

  /** Label. */
  protected String name;

  /** Explanation. */
  protected String description;

  /** Identifier. */
  protected String id;

  private final Map<QName, String> otherAttributes = new HashMap<>();

  /** Made empty. */
  public Tocd() {}

  /** Adds an attribute. */
  public void addAD(Tad value) {
    if (ad == null) {
      ad = new ArrayList<>();
    }
    ad.add(value);
  }

  @Override
  public List<AD> getAD() {
    return ad == null ? new ArrayList<>() : new ArrayList<>(ad);
  }

  /** Returns elements of other namespaces. */
  public List<Object> getAny() {
    if (any == null) {
      any = new ArrayList<>();
    }
    return any;
  }

  @Override
  public String getDescription() {
    return description;
  }

  @Override
  public List<Icon> getIcon() {
    return icon == null ? new ArrayList<>() : new ArrayList<>(icon);
  }

  @Override
  public String getId() {
    return id;
  }

  @Override
  public String getName() {
    return name;
  }

  /** Returns attributes of other namespaces. */
  public Map<QName, String> getOtherAttributes() {
    return otherAttributes;
  }

  /** Adds an element of another namespace. */
  public void setAny(Object element) {
    getAny().add(element);
  }

  /** Sets the explanation. */
  public void setDescription(String value) {
    description = value;
  }

  /** Adds an icon. */
  public void setIcon(Ticon value) {
    if (icon == null) {
      icon = new ArrayList<>();
    }
    icon.add(value);
  }

  /** Sets the identifier. */
  public void setId(String value) {
    id = value;
  }

  /** Sets the label. */
  public void setName(String value) {
    name = value;
  }
}

package org.eclipse.kura.core.configuration.metatype;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.namespace.QName;
import org.eclipse.kura.configuration.metatype.AD;
import org.eclipse.kura.configuration.metatype.Option;
import org.eclipse.kura.configuration.metatype.Scalar;

/** Kura class tad. */
public class Tad implements AD {
  /** Options. */
  protected List<Toption> option;

  /** Elements of other namespaces. */
  protected List<Object> any;

  /** Identifier. */
  protected String id;

  /** Label. */
  protected String name;

  /** Explanation. */
  protected String description;

  /** Type. */
  protected Tscalar type;

  /** Number of values. */
  protected Integer cardinality;

  /** Smallest value. */
  protected String min;

  /** Largest value. */
  protected String max;

  /** Default value. */
  protected String _default;

  /** Whether a value must be given. */
  protected Boolean required;

  private final Map<QName, String> otherAttributes = new HashMap<>();

  /** Made empty. */
  public Tad() {}

  @Override
  public List<Option> getOption() {
    return option == null ? new ArrayList<>() : new ArrayList<>(option);
  }

  /** Returns elements of other namespaces. */
  public List<Object> getAny() {
    if (any == null) {
      any = new ArrayList<>();
    }
    return any;
  }

  @Override
  public String getId() {
    return id;
  }

  @Override
  public String getName() {
    return name;
  }

  @Override
  public String getDescription() {
    return description;
  }

  @Override
  public Scalar getType() {
    return Scalar.fromValue(type.value());
  }

  @Override
  public int getCardinality() {
    return cardinality == null ? 0 : cardinality;
  }

  @Override
  public String getMin() {
    return min;
  }

  @Override
  public String getMax() {
    return max;
  }

  @Override
  public String getDefault() {
    return _default;
  }

  @Override
  public boolean isRequired() {
    return required == null || required;
  }

  /** Returns attributes of other namespaces. */
  public Map<QName, String> getOtherAttributes() {
    return otherAttributes;
  }

  /** Adds an option. */
  public void setOption(Toption value) {
    if (option == null) {
      option = new ArrayList<>();
    }
    option.add(value);
  }

  /** Sets the number of values. */
  public void setCardinality(Integer value) {
    cardinality = value;
  }

  /** Sets the default. */
  public void setDefault(String value) {
    _default = value;
  }

  /** Sets the explanation. */
  public void setDescription(String value) {
    description = value;
  }

  /** Sets the identifier. */
  public void setId(String value) {
    id = value;
  }

  /** Sets the largest value. */
  public void setMax(String value) {
    max = value;
  }

  /** Sets the smallest value. */
  public void setMin(String value) {
    min = value;
  }

  /** Sets the label. */
  public void setName(String value) {
    name = value;
  }

  /** Sets whether a value must be given. */
  public void setRequired(Boolean value) {
    required = value;
  }

  /** Sets the type. */
  public void setType(Tscalar value) {
    type = value;
  }
}

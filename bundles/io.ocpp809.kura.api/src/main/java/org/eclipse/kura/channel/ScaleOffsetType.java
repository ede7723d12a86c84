package org.eclipse.kura.channel;

/** Kura enumeration scale offset type. */
public enum ScaleOffsetType {
  /** Defined by value type. */
  DEFINED_BY_VALUE_TYPE,
  /** Double. */
  DOUBLE,
  /** Long. */
  LONG;

  /** The constant of that name in any case, else IllegalArgumentException. */
  public static ScaleOffsetType getScaleOffsetType(String name) {
    for (ScaleOffsetType t : values()) {
      if (t.name().equalsIgnoreCase(name)) {
        return t;
      }
    }
    throw new IllegalArgumentException("no type of scale and offset " + name);
  }
}

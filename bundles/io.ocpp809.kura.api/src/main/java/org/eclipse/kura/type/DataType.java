package org.eclipse.kura.type;

/** Kura enumeration data type. */
public enum DataType {
  /** Boolean. */
  BOOLEAN,
  /** Byte array. */
  BYTE_ARRAY,
  /** Double. */
  DOUBLE,
  /** Integer. */
  INTEGER,
  /** Long. */
  LONG,
  /** Float. */
  FLOAT,
  /** String. */
  STRING;

  /** The constant of that name in any case, else IllegalArgumentException. */
  public static DataType getDataType(String name) {
    for (DataType t : values()) {
      if (t.name().equalsIgnoreCase(name)) {
        return t;
      }
    }
    throw new IllegalArgumentException("no data type " + name);
  }
}

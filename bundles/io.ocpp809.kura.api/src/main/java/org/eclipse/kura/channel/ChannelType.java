package org.eclipse.kura.channel;

/** Kura enumeration channel type. */
public enum ChannelType {
  /** Read. */
  READ,
  /** Read write. */
  READ_WRITE,
  /** Write. */
  WRITE;

  /** The constant of that name in any case, else IllegalArgumentException. */
  public static ChannelType getChannelType(String name) {
    for (ChannelType t : values()) {
      if (t.name().equalsIgnoreCase(name)) {
        return t;
      }
    }
    throw new IllegalArgumentException("no channel type " + name);
  }
}

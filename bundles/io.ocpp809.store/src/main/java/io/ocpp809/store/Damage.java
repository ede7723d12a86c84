package io.ocpp809.store;

import java.nio.file.Path;

/**
 * Bytes of a file that could not be used, found while opening or reading it.
 *
 * @param kind what kind of damage
 * @param file the file
 * @param offset first unusable byte
 * @param length unusable bytes
 * @param kept what was kept of the file, in words for the operator
 */
public record Damage(Kind kind, Path file, long offset, long length, String kept) {

  /** What happened to the bytes. */
  public enum Kind {
    /** The end of a log was written in part only, as a power cut does; it is cut off. */
    TORN_TAIL("incomplete end cut off"),
    /** A record does not match its checksum; it is skipped. */
    CORRUPT("checksum does not match, skipped"),
    /** The head of a segment does not match its checksum; its records are read all the same. */
    HEAD("segment head damaged"),
    /** A value does not match its checksum; the version before it is used. */
    VALUE("value damaged");

    private final String meaning;

    Kind(String meaning) {
      this.meaning = meaning;
    }

    /** In words for the operator. */
    public String meaning() {
      return meaning;
    }
  }

  /** One line for the operator's log. */
  public String message() {
    return file
        + ": "
        + kind.meaning()
        + " ("
        + length
        + " bytes at offset "
        + offset
        + "); "
        + kept;
  }
}

package io.ocpp809.gbt27930.session;

/** Who has done something. */
public enum Party {
  /** Nobody, or nobody yet. */
  NONE("none"),
  /** The vehicle, by its BMS. */
  VEHICLE("vehicle"),
  /** The charger. */
  CHARGER("charger"),
  /** Both, and nobody says that the other was first. */
  BOTH("both");

  private final String text;

  Party(String text) {
    this.text = text;
  }

  /** The word of a channel. */
  public String text() {
    return text;
  }
}

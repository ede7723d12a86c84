package io.ocpp809.station.vehicle;

import java.util.Arrays;
import java.util.Optional;

/** How far vehicle and charger have come in what they say to each other, in its order. */
public enum Conversation {
  /** Nobody speaks. */
  NONE("none", "nobody speaks"),
  /** The charger has begun: somebody has already started at the pile. */
  HANDSHAKE("handshake", "the charger has begun, the vehicle is not known yet"),
  /** The vehicle is known, and what both can do is being told. */
  PARAMETERS("parameters", "the vehicle is known, what both can do is being told"),
  /** Both are ready to charge. */
  READY("ready", "both are ready, no current yet"),
  /** Demand and supply are being told; current flows or may flow. */
  CHARGING("charging", "demand and supply are being told; current flows or may flow"),
  /** The vehicle asks for a pause. */
  PAUSED_BY_VEHICLE("paused-by-vehicle", "the vehicle asks for a pause, or for no current"),
  /** The charger pauses. */
  PAUSED_BY_CHARGER("paused-by-charger", "the charger pauses"),
  /** One of them has said that it stops. */
  STOPPING("stopping", "one of them has said that it stops"),
  /** The end has been told, or nobody tells it any more. */
  ENDED("ended", "the end has been told by both, or nobody tells it in time"),
  /** One of them misses the other's messages and says so. */
  INTERRUPTED("interrupted", "one of them misses the other's messages and says so"),
  /** Both have gone silent in the middle of charging, or one of them for longer. */
  LOST("lost", "both have gone silent in the middle of charging, or one of them for longer");

  private final String text;
  private final String meaning;

  Conversation(String text, String meaning) {
    this.text = text;
    this.meaning = meaning;
  }

  /** The word that a channel shows. */
  public String text() {
    return text;
  }

  /** What it means. */
  public String meaning() {
    return meaning;
  }

  /** Whether they speak and have not come to charging yet. */
  public boolean beginning() {
    return this == HANDSHAKE || this == PARAMETERS || this == READY;
  }

  /** Whether they are charging or pausing. */
  public boolean underWay() {
    return this == CHARGING || this == PAUSED_BY_VEHICLE || this == PAUSED_BY_CHARGER;
  }

  /** The state of that word. */
  public static Optional<Conversation> of(String text) {
    return Arrays.stream(values()).filter(c -> c.text.equals(text)).findFirst();
  }
}

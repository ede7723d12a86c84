package io.ocpp809.gbt27930.session;

/** How far a session has come (GB/T 27930-2015, clause 6 and figure 1), seen from outside. */
public enum Phase {
  /** Nobody speaks. */
  NONE("none"),
  /** Handshake: CHM and BHM; since 2015. */
  HANDSHAKE("handshake"),
  /** Recognition, the second part of the handshake: CRM and BRM. */
  RECOGNITION("handshake"),
  /** Parameter configuration: BCP, CTS, CML, BRO, CRO. */
  PARAMETERS("parameters"),
  /** Both have said that they are ready. */
  READY("ready"),
  /** Charging: BCL, BCS, BSM and CCS. */
  CHARGING("charging"),
  /** One of them has said that it stops. */
  STOPPING("stopping"),
  /** Both have told their statistics, or nobody told them in time. */
  ENDED("ended"),
  /** One of them has told a time-out; a new recognition may follow. */
  INTERRUPTED("interrupted"),
  /** Both went silent in the middle of charging, or one of them for twice as long. */
  LOST("lost");

  private final String text;

  Phase(String text) {
    this.text = text;
  }

  /** The word of a channel {@code session.state}, pauses left out. */
  public String text() {
    return text;
  }

  /** Before anything could flow: the two get to know each other. */
  public boolean beginning() {
    return this == HANDSHAKE || this == RECOGNITION || this == PARAMETERS || this == READY;
  }

  /** Nothing is under way. */
  boolean over() {
    return this == NONE || this == ENDED || this == LOST;
  }
}

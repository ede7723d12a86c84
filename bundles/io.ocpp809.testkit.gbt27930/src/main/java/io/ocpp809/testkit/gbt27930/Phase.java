package io.ocpp809.testkit.gbt27930;

/** Where a party stands in the procedure; both count alike. */
public enum Phase {
  /** No vehicle; says nothing. */
  IDLE,
  /** Hears and waits to be spoken to. */
  WAITING,
  /** CHM and BHM, insulation test. */
  HANDSHAKE,
  /** CRM and BRM. */
  RECOGNITION,
  /** BCP, CTS and CML. */
  CONFIGURATION,
  /** BRO and CRO. */
  READY,
  /** BCL, BCS, BSM, CCS. */
  CHARGING,
  /** BST and CST. */
  STOPPING,
  /** BSD and CSD. */
  ENDING,
  /** The session is over as it should. */
  ENDED,
  /** A message was missed: BEM or CEM; another try may follow. */
  ERROR,
  /** No further try until the plug was out. */
  LOCKED
}

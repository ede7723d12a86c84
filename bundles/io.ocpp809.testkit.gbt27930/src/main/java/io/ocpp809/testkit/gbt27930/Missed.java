package io.ocpp809.testkit.gbt27930;

/** A message that did not come in time, with the parameter of CEM or BEM that says so. */
public enum Missed {
  /** By the vehicle: CRM(00). */
  CRM_00(3901),
  /** By the vehicle: CRM(AA). */
  CRM_AA(3902),
  /** By the vehicle: CTS and CML. */
  CML(3903),
  /** By the vehicle: CRO, or its readiness. */
  CRO(3904),
  /** By the vehicle: CCS. */
  CCS(3905),
  /** By the vehicle: CST. */
  CST(3906),
  /** By the vehicle: CSD. */
  CSD(3907),
  /** By the charger: BRM. */
  BRM(3921),
  /** By the charger: BCP. */
  BCP(3922),
  /** By the charger: BRO, or its readiness. */
  BRO(3923),
  /** By the charger: BCS. */
  BCS(3924),
  /** By the charger: BCL. */
  BCL(3925),
  /** By the charger: BST. */
  BST(3926),
  /** By the charger: BSD. */
  BSD(3927);

  private final int spn;

  Missed(int spn) {
    this.spn = spn;
  }

  /** The suspect parameter number. */
  public int spn() {
    return spn;
  }
}

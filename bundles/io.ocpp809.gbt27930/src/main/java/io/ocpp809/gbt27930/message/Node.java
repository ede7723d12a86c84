package io.ocpp809.gbt27930.message;

/** The two nodes of a charging bus; their addresses are fixed (GB/T 27930-2015, 7.7). */
public enum Node {
  /** The charger's controller. */
  CHARGER(0x56),
  /** The vehicle's battery management system. */
  BMS(0xF4);

  private final int address;

  Node(int address) {
    this.address = address;
  }

  /** The J1939 source address. */
  public int address() {
    return address;
  }

  /** The node at the other end. */
  public Node other() {
    return this == CHARGER ? BMS : CHARGER;
  }
}

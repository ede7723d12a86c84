package org.eclipse.kura.protocol.can;

/** Kura class can message. */
public class CanMessage {
  private int canId;
  private byte[] data;

  /** Made empty. */
  public CanMessage() {}

  /** Returns the identifier. */
  public int getCanId() {
    return canId;
  }

  /** Returns the data. */
  public byte[] getData() {
    return data;
  }

  /** Sets the identifier. */
  public void setCanId(int canId) {
    this.canId = canId;
  }

  /** Sets the data. */
  public void setData(byte[] data) {
    this.data = data;
  }
}

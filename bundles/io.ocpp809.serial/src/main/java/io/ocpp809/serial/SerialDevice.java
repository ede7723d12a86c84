package io.ocpp809.serial;

/** What {@link SerialPorts} needs of a library: non-blocking calls and error numbers. */
interface SerialDevice {
  /**
   * Opens and configures.
   *
   * @throws SerialException with the reason
   */
  void open(SerialSettings settings) throws SerialException;

  /** Bytes that wait; negative if the device is gone. */
  int available();

  /** Takes up to that many waiting bytes without waiting; negative if the device is gone. */
  int read(byte[] buffer, int offset, int length);

  /** Hands bytes over; returns how many were taken, negative if the device is gone. */
  int write(byte[] bytes, int offset);

  /** Octets that were handed over and are not out yet; negative if that cannot be told. */
  int unsent();

  /**
   * Switches the transceiver by RTS.
   *
   * @param sending whether to sending; else to receiving
   * @return whether the driver did
   */
  boolean direction(boolean sending);

  /** Lets the device go. */
  void close();
}

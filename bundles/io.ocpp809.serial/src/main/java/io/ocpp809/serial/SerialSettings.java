package io.ocpp809.serial;

import java.util.Objects;

/**
 * Settings of a serial port.
 *
 * @param device device file, such as /dev/ttyUSB0
 * @param baud bits per second, 300 to 921600
 * @param parity parity
 * @param stopBits 1 or 2
 * @param rs485 how the direction of an RS-485 transceiver is switched
 */
public record SerialSettings(String device, int baud, Parity parity, int stopBits, Rs485 rs485) {
  /** Parity. */
  public enum Parity {
    /** No parity bit. */
    NONE,
    /** Even. */
    EVEN,
    /** Odd. */
    ODD
  }

  /** How the direction of an RS-485 transceiver is switched. */
  public enum Rs485 {
    /** By the adapter itself, or it is no RS-485. */
    AUTOMATIC,
    /** By the kernel's driver. */
    DRIVER,
    /** By this product, with the line RTS: on while sending, off else. */
    RTS,
    /** By this product, with the line RTS: off while sending, on else. */
    RTS_INVERTED
  }

  /** Checks the ranges; messages name the attribute. */
  public SerialSettings {
    Objects.requireNonNull(parity, "parity");
    Objects.requireNonNull(rs485, "rs485");
    if (device == null || device.isBlank()) {
      throw new IllegalArgumentException("device: name a serial port, such as /dev/ttyUSB0");
    }
    if (baud < 300 || baud > 921_600) {
      throw new IllegalArgumentException("baud: 300 to 921600, not " + baud);
    }
    if (stopBits < 1 || stopBits > 2) {
      throw new IllegalArgumentException("stop.bits: 1 or 2, not " + stopBits);
    }
  }

  /** Time that octets of 8 data bits take on the wire, ns. */
  public long wireNanos(int octets) {
    int bits = 9 + (parity == Parity.NONE ? 0 : 1) + stopBits;
    return octets * (1_000_000_000L * bits / baud);
  }

  /** Whether this product switches the direction itself. */
  boolean byRts() {
    return rs485 == Rs485.RTS || rs485 == Rs485.RTS_INVERTED;
  }
}

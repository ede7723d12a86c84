package io.ocpp809.iec104.asdu;

import java.util.Optional;

/**
 * An information object.
 *
 * @param address information object address, 0 (irrelevant) to 16777215
 * @param content its elements
 * @param time its time tag, where the type has one
 */
public record InformationObject(int address, Content content, Optional<Cp56Time2a> time) {
  /** Largest address. */
  public static final int MOST = 0xFF_FFFF;

  /** Checks the address. */
  public InformationObject {
    if (address < 0 || address > MOST) {
      throw new IllegalArgumentException("information object address: 0 to 16777215: " + address);
    }
  }

  /** An object without time tag. */
  public static InformationObject of(int address, Content content) {
    return new InformationObject(address, content, Optional.empty());
  }

  /** An object with time tag. */
  public static InformationObject of(int address, Content content, Cp56Time2a time) {
    return new InformationObject(address, content, Optional.of(time));
  }
}

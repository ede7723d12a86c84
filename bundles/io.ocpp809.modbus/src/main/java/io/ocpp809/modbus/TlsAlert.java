package io.ocpp809.modbus;

/**
 * What a device that expects TLS answers to a request in the clear: an alert record, that is
 * content type 21, version 3.x, length 2 (RFC 8446, section 5.1). No Modbus reply looks so: as RTU
 * it would be a read of an odd number of octets, as Modbus TCP another protocol.
 */
final class TlsAlert {
  private static final int LENGTH = 5;

  private TlsAlert() {}

  static boolean is(byte[] octets, int count) {
    return count >= LENGTH
        && octets[0] == 21
        && octets[1] == 3
        && (octets[2] & 1) == 1
        && octets[3] == 0
        && octets[4] == 2;
  }
}

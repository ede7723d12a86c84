package io.ocpp809.iec104.station;

/** What a connection writes to. Calls come in the order of the octets and must return at once. */
public interface Transport {
  /** Sends octets, later than all before. */
  void write(byte[] octets);

  /** Closes the connection; told once. */
  void close(String reason);

  /** Address of the peer, for people. */
  String peer();
}

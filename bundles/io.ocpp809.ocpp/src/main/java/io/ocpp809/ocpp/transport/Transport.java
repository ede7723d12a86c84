package io.ocpp809.ocpp.transport;

/** Carries texts to a CSMS and back; a new connection for each attempt. */
public interface Transport {
  /** Told of what happens to a connection, on any thread. */
  interface Listener {
    /** The connection is open with this sub-protocol. */
    void opened(String subProtocol);

    /** A text has come. */
    void text(String text);

    /** The connection is closed or could not be opened; the reason says why and what to do. */
    void closed(String reason);
  }

  /** An attempt to connect. */
  interface Connection {
    /** Sends a text; nothing happens if the connection is not open. */
    void send(String text);

    /** Sends a ping. */
    void ping();

    /** Closes it in order. */
    void close();
  }

  /** Begins to connect; returns at once. */
  Connection connect(Endpoint endpoint, Listener listener);
}

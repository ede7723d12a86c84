package io.ocpp809.ocpp.transport;

/** Carries texts to a CSMS and back; a new connection for each attempt. */
public interface Transport {
  /** Told of what happens to a connection, on any thread. */
  interface Listener {
    /** The connection is open with this sub-protocol. */
    void opened(String subProtocol);

    /** A text has come. */
    void text(String text);

    /** A ping was answered, or the other side has sent one. */
    void pong();

    /**
     * The connection is closed or could not be opened, once.
     *
     * @param reason why, and what to do
     * @param byOther whether the other side has closed it by a close frame, and not because it goes
     *     away, restarts or is too busy (1001, 1012, 1013; RFC 6455 section 7.4)
     */
    void closed(String reason, boolean byOther);
  }

  /** An attempt to connect. */
  interface Connection {
    /** Sends a text; nothing happens if the connection is not open. */
    void send(String text);

    /** Sends a ping. */
    void ping();

    /**
     * Closes it in order, with a close frame; within a bound it is closed in any case.
     *
     * @param reason why, as the listener is told
     */
    void close(String reason);

    /** Closes it at once, without waiting for the other side. */
    void abort(String reason);
  }

  /** Begins to connect; returns at once. */
  Connection connect(Endpoint endpoint, Listener listener);
}

package io.ocpp809.ocpp.v16;

import io.ocpp809.ocpp.transport.Endpoint;
import io.ocpp809.ocpp.transport.Transport;
import io.ocpp809.station.mailbox.Mailbox;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps one connection to the CSMS: connects, and again after a wait when it is gone. A new socket
 * is opened only when the one before has ended, so that there are never two of one identity. Lives
 * in the connection's mailbox.
 */
final class Link {
  private final Transport transport;
  private final Endpoint endpoint;
  private final BackOff backOff;
  private final Mailbox mailbox;
  private final Events events;
  private final List<Runnable> whenStopped = new ArrayList<>();
  private Socket socket;
  private boolean stopped;

  /** Told in the mailbox what happens to the connection. */
  interface Events {
    /** It is open. */
    void opened();

    /** A text has come. */
    void text(String text);

    /** Something else has come that shows life. */
    void heard();

    /**
     * It is gone, or could not be made.
     *
     * @param reason why, in words
     * @param byOther whether the other side has closed it of its own will, see {@link
     *     Transport.Listener#closed}
     * @param retryMillis after which time the next attempt follows
     */
    void closed(String reason, boolean byOther, long retryMillis);
  }

  Link(Transport transport, Endpoint endpoint, BackOff backOff, Mailbox mailbox, Events events) {
    this.transport = transport;
    this.endpoint = endpoint;
    this.backOff = backOff;
    this.mailbox = mailbox;
    this.events = events;
  }

  void connect() {
    if (!stopped && socket == null) {
      socket = new Socket();
      try {
        socket.connection = transport.connect(endpoint, socket);
      } catch (RuntimeException | Error fault) {
        ended("the connection cannot be begun: " + fault, false);
      }
    }
  }

  void send(String text) {
    if (socket != null) {
      socket.connection.send(text);
    }
  }

  void ping() {
    if (socket != null) {
      socket.connection.ping();
    }
  }

  /** Closes the connection in order; it is made anew after a wait. */
  void close(String reason) {
    if (socket != null) {
      socket.connection.close(reason);
    }
  }

  /** Gives up a connection whose other side does not answer; it is made anew after a wait. */
  void abort(String reason) {
    if (socket != null) {
      socket.connection.abort(reason);
    }
  }

  /** Closes the connection for good. */
  void stop(Runnable whenClosed) {
    stopped = true;
    if (socket == null) {
      whenClosed.run();
    } else {
      whenStopped.add(whenClosed);
      socket.connection.close("closed for good");
    }
  }

  private final class Socket implements Transport.Listener {
    private Transport.Connection connection;

    @Override
    public void opened(String subProtocol) {
      post(events::opened);
    }

    @Override
    public void text(String text) {
      post(() -> events.text(text));
    }

    @Override
    public void pong() {
      post(events::heard);
    }

    @Override
    public void closed(String reason, boolean byOther) {
      post(() -> ended(reason, byOther));
    }

    private void post(Runnable task) {
      mailbox.post(
          () -> {
            if (socket == this) {
              task.run();
            }
          });
    }
  }

  private void ended(String reason, boolean byOther) {
    socket = null;
    if (stopped) {
      whenStopped.forEach(Runnable::run);
      whenStopped.clear();
      return;
    }
    long wait = backOff.next();
    events.closed(reason, byOther, wait);
    mailbox.after(wait, this::connect);
  }
}

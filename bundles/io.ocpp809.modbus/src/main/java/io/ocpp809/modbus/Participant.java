package io.ocpp809.modbus;

import java.nio.channels.SelectionKey;

/** Somebody whose sockets and deadlines a {@link TcpLoop} looks after, on the loop's thread. */
interface Participant {
  /** Instant of {@link System#nanoTime()} at which {@link #advance()} is due; MAX_VALUE: none. */
  long dueNanos();

  /** Does what is due. */
  void advance();

  /** Something can be done on a socket. */
  void ready(SelectionKey key);

  /** Something went wrong with its sockets, or a fault was found in its work. */
  void failed(String why);

  /** Closes its sockets; the loop ends. */
  void end();
}

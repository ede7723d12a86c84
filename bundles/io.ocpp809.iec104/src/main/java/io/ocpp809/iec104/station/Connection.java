package io.ocpp809.iec104.station;

import io.ocpp809.iec104.apci.ApduStream;
import io.ocpp809.iec104.apci.ControlledSession;
import java.util.ArrayDeque;
import java.util.Deque;

/** A connection of a controlling station to a {@link ControlledStation}. */
public final class Connection {
  private final Group group;
  private final Transport transport;
  private final ControlledSession session;
  private final ApduStream stream = new ApduStream();
  private final Deque<byte[]> urgent = new ArrayDeque<>();
  private boolean gone;

  Connection(Group group, Transport transport, long now) {
    this.group = group;
    this.transport = transport;
    this.session = new ControlledSession(group.settings().parameters(), now);
  }

  Group group() {
    return group;
  }

  Transport transport() {
    return transport;
  }

  ControlledSession session() {
    return session;
  }

  ApduStream stream() {
    return stream;
  }

  /** Confirmations that go before everything that waits. */
  Deque<byte[]> urgent() {
    return urgent;
  }

  /** Whether it is closed. */
  public boolean gone() {
    return gone;
  }

  void leave() {
    gone = true;
    urgent.clear();
  }
}

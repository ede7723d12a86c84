package io.ocpp809.gbt27930.transport;

import io.ocpp809.can.Frame;
import io.ocpp809.gbt27930.message.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Hears the transport sessions of both nodes without taking part. Packets may come in any order,
 * twice, and by windows; the last word on a packet counts. Each node has at most one session to the
 * other and one broadcast, so that no traffic makes this grow. Time is passed in, as nanoseconds of
 * any monotonic clock.
 */
public final class Reassembler {
  private static final int CONTROL = 0xEC00;
  private static final int DATA = 0xEB00;

  /** Who takes part gives up at the time-out itself; the listener lets it say so. */
  private static final long GRACE = 50_000_000;

  private final Session[] sessions = new Session[4];

  private static final class Session {
    final Node sender;
    final boolean broadcast;
    final int pgn;
    final byte[] octets;
    final boolean[] got;
    final long begun;

    /** Since when nothing has answered the request, however often it was repeated. */
    long askedSince;

    boolean answered;
    int count;
    int windowEnd;
    long deadline;
    boolean receiverIsDue;

    Session(Node sender, boolean broadcast, int pgn, int size, long nanos) {
      this.sender = sender;
      this.broadcast = broadcast;
      this.pgn = pgn;
      this.octets = new byte[size];
      this.got = new boolean[Control.packets(size) + 1];
      this.begun = nanos;
      this.askedSince = nanos;
      this.windowEnd = packets();
    }

    int packets() {
      return got.length - 1;
    }

    void await(long until, boolean receiver) {
      deadline = until;
      receiverIsDue = receiver;
    }

    /** Takes a packet; returns whether all are there. */
    boolean take(Frame frame, long nanos) {
      int number = frame.octet(0);
      if (number < 1 || number > packets()) {
        return false;
      }
      int first = (number - 1) * Control.PER_PACKET;
      for (int i = 0; i < Control.PER_PACKET && first + i < octets.length; i++) {
        octets[first + i] = (byte) frame.octet(i + 1);
      }
      if (!got[number]) {
        got[number] = true;
        count++;
      }
      boolean windowIsFull = !broadcast && number >= windowEnd;
      await(nanos + (windowIsFull ? Timing.T3 : Timing.T1), windowIsFull);
      return count == packets();
    }

    /** Octets that a packet must have for its part of the message. */
    boolean whole(Frame frame) {
      int first = (frame.octet(0) - 1) * Control.PER_PACKET;
      return frame.length() > Math.min(Control.PER_PACKET, octets.length - first);
    }
  }

  /**
   * Takes a frame of any kind; what is no part of a session between charger and BMS is passed over.
   *
   * @param nanos when it was heard, never earlier than the one before
   * @return what ended with it, most often nothing
   */
  public List<Transfer> heard(Frame frame, long nanos) {
    int group = frame.id() >>> 8 & 0x3FF00;
    if (!frame.extended() || frame.remote() || group != CONTROL && group != DATA) {
      return List.of();
    }
    Node sender = node(frame.id() & 0xFF);
    int destination = frame.id() >>> 8 & 0xFF;
    boolean broadcast = destination == 0xFF;
    if (sender == null || !broadcast && destination != sender.other().address()) {
      return List.of();
    }
    List<Transfer> ended = tick(nanos);
    Optional<Transfer> last =
        group == DATA
            ? data(frame, sender, broadcast, nanos)
            : control(frame, sender, broadcast, nanos);
    if (last.isEmpty()) {
      return ended;
    }
    List<Transfer> all = new ArrayList<>(ended);
    all.add(last.get());
    return all;
  }

  /**
   * Ends the sessions in which nothing came for longer than the time-outs and 50 ms, within which
   * one of the two may give it up itself.
   *
   * @return those, most often none
   */
  public List<Transfer> tick(long nanos) {
    List<Transfer> ended = List.of();
    for (int i = 0; i < sessions.length; i++) {
      Session s = sessions[i];
      if (s != null && s.deadline + GRACE <= nanos) {
        sessions[i] = null;
        ended = ended.isEmpty() ? new ArrayList<>(2) : ended;
        Node missing = s.receiverIsDue ? s.sender.other() : s.sender;
        ended.add(
            new Transfer.TimedOut(s.sender, s.pgn, missing, s.count, s.packets(), s.deadline));
      }
    }
    return ended;
  }

  /** Forgets the sessions that are under way. */
  public void clear() {
    java.util.Arrays.fill(sessions, null);
  }

  private static Node node(int address) {
    return address == Node.CHARGER.address()
        ? Node.CHARGER
        : address == Node.BMS.address() ? Node.BMS : null;
  }

  private static int place(Node sender, boolean broadcast) {
    return 2 * sender.ordinal() + (broadcast ? 1 : 0);
  }

  private Optional<Transfer> data(Frame frame, Node sender, boolean broadcast, long nanos) {
    int place = place(sender, broadcast);
    Session s = sessions[place];
    if (s == null || frame.length() < 2 || !s.whole(frame) || !s.take(frame, nanos)) {
      return Optional.empty();
    }
    sessions[place] = null;
    return Optional.of(
        new Transfer.Completed(s.sender, s.pgn, s.octets, s.broadcast, s.begun, nanos));
  }

  /** Requests, answers and aborts go to one node, announcements to all (5.10.3). */
  private Optional<Transfer> control(Frame frame, Node from, boolean broadcast, long nanos) {
    Control control = Control.decode(frame).orElse(null);
    if (broadcast != control instanceof Control.Announcement) {
      return Optional.empty();
    }
    if (control instanceof Control.RequestToSend r) {
      Session next = new Session(from, false, r.pgn(), r.size(), nanos);
      next.await(nanos + Timing.T3, true);
      return begin(next, nanos);
    }
    if (control instanceof Control.Announcement a) {
      Session next = new Session(from, true, a.pgn(), a.size(), nanos);
      next.await(nanos + Timing.T1, false);
      return begin(next, nanos);
    }
    if (control instanceof Control.ClearToSend c) {
      Session s = sessions[place(from.other(), false)];
      if (s != null && s.pgn == c.pgn()) {
        cleared(s, c, nanos);
      }
    } else if (control instanceof Control.Abort a) {
      return abort(from, a, nanos);
    }
    return Optional.empty();
  }

  private static void cleared(Session s, Control.ClearToSend c, long nanos) {
    s.answered = true;
    if (c.packets() == 0) {
      s.await(nanos + Timing.T4, true);
    } else if (c.next() >= 1 && c.next() <= s.packets()) {
      s.windowEnd = Math.min(s.packets(), c.next() + c.packets() - 1);
      s.await(nanos + Timing.T2, false);
    }
  }

  /**
   * A request that is repeated before any packet came is the same session still; that nobody
   * answers is told though it is repeated faster than the time-out.
   */
  private Optional<Transfer> begin(Session next, long nanos) {
    int place = place(next.sender, next.broadcast);
    Session before = sessions[place];
    sessions[place] = next;
    if (before == null) {
      return Optional.empty();
    }
    if (before.pgn == next.pgn && before.count == 0) {
      boolean waits = !next.broadcast && !before.answered;
      if (waits && nanos - before.askedSince >= Timing.T3) {
        return Optional.of(
            new Transfer.TimedOut(
                next.sender,
                next.pgn,
                next.sender.other(),
                0,
                next.packets(),
                before.askedSince + Timing.T3));
      }
      next.askedSince = waits ? before.askedSince : nanos;
      return Optional.empty();
    }
    return Optional.of(
        new Transfer.Superseded(before.sender, before.pgn, before.count, before.packets(), nanos));
  }

  private Optional<Transfer> abort(Node by, Control.Abort a, long nanos) {
    for (Node sender : new Node[] {by, by.other()}) {
      Session s = sessions[place(sender, false)];
      if (s != null && s.pgn == a.pgn()) {
        sessions[place(sender, false)] = null;
        return Optional.of(new Transfer.Aborted(sender, a.pgn(), by, a.reason(), nanos));
      }
    }
    return Optional.empty();
  }
}

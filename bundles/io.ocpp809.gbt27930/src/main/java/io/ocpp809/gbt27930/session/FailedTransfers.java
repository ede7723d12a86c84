package io.ocpp809.gbt27930.session;

import io.ocpp809.gbt27930.message.MessageType;
import io.ocpp809.gbt27930.message.Node;
import io.ocpp809.gbt27930.transport.Transfer;
import java.util.HashSet;
import java.util.Set;

/**
 * Which transport sessions fail again and again: a way of failing, and by whom, is told once for
 * each message until it comes through. Messages that are none of the standard share one place.
 */
final class FailedTransfers {
  private static final int OTHERS = -1;

  private record Failure(int pgn, Class<?> how, Node by) {}

  private final Set<Failure> told = new HashSet<>();

  /** Whether it is to be told. */
  boolean fresh(Transfer failed) {
    return told.add(new Failure(place(failed.pgn()), failed.getClass(), by(failed)));
  }

  private static Node by(Transfer failed) {
    if (failed instanceof Transfer.Aborted a) {
      return a.by();
    }
    return failed instanceof Transfer.TimedOut o ? o.missing() : failed.sender();
  }

  /** It came through. */
  void completed(int pgn) {
    if (!told.isEmpty()) {
      told.removeIf(f -> f.pgn() == place(pgn));
    }
  }

  private static int place(int pgn) {
    return MessageType.of(pgn).isPresent() ? pgn : OTHERS;
  }
}

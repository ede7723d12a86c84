package io.ocpp809.ocpp.v16;

import io.ocpp809.station.journal.JournalEntry;

/** Takes down what of the journal's delivery has gone wrong for good. */
public interface DeadLetters {
  /** The CSMS has not taken a message; it is not sent again. */
  void undelivered(JournalEntry entry, String why);

  /** The CSMS has taken a message, but its answer, or part of it, is of no use. */
  void answerLost(JournalEntry entry, String why);
}

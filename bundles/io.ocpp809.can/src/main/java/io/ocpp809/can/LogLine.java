package io.ocpp809.can;

/** What a line of a log says. */
sealed interface LogLine {
  /** A frame, with its stamp in ns and its channel. */
  record Heard(Frame frame, long nanos, String channel) implements LogLine {}

  /** An error on the bus was recorded. */
  record BusError() implements LogLine {}

  /** Nothing of interest: a comment, a header, another kind of event. */
  record Nothing() implements LogLine {}

  /** Out of form; why. */
  record Broken(String why) implements LogLine {}

  /** The one that says nothing. */
  LogLine NOTHING = new Nothing();

  /** The one that says that an error was recorded. */
  LogLine BUS_ERROR = new BusError();
}

package io.ocpp809.can;

/** A format of logs; keeps what it needs from line to line. */
interface LogFormat {
  /** Its name, for the operator. */
  String name();

  /** Reads a line; never throws. */
  LogLine read(String line);
}

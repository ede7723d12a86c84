package io.ocpp809.modbus.survey;

import java.io.IOException;

/** Somebody stopped the work on a line; nothing has been sent since. */
public final class StoppedException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Stopped before the next request was sent. */
  public StoppedException() {
    super("stopped");
  }
}

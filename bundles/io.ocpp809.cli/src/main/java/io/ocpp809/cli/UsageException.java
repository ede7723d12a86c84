package io.ocpp809.cli;

/** The command line is wrong; the message says how. */
public final class UsageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * A wrong command line.
   *
   * @param message what is wrong
   */
  public UsageException(String message) {
    super(message);
  }
}

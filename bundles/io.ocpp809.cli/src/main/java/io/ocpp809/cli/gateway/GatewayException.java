package io.ocpp809.cli.gateway;

/** Something in the framework failed; the message says what, in words for its operator. */
public final class GatewayException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * A failure.
   *
   * @param message what failed
   */
  public GatewayException(String message) {
    super(message);
  }

  /**
   * A failure with its cause.
   *
   * @param message what failed
   * @param cause what the framework or a service threw
   */
  public GatewayException(String message, Throwable cause) {
    super(message, cause);
  }
}

package org.eclipse.kura.cloudconnection.request;

/** Names of properties of a request message. */
public enum RequestHandlerMessageConstants {
  /** The parts of the request's path. */
  ARGS_KEY("args");

  private final String value;

  RequestHandlerMessageConstants(String value) {
    this.value = value;
  }

  /** Returns the name of the property. */
  public String value() {
    return value;
  }
}

package io.ocpp809.ocpp.json;

/** A payload does not fit its message; says which field and why, and the error code to answer. */
public final class CodecException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Fault fault;

  /** What is wrong with a payload. */
  public enum Fault {
    /** It is no JSON object, or has a field that the message does not have. */
    FORMATION,
    /** A field has a value that is not allowed. */
    PROPERTY,
    /** A field that must be there is missing. */
    OCCURRENCE,
    /** A field has the wrong type. */
    TYPE
  }

  /** Made with what is wrong and a sentence that names the field. */
  public CodecException(Fault fault, String message) {
    super(message);
    this.fault = fault;
  }

  /** What is wrong. */
  public Fault fault() {
    return fault;
  }
}

package org.eclipse.kura;

import java.util.Arrays;
import org.osgi.annotation.versioning.ProviderType;

/** Kura class kura exception. */
@ProviderType
public class KuraException extends Exception {
  private static final long serialVersionUID = 1L;

  private final KuraErrorCode code;
  private final transient Object[] arguments;

  /** Made with a code alone. */
  public KuraException(KuraErrorCode code) {
    this(code, (Throwable) null);
  }

  /** Made with a code, a cause and the arguments of the message. */
  public KuraException(KuraErrorCode code, Throwable cause, Object... arguments) {
    super(cause);
    this.code = code;
    this.arguments = arguments;
  }

  /** Made with a code and the arguments of the message. */
  public KuraException(KuraErrorCode code, Object... arguments) {
    this(code, null, arguments);
  }

  /** An internal error with that text. */
  public static KuraException internalError(String message) {
    return new KuraException(KuraErrorCode.INTERNAL_ERROR, message);
  }

  /** An internal error with that cause. */
  public static KuraException internalError(Throwable cause) {
    return new KuraException(KuraErrorCode.INTERNAL_ERROR, cause);
  }

  /** An internal error with that cause and text. */
  public static KuraException internalError(Throwable cause, String message) {
    return new KuraException(KuraErrorCode.INTERNAL_ERROR, cause, message);
  }

  /** Returns the code. */
  public KuraErrorCode getCode() {
    return code;
  }

  @Override
  public String getMessage() {
    return code
        + (arguments == null || arguments.length == 0 ? "" : " " + Arrays.toString(arguments));
  }

  @Override
  public String getLocalizedMessage() {
    return getMessage();
  }
}

package org.eclipse.kura;

import java.util.Arrays;
import org.osgi.annotation.versioning.ProviderType;

/** Kura class kura runtime exception. */
@ProviderType
public class KuraRuntimeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final KuraErrorCode code;
  private final transient Object[] arguments;

  /** Made with a code alone. */
  public KuraRuntimeException(KuraErrorCode code) {
    this(code, (Throwable) null);
  }

  /** Made with a code, a cause and the arguments of the message. */
  public KuraRuntimeException(KuraErrorCode code, Throwable cause, Object... arguments) {
    super(cause);
    this.code = code;
    this.arguments = arguments;
  }

  /** Made with a code and the arguments of the message. */
  public KuraRuntimeException(KuraErrorCode code, Object... arguments) {
    this(code, null, arguments);
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

package org.eclipse.kura;

import org.osgi.annotation.versioning.ProviderType;

/** Kura class kura process execution error exception. */
@ProviderType
public class KuraProcessExecutionErrorException extends KuraException {
  private static final long serialVersionUID = 1L;

  /** Made with the argument of the message. */
  public KuraProcessExecutionErrorException(Object argument) {
    super(KuraErrorCode.PROCESS_EXECUTION_ERROR, argument);
  }

  /** Made with the cause and the argument of the message. */
  public KuraProcessExecutionErrorException(Throwable cause, Object argument) {
    super(KuraErrorCode.PROCESS_EXECUTION_ERROR, cause, argument);
  }
}

package org.eclipse.kura;

import org.osgi.annotation.versioning.ProviderType;

/** Kura class kura disconnect exception. */
@ProviderType
public class KuraDisconnectException extends KuraException {
  private static final long serialVersionUID = 1L;

  /** Made with the argument of the message. */
  public KuraDisconnectException(Object argument) {
    super(KuraErrorCode.DISCONNECTION_FAILED, argument);
  }

  /** Made with the cause and the argument of the message. */
  public KuraDisconnectException(Throwable cause, Object argument) {
    super(KuraErrorCode.DISCONNECTION_FAILED, cause, argument);
  }
}

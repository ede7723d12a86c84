package org.eclipse.kura;

import org.osgi.annotation.versioning.ProviderType;

/** Kura class kura connect exception. */
@ProviderType
public class KuraConnectException extends KuraException {
  private static final long serialVersionUID = 1L;

  /** Made with the argument of the message. */
  public KuraConnectException(Object argument) {
    super(KuraErrorCode.CONNECTION_FAILED, argument);
  }

  /** Made with the cause and the argument of the message. */
  public KuraConnectException(Throwable cause, Object argument) {
    super(KuraErrorCode.CONNECTION_FAILED, cause, argument);
  }
}

package org.eclipse.kura;

import java.util.ArrayList;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Kura class kura partial success exception. */
@ProviderType
public class KuraPartialSuccessException extends KuraException {
  private static final long serialVersionUID = 1L;

  private final ArrayList<Throwable> causes;

  /** Made with a text and what went wrong. */
  public KuraPartialSuccessException(String message, List<Throwable> causes) {
    super(KuraErrorCode.PARTIAL_SUCCESS, message);
    this.causes = new ArrayList<>(causes);
  }

  /** Returns what went wrong. */
  public List<Throwable> getCauses() {
    return causes;
  }
}

package org.eclipse.kura.clock;

import java.util.Date;
import org.eclipse.kura.KuraException;
import org.osgi.annotation.versioning.ProviderType;

/** Kura interface clock service. */
@ProviderType
public interface ClockService {
  /** Returns the last sync. */
  Date getLastSync() throws KuraException;
}

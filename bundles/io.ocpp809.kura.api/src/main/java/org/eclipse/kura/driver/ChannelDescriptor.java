package org.eclipse.kura.driver;

import org.osgi.annotation.versioning.ProviderType;

/** Kura interface channel descriptor. */
@ProviderType
public interface ChannelDescriptor {
  /** Returns the descriptor. */
  Object getDescriptor();
}

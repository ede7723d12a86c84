package org.eclipse.kura.configuration.metatype;

import org.osgi.annotation.versioning.ProviderType;

/** Kura interface option. */
@ProviderType
public interface Option {
  /** Returns the label. */
  String getLabel();

  /** Returns the value. */
  String getValue();
}

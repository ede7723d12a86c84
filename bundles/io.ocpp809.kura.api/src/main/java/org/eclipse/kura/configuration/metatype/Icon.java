package org.eclipse.kura.configuration.metatype;

import java.math.BigInteger;
import org.osgi.annotation.versioning.ProviderType;

/** Kura interface icon. */
@ProviderType
public interface Icon {
  /** Returns the resource. */
  String getResource();

  /** Returns the size. */
  BigInteger getSize();
}

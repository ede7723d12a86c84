package org.eclipse.kura.configuration.metatype;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Kura interface o c d. */
@ProviderType
public interface OCD {
  /** Returns the a d. */
  List<AD> getAD();

  /** Returns the description. */
  String getDescription();

  /** Returns the icon. */
  List<Icon> getIcon();

  /** Returns the id. */
  String getId();

  /** Returns the name. */
  String getName();
}

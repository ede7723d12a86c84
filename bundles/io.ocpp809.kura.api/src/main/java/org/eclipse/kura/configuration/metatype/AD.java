package org.eclipse.kura.configuration.metatype;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Kura interface a d. */
@ProviderType
public interface AD {
  /** Returns the cardinality. */
  int getCardinality();

  /** Returns the default. */
  String getDefault();

  /** Returns the description. */
  String getDescription();

  /** Returns the id. */
  String getId();

  /** Returns the max. */
  String getMax();

  /** Returns the min. */
  String getMin();

  /** Returns the name. */
  String getName();

  /** Returns the option. */
  List<Option> getOption();

  /** Returns the type. */
  Scalar getType();

  /** Tells whether it is required. */
  boolean isRequired();
}

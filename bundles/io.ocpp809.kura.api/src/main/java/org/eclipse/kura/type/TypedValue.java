package org.eclipse.kura.type;

import org.osgi.annotation.versioning.ProviderType;

/** Kura interface typed value. */
@ProviderType
public interface TypedValue<T> extends Comparable<TypedValue<T>> {
  /** Returns the type. */
  DataType getType();

  /** Returns the value. */
  T getValue();
}

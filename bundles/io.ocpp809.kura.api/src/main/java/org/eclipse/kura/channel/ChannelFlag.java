package org.eclipse.kura.channel;

/** Kura enumeration channel flag. */
public enum ChannelFlag {
  /** Failure. */
  FAILURE,
  /** Success. */
  SUCCESS
}

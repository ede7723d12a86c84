package org.eclipse.kura.channel.listener;

import org.osgi.annotation.versioning.ConsumerType;

/** Kura interface channel listener. */
@ConsumerType
public interface ChannelListener {
  /** Called on channel event. */
  void onChannelEvent(ChannelEvent channelEvent);
}

package org.eclipse.kura.channel.listener;

import java.util.Objects;
import org.eclipse.kura.channel.ChannelRecord;
import org.osgi.annotation.versioning.ProviderType;

/** Kura class channel event. */
@ProviderType
public class ChannelEvent {
  private final ChannelRecord channelRecord;

  /** Made with the record. */
  public ChannelEvent(ChannelRecord channelRecord) {
    this.channelRecord = Objects.requireNonNull(channelRecord, "channelRecord");
  }

  /** Returns the record. */
  public ChannelRecord getChannelRecord() {
    return channelRecord;
  }

  @Override
  public String toString() {
    return "ChannelEvent[" + channelRecord + "]";
  }
}

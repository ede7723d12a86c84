package org.eclipse.kura.asset;

import java.util.List;
import java.util.Set;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.channel.listener.ChannelListener;
import org.osgi.annotation.versioning.ProviderType;

/** Kura interface asset. */
@ProviderType
public interface Asset {
  /** Returns the asset configuration. */
  AssetConfiguration getAssetConfiguration();

  /** Read. */
  List<ChannelRecord> read(Set<String> set) throws KuraException;

  /** Read all channels. */
  List<ChannelRecord> readAllChannels() throws KuraException;

  /** Register channel listener. */
  void registerChannelListener(String name, ChannelListener channelListener) throws KuraException;

  /** Unregister channel listener. */
  void unregisterChannelListener(ChannelListener channelListener) throws KuraException;

  /** Write. */
  void write(List<ChannelRecord> items) throws KuraException;
}

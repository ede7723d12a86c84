package io.ocpp809.kura.station;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.asset.Asset;
import org.eclipse.kura.channel.Channel;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.channel.ChannelType;
import org.eclipse.kura.channel.listener.ChannelListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens to those channels of an asset whose driver pushes values. What it listens to is compared
 * with the asset's channels again and again, so that a driver that comes later or channels that
 * change need no restart. One thread at a time.
 */
final class AssetListening {
  private static final Logger LOG = LoggerFactory.getLogger(AssetListening.class);

  /**
   * Attributes of channels by which our own drivers, of Modbus and of CAN, are known: only they are
   * listened to.
   */
  private static final Set<String> PUSHED = Set.of("poll", "signal");

  private final Asset asset;
  private final Consumer<ChannelRecord> pushed;
  private final Consumer<String> changed;
  private final Map<String, Listening> listening = new HashMap<>();

  /**
   * Somebody who listens.
   *
   * @param channel the channel's attributes when he began: the asset's own map, which it replaces
   *     with the channel when one of them changes
   */
  private record Listening(Map<String, Object> channel, ChannelListener listener) {}

  /**
   * Listens to nothing yet.
   *
   * @param pushed told what a driver pushes, on the driver's thread
   * @param changed told the name of a channel that has gone or become another
   */
  AssetListening(Asset asset, Consumer<ChannelRecord> pushed, Consumer<String> changed) {
    this.asset = asset;
    this.pushed = pushed;
    this.changed = changed;
  }

  /** Whether it listens to any channel. */
  boolean any() {
    return !listening.isEmpty();
  }

  /** Whether a channel is one that is read or listened to. */
  static boolean read(Channel c) {
    return c.isEnabled() && c.getType() != ChannelType.WRITE;
  }

  /** Registers for channels that are new or changed, and leaves those that are gone. */
  void follow(Map<String, Channel> channels) {
    for (Iterator<Map.Entry<String, Listening>> i = listening.entrySet().iterator();
        i.hasNext(); ) {
      Map.Entry<String, Listening> one = i.next();
      Channel channel = channels.get(one.getKey());
      if (channel == null || !channel.getConfiguration().equals(one.getValue().channel())) {
        unregister(one.getValue().listener());
        changed.accept(one.getKey());
        i.remove();
      } else if (channel.getConfiguration() != one.getValue().channel()) {
        // The asset was set up anew with the same channel: nothing old is kept for comparing.
        one.setValue(new Listening(channel.getConfiguration(), one.getValue().listener()));
      }
    }
    for (Channel c : channels.values()) {
      boolean pushes = PUSHED.stream().anyMatch(c.getConfiguration()::containsKey) && read(c);
      if (pushes && !listening.containsKey(c.getName())) {
        register(c);
      }
    }
  }

  private void register(Channel c) {
    ChannelListener listener = event -> pushed.accept(event.getChannelRecord());
    Listening one = new Listening(c.getConfiguration(), listener);
    try {
      asset.registerChannelListener(c.getName(), listener);
      listening.put(c.getName(), one);
    } catch (KuraException | RuntimeException e) {
      LOG.debug("channel {} is read instead of followed: {}", c.getName(), e.getMessage());
    }
  }

  private void unregister(ChannelListener listener) {
    try {
      asset.unregisterChannelListener(listener);
    } catch (KuraException | RuntimeException e) {
      LOG.debug("not unregistered: {}", e.getMessage());
    }
  }

  /** Listens to nothing any more. */
  void end() {
    listening.values().forEach(l -> unregister(l.listener()));
    listening.clear();
  }
}

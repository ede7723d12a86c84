package io.ocpp809.kura.station;

import io.ocpp809.template.ChannelValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.asset.Asset;
import org.eclipse.kura.channel.Channel;
import org.eclipse.kura.channel.ChannelFlag;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.channel.ChannelType;
import org.eclipse.kura.channel.listener.ChannelListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the channels of an asset: by listening where its driver pushes values, by reading on a
 * timer of our own where it does not.
 */
final class AssetFeed implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AssetFeed.class);

  private final Asset asset;
  private final StationRuntime runtime;
  private final Runnable changed;
  private final Map<String, ChannelValue> values = new LinkedHashMap<>();
  private final List<ChannelListener> listeners = new ArrayList<>();
  private final AtomicBoolean reading = new AtomicBoolean();
  private ScheduledFuture<?> timer;
  private volatile boolean closed;
  private volatile String fault = "";

  /**
   * Begins to follow an asset.
   *
   * @param asset the asset
   * @param runtime pool and timers
   * @param periodMillis how often it is read where its driver does not push
   * @param changed called after each change, on any thread
   */
  AssetFeed(Asset asset, StationRuntime runtime, int periodMillis, Runnable changed) {
    this.asset = asset;
    this.runtime = runtime;
    this.changed = changed;
    boolean pushes = listen();
    long period = pushes ? 10_000 : periodMillis;
    timer =
        runtime.scheduler().scheduleAtFixedRate(this::readSoon, 0, period, TimeUnit.MILLISECONDS);
  }

  private Map<String, Channel> channels() {
    return asset.getAssetConfiguration() == null
        ? Map.of()
        : asset.getAssetConfiguration().getAssetChannels();
  }

  private boolean listen() {
    boolean pushes = false;
    for (Channel c : channels().values()) {
      boolean ours = c.getConfiguration().containsKey("poll");
      if (ours && c.getType() != ChannelType.WRITE && c.isEnabled()) {
        pushes = true;
        ChannelListener listener = event -> took(List.of(event.getChannelRecord()));
        try {
          asset.registerChannelListener(c.getName(), listener);
          listeners.add(listener);
        } catch (KuraException | RuntimeException e) {
          fault = "channel " + c.getName() + " cannot be followed: " + e.getMessage();
        }
      }
    }
    return pushes;
  }

  /** Reads all channels soon, unless a read is under way. */
  void readSoon() {
    if (!closed && reading.compareAndSet(false, true)) {
      runtime.pool().execute(this::read);
    }
  }

  private void read() {
    try {
      took(asset.readAllChannels());
      fault = "";
    } catch (KuraException | RuntimeException e) {
      String text = "the asset cannot be read: " + e.getMessage();
      if (!text.equals(fault)) {
        LOG.warn("{}", text);
        fault = text;
      }
      failAll();
    } finally {
      reading.set(false);
    }
  }

  private void took(List<ChannelRecord> records) {
    long now = runtime.time().monotonicMillis();
    synchronized (values) {
      for (ChannelRecord r : records) {
        boolean good =
            r.getChannelStatus() != null
                && r.getChannelStatus().getChannelFlag() == ChannelFlag.SUCCESS
                && r.getValue() != null;
        if (good) {
          long age = Math.max(0, System.currentTimeMillis() - r.getTimestamp());
          long at = r.getTimestamp() == 0 || age > 600_000 ? now : now - age;
          values.put(r.getChannelName(), new ChannelValue(r.getValue().getValue(), true, at));
        } else {
          values.computeIfPresent(
              r.getChannelName(), (n, v) -> new ChannelValue(v.value(), false, v.atMillis()));
        }
      }
    }
    tell();
  }

  private void failAll() {
    synchronized (values) {
      values.replaceAll((n, v) -> new ChannelValue(v.value(), false, v.atMillis()));
    }
    tell();
  }

  private void tell() {
    if (!closed) {
      changed.run();
    }
  }

  /** Newest values by channel name. */
  Map<String, ChannelValue> values() {
    synchronized (values) {
      return new LinkedHashMap<>(values);
    }
  }

  /** Why the asset cannot be followed; empty if it can. */
  String fault() {
    return fault;
  }

  Asset asset() {
    return asset;
  }

  boolean has(String channel) {
    return channels().containsKey(channel);
  }

  Channel channel(String name) {
    return channels().get(name);
  }

  @Override
  public void close() {
    closed = true;
    if (timer != null) {
      timer.cancel(false);
    }
    for (ChannelListener listener : listeners) {
      try {
        asset.unregisterChannelListener(listener);
      } catch (KuraException | RuntimeException e) {
        LOG.debug("not unregistered: {}", e.getMessage());
      }
    }
  }
}

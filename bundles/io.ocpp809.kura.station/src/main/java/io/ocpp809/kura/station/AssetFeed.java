package io.ocpp809.kura.station;

import io.ocpp809.template.ChannelValue;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.asset.Asset;
import org.eclipse.kura.channel.Channel;
import org.eclipse.kura.channel.ChannelRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the channels of an asset: by listening where its driver pushes values, by reading on a
 * timer where it does not, or does not yet.
 */
final class AssetFeed implements AutoCloseable {
  /** How often an asset is read whose driver pushes, and its channels are looked at anew, ms. */
  static final int SLOW_MILLIS = 10_000;

  /** After this time without an answer an asset counts as silent, ms. */
  static final int HUNG_MILLIS = 10_000;

  private static final Logger LOG = LoggerFactory.getLogger(AssetFeed.class);

  private final Asset asset;
  private final StationRuntime runtime;
  private final int periodMillis;
  private final Changed changed;
  private final NewestValues newest;
  private final AssetListening listening;
  private final EmptyReads emptyReads = new EmptyReads();
  private ScheduledFuture<?> timer;
  private long readingSinceMillis = -1;
  private volatile long pushedAtMillis = Long.MIN_VALUE / 2;
  private boolean deaf;
  private volatile boolean closed;
  private volatile String fault = "";

  /** Takes notice that something has come, on any thread. */
  interface Changed {
    /**
     * Values have come, or fail.
     *
     * @param word whether a text is among them that is another than before
     */
    void come(boolean word);
  }

  /**
   * A feed that waits for its {@link #start()}.
   *
   * @param asset the asset
   * @param runtime pool and timers
   * @param periodMillis how often it is read where its driver does not push
   * @param changed called after each change, on any thread
   */
  AssetFeed(Asset asset, StationRuntime runtime, int periodMillis, Changed changed) {
    this.asset = asset;
    this.runtime = runtime;
    this.periodMillis = periodMillis;
    this.changed = changed;
    this.newest = new NewestValues(runtime.time());
    this.listening = new AssetListening(asset, this::pushed, newest::forget);
  }

  /** Begins to follow. */
  void start() {
    tick();
  }

  private synchronized void tick() {
    if (closed) {
      return;
    }
    listenIfPossible();
    boolean pushes = listening.any() && now() - pushedAtMillis < SLOW_MILLIS;
    timer =
        runtime
            .scheduler()
            .schedule(
                () -> runtime.pool().execute(this::tick),
                pushes ? SLOW_MILLIS : periodMillis,
                TimeUnit.MILLISECONDS);
    if (readingSinceMillis >= 0 && now() - readingSinceMillis >= HUNG_MILLIS) {
      failed("the asset has not answered for " + HUNG_MILLIS / 1000 + " s");
    }
    readSoon();
  }

  private long now() {
    return runtime.time().monotonicMillis();
  }

  private Map<String, Channel> channels() {
    return asset.getAssetConfiguration() == null
        ? Map.of()
        : asset.getAssetConfiguration().getAssetChannels();
  }

  /** Whatever the asset does, the next tick comes. */
  private void listenIfPossible() {
    try {
      Map<String, Channel> channels = channels();
      listening.follow(channels);
      newest.retain(n -> channels.containsKey(n) && AssetListening.read(channels.get(n)));
      deaf = false;
    } catch (RuntimeException e) {
      if (!deaf) {
        LOG.warn("the channels of an asset cannot be followed, so it is read: {}", e.toString());
      }
      deaf = true;
    }
  }

  /** On the driver's thread, which may hold locks of its own: none of ours is taken but briefly. */
  private void pushed(ChannelRecord record) {
    pushedAtMillis = now();
    newest.pushed(record.getChannelName(), pushedAtMillis);
    took(List.of(record));
  }

  /** Reads all channels soon, unless a read is under way. */
  synchronized void readSoon() {
    if (!closed && readingSinceMillis < 0) {
      readingSinceMillis = now();
      runtime.assets().read(asset, this::read);
    }
  }

  private void read() {
    long began = now();
    try {
      List<ChannelRecord> records = asset.readAllChannels();
      done(emptyReads.judge(records, fault));
      took(records.stream().filter(r -> !newest.pushedSince(r.getChannelName(), began)).toList());
    } catch (KuraException | RuntimeException e) {
      done("the asset cannot be read: " + reason(e));
      failAll();
    }
  }

  /** Kura wraps what the driver said; the innermost message is the one that helps. */
  private static String reason(Throwable e) {
    Throwable t = e;
    while (t.getCause() != null && t.getCause().getMessage() != null) {
      t = t.getCause();
    }
    return String.valueOf(t.getMessage());
  }

  private synchronized void done(String why) {
    readingSinceMillis = -1;
    fault = why;
  }

  private void failed(String why) {
    fault = why;
    runtime.pool().execute(this::failAll);
  }

  private void took(List<ChannelRecord> records) {
    tell(newest.take(records));
  }

  private void failAll() {
    newest.failAll();
    tell(false);
  }

  private void tell(boolean word) {
    if (!closed) {
      changed.come(word);
    }
  }

  /** Newest values by channel name. */
  Map<String, ChannelValue> values() {
    return newest.all();
  }

  /** Why the asset cannot be read; empty if it can. */
  String fault() {
    return fault;
  }

  Asset asset() {
    return asset;
  }

  /** Name of its driver; empty while it is not known. */
  String driverPid() {
    return asset.getAssetConfiguration() == null
        ? ""
        : Objects.toString(asset.getAssetConfiguration().getDriverPid(), "");
  }

  boolean has(String channel) {
    return channels().containsKey(channel);
  }

  /** Names of all channels. */
  Set<String> names() {
    return Set.copyOf(channels().keySet());
  }

  Channel channel(String name) {
    return channels().get(name);
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (timer != null) {
      timer.cancel(false);
    }
    listening.end();
  }
}

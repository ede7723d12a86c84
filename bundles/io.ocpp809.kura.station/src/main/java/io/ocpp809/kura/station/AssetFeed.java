package io.ocpp809.kura.station;

import io.ocpp809.template.ChannelValue;
import io.ocpp809.template.Roles;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.asset.Asset;
import org.eclipse.kura.channel.Channel;
import org.eclipse.kura.channel.ChannelFlag;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.channel.ChannelStatus;
import org.eclipse.kura.channel.ChannelType;
import org.eclipse.kura.channel.listener.ChannelListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the channels of an asset: by listening where its driver pushes values, by reading on a
 * timer where it does not, or does not yet. What it listens to is compared with the asset's
 * channels again and again, so that a driver that comes later or channels that change need no
 * restart.
 */
final class AssetFeed implements AutoCloseable {
  /** How often an asset is read whose driver pushes, and its channels are looked at anew, ms. */
  static final int SLOW_MILLIS = 10_000;

  /** After this time without an answer an asset counts as silent, ms. */
  static final int HUNG_MILLIS = 10_000;

  /** After so many reads without any value it is said that there is none. */
  private static final int EMPTY_READS = 2;

  private static final String NOTHING = "no channel of the asset can be read";

  private static final Logger LOG = LoggerFactory.getLogger(AssetFeed.class);

  /**
   * Attributes of channels by which our own drivers, of Modbus and of CAN, are known: only they are
   * listened to.
   */
  private static final Set<String> PUSHED = Set.of("poll", "signal");

  private final Asset asset;
  private final StationRuntime runtime;
  private final int periodMillis;
  private final Changed changed;
  private final ReadingAges ages;
  private final Map<String, ChannelValue> values = new LinkedHashMap<>();
  private final Map<String, Long> pushes = new HashMap<>();
  private final Map<String, Listening> listening = new HashMap<>();
  private ScheduledFuture<?> timer;
  private long readingSinceMillis = -1;
  private volatile long pushedAtMillis = Long.MIN_VALUE / 2;
  private boolean deaf;
  private volatile boolean closed;
  private volatile String fault = "";
  private volatile int emptyReads;

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
   * Somebody who listens.
   *
   * @param channel the channel's attributes when he began: the asset's own map, which it replaces
   *     with the channel when one of them changes
   */
  private record Listening(Map<String, Object> channel, ChannelListener listener) {}

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
    this.ages = new ReadingAges(runtime.time());
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
    boolean pushes = !listening.isEmpty() && now() - pushedAtMillis < SLOW_MILLIS;
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
      listen();
      deaf = false;
    } catch (RuntimeException e) {
      if (!deaf) {
        LOG.warn("the channels of an asset cannot be followed, so it is read: {}", e.toString());
      }
      deaf = true;
    }
  }

  /** Registers for channels that are new or changed, and leaves those that are gone. */
  private void listen() {
    Map<String, Channel> channels = channels();
    for (Iterator<Map.Entry<String, Listening>> i = listening.entrySet().iterator();
        i.hasNext(); ) {
      Map.Entry<String, Listening> one = i.next();
      Channel channel = channels.get(one.getKey());
      if (channel == null || !channel.getConfiguration().equals(one.getValue().channel())) {
        unregister(one.getValue().listener());
        forget(one.getKey());
        i.remove();
      } else if (channel.getConfiguration() != one.getValue().channel()) {
        // The asset was set up anew with the same channel: nothing old is kept for comparing.
        one.setValue(new Listening(channel.getConfiguration(), one.getValue().listener()));
      }
    }
    for (Channel c : channels.values()) {
      boolean pushed = PUSHED.stream().anyMatch(c.getConfiguration()::containsKey) && read(c);
      if (pushed && !listening.containsKey(c.getName())) {
        register(c);
      }
    }
    synchronized (values) {
      values.keySet().removeIf(n -> !channels.containsKey(n) || !read(channels.get(n)));
    }
  }

  /** Forgets the value of a channel whose meaning may have changed. */
  private void forget(String channel) {
    synchronized (values) {
      values.remove(channel);
      pushes.remove(channel);
    }
  }

  private static boolean read(Channel c) {
    return c.isEnabled() && c.getType() != ChannelType.WRITE;
  }

  private void register(Channel c) {
    ChannelListener listener = event -> pushed(event.getChannelRecord());
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

  /** On the driver's thread, which may hold locks of its own: none of ours is taken but briefly. */
  private void pushed(ChannelRecord record) {
    pushedAtMillis = now();
    synchronized (values) {
      pushes.put(record.getChannelName(), pushedAtMillis);
    }
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
      done(silence(records));
      took(records.stream().filter(r -> !pushedSince(r.getChannelName(), began)).toList());
    } catch (KuraException | RuntimeException e) {
      done("the asset cannot be read: " + reason(e));
      failAll();
    }
  }

  /**
   * What was pushed while a read was under way is newer than what the read found, whatever the
   * stamps of both say; and a driver that pushes changes only does not say it again.
   */
  private boolean pushedSince(String channel, long began) {
    synchronized (values) {
      return pushes.getOrDefault(channel, Long.MIN_VALUE) >= began;
    }
  }

  /**
   * What is to be said of a read in which no channel had a value; empty if one had. A single one
   * says nothing, and the first reason stands until a value comes: a line that is tried again and
   * again fails in several ways.
   */
  private String silence(List<ChannelRecord> records) {
    List<ChannelRecord> asked =
        records.stream().filter(r -> !r.getChannelName().equals(Roles.LEASE)).toList();
    if (asked.isEmpty() || asked.stream().anyMatch(AssetFeed::good)) {
      emptyReads = 0;
      return "";
    }
    emptyReads++;
    if (emptyReads < EMPTY_READS || fault.startsWith(NOTHING)) {
      return fault.startsWith(NOTHING) ? fault : "";
    }
    ChannelStatus status = asked.get(0).getChannelStatus();
    String why = status == null ? "" : String.valueOf(status.getExceptionMessage());
    return NOTHING + (why.isEmpty() || why.equals("null") ? "" : ": " + why);
  }

  private static boolean good(ChannelRecord r) {
    return r.getChannelStatus() != null
        && r.getChannelStatus().getChannelFlag() == ChannelFlag.SUCCESS
        && r.getValue() != null
        && r.getValue().getValue() != null;
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
    boolean word = false;
    synchronized (values) {
      for (ChannelRecord r : records) {
        if (r.getChannelName().equals(Roles.LEASE)) {
          continue;
        }
        boolean good = good(r);
        String channel = r.getChannelName();
        if (good) {
          long at = ages.at(channel, r.getTimestamp());
          ChannelValue before = values.get(channel);
          if (before == null || !before.good() || at >= before.atMillis()) {
            Object value = r.getValue().getValue();
            word |= value instanceof String && (before == null || !value.equals(before.value()));
            values.put(channel, new ChannelValue(value, true, at));
          }
        } else {
          values.computeIfPresent(
              channel, (n, v) -> new ChannelValue(v.value(), false, v.atMillis()));
        }
      }
    }
    tell(word);
  }

  private void failAll() {
    synchronized (values) {
      values.replaceAll((n, v) -> new ChannelValue(v.value(), false, v.atMillis()));
    }
    tell(false);
  }

  private void tell(boolean word) {
    if (!closed) {
      changed.come(word);
    }
  }

  /** Newest values by channel name. */
  Map<String, ChannelValue> values() {
    synchronized (values) {
      return new LinkedHashMap<>(values);
    }
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
    listening.values().forEach(l -> unregister(l.listener()));
    listening.clear();
  }
}

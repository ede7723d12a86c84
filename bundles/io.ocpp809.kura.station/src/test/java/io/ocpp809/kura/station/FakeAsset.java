package io.ocpp809.kura.station;

import io.ocpp809.testkit.time.ManualClock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.eclipse.kura.KuraErrorCode;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.asset.Asset;
import org.eclipse.kura.asset.AssetConfiguration;
import org.eclipse.kura.channel.Channel;
import org.eclipse.kura.channel.ChannelFlag;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.channel.ChannelStatus;
import org.eclipse.kura.channel.ChannelType;
import org.eclipse.kura.channel.ScaleOffsetType;
import org.eclipse.kura.channel.listener.ChannelEvent;
import org.eclipse.kura.channel.listener.ChannelListener;
import org.eclipse.kura.type.DataType;
import org.eclipse.kura.type.TypedValue;
import org.eclipse.kura.type.TypedValues;

/** A Kura asset that a test plays, with records as Kura's asset gives them. */
class FakeAsset implements Asset {
  final Map<String, Object> values = new LinkedHashMap<>();
  final Map<ChannelListener, String> listeners = new LinkedHashMap<>();
  final List<ChannelRecord> written = new ArrayList<>();
  String driver = "driver1";
  String failure = "";
  boolean hangs;
  boolean broken;
  boolean mute;
  boolean nullStatus;
  Long stamp;
  int reads;
  private final ManualClock clock;
  private final Map<String, Channel> channels = new LinkedHashMap<>();

  FakeAsset(ManualClock clock) {
    this.clock = clock;
  }

  FakeAsset channel(String name, ChannelType type, DataType valueType) {
    return channel(name, type, valueType, Map.of());
  }

  FakeAsset channel(String name, ChannelType type, DataType valueType, Map<String, Object> more) {
    Map<String, Object> config = new HashMap<>(more);
    config.putIfAbsent("+name", name);
    channels.put(
        name,
        new Channel(
            name, type, valueType, ScaleOffsetType.DEFINED_BY_VALUE_TYPE, 1.0, 0.0, config));
    return this;
  }

  /** An asset with the channels of a draft, as Kura makes it from its properties. */
  FakeAsset channels(Map<String, Object> properties) {
    Map<String, Map<String, Object>> grouped = new LinkedHashMap<>();
    properties.forEach(
        (key, value) -> {
          int hash = key.indexOf('#');
          if (hash > 0) {
            grouped
                .computeIfAbsent(key.substring(0, hash), n -> new HashMap<>())
                .put(key.substring(hash + 1), String.valueOf(value));
          }
        });
    driver = String.valueOf(properties.get("driver.pid"));
    channels.clear();
    grouped.forEach(
        (name, config) ->
            channel(
                name,
                ChannelType.getChannelType(config.get("+type").toString()),
                DataType.getDataType(config.get("+value.type").toString()),
                config));
    return this;
  }

  void remove(String channel) {
    channels.remove(channel);
  }

  Channel get(String channel) {
    return channels.get(channel);
  }

  /** What the driver does before each read. */
  void beforeRead() {}

  /** What the driver does with a write. */
  void wrote(String channel, Object value) {}

  /** The driver pushes a value to those that listen. */
  void push(String channel, Object value) {
    values.put(channel, value);
    List.copyOf(listeners.entrySet()).stream()
        .filter(e -> e.getValue().equals(channel))
        .forEach(
            e -> {
              ChannelRecord r = channels.get(channel).createReadRecord();
              fill(r);
              e.getKey().onChannelEvent(new ChannelEvent(r));
            });
  }

  private void fill(ChannelRecord r) {
    Object value = values.get(r.getChannelName());
    if (value == null || mute) {
      r.setChannelStatus(new ChannelStatus(ChannelFlag.FAILURE, "no answer", null));
    } else {
      TypedValue<?> typed = TypedValues.newTypedValue(value);
      r.setValue(typed);
      if (!nullStatus) {
        r.setChannelStatus(new ChannelStatus(ChannelFlag.SUCCESS));
      }
    }
    r.setTimestamp(stamp == null ? clock.millis() : stamp);
  }

  @Override
  public AssetConfiguration getAssetConfiguration() {
    if (broken) {
      throw new IllegalStateException("broken");
    }
    return new AssetConfiguration("", driver, new LinkedHashMap<>(channels));
  }

  @Override
  public List<ChannelRecord> readAllChannels() throws KuraException {
    return read(channels.keySet());
  }

  @Override
  public List<ChannelRecord> read(Set<String> names) throws KuraException {
    reads++;
    if (!failure.isEmpty()) {
      throw new KuraException(
          KuraErrorCode.CONNECTION_FAILED, new IllegalStateException(failure), "driver");
    }
    beforeRead();
    List<ChannelRecord> result = new ArrayList<>();
    for (String name : List.copyOf(names)) {
      Channel c = channels.get(name);
      if (c != null && c.isEnabled() && c.getType() != ChannelType.WRITE) {
        ChannelRecord r = c.createReadRecord();
        fill(r);
        result.add(r);
      }
    }
    return result;
  }

  @Override
  public void write(List<ChannelRecord> records) {
    for (ChannelRecord r : records) {
      Channel c = channels.get(r.getChannelName());
      boolean possible = c != null && c.isEnabled() && c.getType() != ChannelType.READ;
      written.add(r);
      r.setChannelStatus(
          possible
              ? new ChannelStatus(ChannelFlag.SUCCESS)
              : new ChannelStatus(ChannelFlag.FAILURE, "Channel not writable", null));
      if (possible) {
        wrote(r.getChannelName(), r.getValue().getValue());
      }
    }
  }

  List<Object> writtenTo(String channel) {
    List<Object> result = new ArrayList<>();
    Consumer<ChannelRecord> add = r -> result.add(r.getValue().getValue());
    written.stream().filter(r -> r.getChannelName().equals(channel)).forEach(add);
    return result;
  }

  @Override
  public void registerChannelListener(String name, ChannelListener listener) {
    if (!channels.containsKey(name)) {
      throw new IllegalArgumentException("Channel not found: " + name);
    }
    listeners.put(listener, name);
  }

  @Override
  public void unregisterChannelListener(ChannelListener listener) {
    listeners.remove(listener);
  }
}

package io.ocpp809.kura.station;

import io.ocpp809.station.time.TimeSource;
import io.ocpp809.template.ChannelValue;
import io.ocpp809.template.Roles;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.eclipse.kura.channel.ChannelFlag;
import org.eclipse.kura.channel.ChannelRecord;

/**
 * The newest value of each channel of an asset, whether it was pushed or read. Safe for many
 * threads; its lock is held briefly.
 */
final class NewestValues {
  private final ReadingAges ages;
  private final Map<String, ChannelValue> values = new LinkedHashMap<>();
  private final Map<String, Long> pushes = new HashMap<>();

  NewestValues(TimeSource time) {
    this.ages = new ReadingAges(time);
  }

  /** Whether a record has a value. */
  static boolean good(ChannelRecord r) {
    return r.getChannelStatus() != null
        && r.getChannelStatus().getChannelFlag() == ChannelFlag.SUCCESS
        && r.getValue() != null
        && r.getValue().getValue() != null;
  }

  /**
   * A driver has pushed something; it is to be taken, too.
   *
   * @param atMillis monotonic milliseconds
   */
  synchronized void pushed(String channel, long atMillis) {
    pushes.put(channel, atMillis);
  }

  /**
   * What was pushed while a read was under way is newer than what the read found, whatever the
   * stamps of both say; and a driver that pushes changes only does not say it again.
   */
  synchronized boolean pushedSince(String channel, long beganMillis) {
    return pushes.getOrDefault(channel, Long.MIN_VALUE) >= beganMillis;
  }

  /**
   * Takes records that are not older than what is known; what failed keeps its last value, as a bad
   * one.
   *
   * @return whether a text is among them that is another than before
   */
  synchronized boolean take(List<ChannelRecord> records) {
    boolean word = false;
    for (ChannelRecord r : records) {
      String channel = r.getChannelName();
      if (channel.equals(Roles.LEASE)) {
        continue;
      }
      if (good(r)) {
        word |= take(channel, r.getValue().getValue(), ages.at(channel, r.getTimestamp()));
      } else {
        values.computeIfPresent(channel, (n, v) -> bad(v));
      }
    }
    return word;
  }

  private boolean take(String channel, Object value, long at) {
    ChannelValue before = values.get(channel);
    if (before != null && before.good() && at < before.atMillis()) {
      return false;
    }
    values.put(channel, new ChannelValue(value, true, at));
    return value instanceof String && (before == null || !value.equals(before.value()));
  }

  private static ChannelValue bad(ChannelValue v) {
    return new ChannelValue(v.value(), false, v.atMillis());
  }

  /** Nothing can be read: all are bad. */
  synchronized void failAll() {
    values.replaceAll((n, v) -> bad(v));
  }

  /** Forgets the value of a channel whose meaning may have changed. */
  synchronized void forget(String channel) {
    values.remove(channel);
    pushes.remove(channel);
  }

  /** Forgets the values of all other channels. */
  synchronized void retain(Predicate<String> channels) {
    values.keySet().removeIf(channels.negate());
  }

  /** Newest values by channel name. */
  synchronized Map<String, ChannelValue> all() {
    return new LinkedHashMap<>(values);
  }
}

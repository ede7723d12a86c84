package io.ocpp809.kura.driver;

import org.eclipse.kura.channel.ChannelFlag;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.channel.ChannelStatus;

/** Fills channel records; each ends with a status and a timestamp. */
public final class Records {
  private Records() {}

  /**
   * What a channel shows, in the type that the record asks for.
   *
   * @param now time by the clock of what is shown, ns
   */
  public static void fill(ChannelRecord r, Shown shown, long now) {
    if (!shown.good()) {
      fail(r, shown.fault());
      return;
    }
    long age = Math.max(0, now - shown.nanos()) / 1_000_000;
    good(r, shown.value(), System.currentTimeMillis() - age);
  }

  /**
   * A value, in the type that the record asks for; or that it cannot be had in that type.
   *
   * @param at when it was so, wall time in ms
   */
  public static void good(ChannelRecord r, Object value, long at) {
    try {
      r.setValue(Values.typed(value, r.getValueType()));
      good(r, at);
    } catch (IllegalArgumentException e) {
      fail(r, e.getMessage());
    }
  }

  /**
   * It is as the record says.
   *
   * @param at when it was so, wall time in ms
   */
  public static void good(ChannelRecord r, long at) {
    r.setChannelStatus(new ChannelStatus(ChannelFlag.SUCCESS));
    r.setTimestamp(at);
  }

  /** It cannot be had, or was not done, and why. */
  public static void fail(ChannelRecord r, String why) {
    r.setChannelStatus(new ChannelStatus(ChannelFlag.FAILURE, why, null));
    r.setTimestamp(System.currentTimeMillis());
  }

  /** What a listener is told whose channel's configuration is wrong. */
  public static ChannelRecord refusal(String channel, String why) {
    ChannelStatus status = new ChannelStatus(ChannelFlag.FAILURE, why, null);
    ChannelRecord r = ChannelRecord.createStatusRecord(channel, status);
    r.setTimestamp(System.currentTimeMillis());
    return r;
  }
}

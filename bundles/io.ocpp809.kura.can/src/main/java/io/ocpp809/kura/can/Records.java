package io.ocpp809.kura.can;

import org.eclipse.kura.channel.ChannelFlag;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.channel.ChannelStatus;

/** Fills channel records; each ends with a status and a timestamp. */
final class Records {
  private Records() {}

  /**
   * What a channel shows, in the type that the record asks for.
   *
   * @param now time by the clock of the bus
   */
  static void fill(ChannelRecord r, Shown shown, long now) {
    if (!shown.good()) {
      fail(r, shown.fault());
      return;
    }
    try {
      r.setValue(Values.typed(shown.value(), r.getValueType()));
      long age = Math.max(0, now - shown.nanos()) / 1_000_000;
      good(r, System.currentTimeMillis() - age);
    } catch (IllegalArgumentException e) {
      fail(r, e.getMessage());
    }
  }

  static void good(ChannelRecord r, long at) {
    r.setChannelStatus(new ChannelStatus(ChannelFlag.SUCCESS));
    r.setTimestamp(at);
  }

  static void fail(ChannelRecord r, String why) {
    r.setChannelStatus(new ChannelStatus(ChannelFlag.FAILURE, why, null));
    r.setTimestamp(System.currentTimeMillis());
  }
}

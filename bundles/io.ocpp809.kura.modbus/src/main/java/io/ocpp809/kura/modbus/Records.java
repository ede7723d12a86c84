package io.ocpp809.kura.modbus;

import io.ocpp809.modbus.PointValue;
import org.eclipse.kura.channel.ChannelFlag;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.channel.ChannelStatus;

/** Fills channel records; each ends with a status and a timestamp. */
final class Records {
  private Records() {}

  /** What is known of a point. */
  static void fill(ChannelRecord r, PointValue v) {
    if (!v.answered()) {
      fail(r, v.fault());
    } else if (v.value().isEmpty()) {
      fail(r, "the device answers \"no value\"");
    } else {
      good(r, v.value().get(), wall(v.atMillis()));
    }
  }

  /** A value, in the type that the record asks for. */
  static void good(ChannelRecord r, Object value, long at) {
    try {
      r.setValue(Values.typed(value, r.getValueType()));
      good(r, at);
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

  private static long wall(long monotonicMillis) {
    return System.currentTimeMillis() - (DriverSession.millis() - monotonicMillis);
  }
}

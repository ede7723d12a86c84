package io.ocpp809.kura.station;

import io.ocpp809.testkit.time.ManualClock;
import org.eclipse.kura.channel.ChannelType;
import org.eclipse.kura.type.DataType;

/** A pile on a driver that is not ours: an asset whose channels are named after roles. */
final class FakePile extends FakeAsset {
  boolean plugged;
  boolean ignoring;
  double registerWh = 1_000_000;
  double limit;

  FakePile(ManualClock clock) {
    super(clock);
    channel("evse.state", ChannelType.READ, DataType.STRING);
    channel("energy.total", ChannelType.READ, DataType.DOUBLE);
    channel("current.l1", ChannelType.READ, DataType.DOUBLE);
    channel("current.l2", ChannelType.READ, DataType.DOUBLE);
    channel("current.l3", ChannelType.READ, DataType.DOUBLE);
    channel("limit.set", ChannelType.WRITE, DataType.DOUBLE);
  }

  double amps() {
    return plugged ? Math.min(16, limit) : 0;
  }

  void charge(int seconds) {
    registerWh += 3 * 230 * amps() * seconds / 3600;
  }

  @Override
  void beforeRead() {
    values.put("evse.state", !plugged ? "A2" : limit == 0 ? "B1" : "C2");
    values.put("energy.total", registerWh);
    for (int phase = 1; phase <= 3; phase++) {
      values.put("current.l" + phase, amps());
    }
  }

  @Override
  void wrote(String channel, Object value) {
    if (channel.equals("limit.set") && !ignoring) {
      limit = (Double) value;
    }
  }
}

package io.ocpp809.kura.emulator;

import org.eclipse.kura.channel.Channel;
import org.eclipse.kura.channel.ChannelFlag;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.type.DoubleValue;
import org.eclipse.kura.type.FloatValue;
import org.eclipse.kura.type.IntegerValue;
import org.eclipse.kura.type.LongValue;

/** Scale and offset, applied by the asset on the record that the driver has filled. */
final class Scaling {

  private Scaling() {}

  static void apply(Channel channel, ChannelRecord record) {
    double scale = channel.getValueScaleAsNumber().doubleValue();
    double offset = channel.getValueOffsetAsNumber().doubleValue();
    boolean none = scale == 1 && offset == 0;
    if (none
        || record.getValue() == null
        || record.getChannelStatus() == null
        || record.getChannelStatus().getChannelFlag() != ChannelFlag.SUCCESS
        || !(record.getValue().getValue() instanceof Number number)) {
      return;
    }
    double value = number.doubleValue() * scale + offset;
    switch (record.getValue().getType()) {
      case DOUBLE -> record.setValue(new DoubleValue(value));
      case FLOAT -> record.setValue(new FloatValue((float) value));
      case LONG -> record.setValue(new LongValue((long) value));
      case INTEGER -> record.setValue(new IntegerValue((int) value));
      default -> {
        // Not numeric: nothing is scaled.
      }
    }
  }
}

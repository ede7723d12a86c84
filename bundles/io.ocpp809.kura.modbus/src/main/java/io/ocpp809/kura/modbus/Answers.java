package io.ocpp809.kura.modbus;

import io.ocpp809.kura.driver.Shown;
import io.ocpp809.modbus.PointValue;

/** What a device's answer shows in a channel. */
final class Answers {
  private Answers() {}

  /** The value, or why there is none; "no value" is an answer, but none that a channel can show. */
  static Shown shown(PointValue v) {
    long nanos = v.atMillis() * 1_000_000;
    if (!v.answered()) {
      return Shown.fault(v.fault(), nanos);
    }
    return v.value()
        .map(value -> Shown.of(value, nanos))
        .orElseGet(() -> Shown.fault("the device answers \"no value\"", nanos));
  }
}

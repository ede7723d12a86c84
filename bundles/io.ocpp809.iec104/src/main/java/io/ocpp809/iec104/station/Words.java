package io.ocpp809.iec104.station;

import io.ocpp809.iec104.asdu.Cause;
import io.ocpp809.iec104.asdu.RawAsdu;

/** What came, in words, for the audit. */
final class Words {
  private Words() {}

  static String of(RawAsdu raw) {
    String type = raw.type().map(Enum::name).orElse("type " + raw.typeCode());
    String cause =
        Cause.of(raw.causeCode()).map(Cause::mnemonic).orElse("cause " + raw.causeCode());
    return type
        + " "
        + cause
        + (raw.negative() ? " negative" : "")
        + (raw.test() ? " test" : "")
        + ", originator "
        + raw.originator()
        + ", common address "
        + raw.commonAddress()
        + (raw.firstAddress() < 0 ? "" : ", object " + raw.firstAddress());
  }
}

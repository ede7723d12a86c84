package io.ocpp809.iec104.asdu;

import io.ocpp809.iec104.asdu.Content.Command;
import io.ocpp809.iec104.asdu.Content.Monitored;
import io.ocpp809.iec104.asdu.Content.Parameter;
import java.nio.ByteBuffer;

/** Information elements that several forms share: qualities and qualifiers. */
final class Elements {
  static final int POINT_QUALITY = Quality.BL | Quality.SB | Quality.NT | Quality.IV;
  static final int MEASURED_QUALITY = POINT_QUALITY | Quality.OV;
  static final int EVENT_QUALITY = POINT_QUALITY | Quality.EI;

  private Elements() {}

  static int octet(ByteBuffer in) {
    return in.get() & 0xFF;
  }

  static Monitored monitored(Value value, ByteBuffer in) {
    return new Monitored(value, new Quality(octet(in) & MEASURED_QUALITY));
  }

  static void quality(Content content, ByteBuffer out) {
    out.put((byte) (((Monitored) content).quality().bits() & MEASURED_QUALITY));
  }

  static Command switched(Value value, int octet) {
    return new Command(value, octet >> 2 & 0x1F, (octet & 0x80) != 0);
  }

  static void switched(int state, Command c, ByteBuffer out) {
    out.put((byte) (state | (c.qualifier() & 0x1F) << 2 | (c.select() ? 0x80 : 0)));
  }

  static Command setPoint(Value value, ByteBuffer in) {
    int octet = octet(in);
    return new Command(value, octet & 0x7F, (octet & 0x80) != 0);
  }

  static void qualifier(Content content, ByteBuffer out) {
    Command c = (Command) content;
    out.put((byte) (c.qualifier() & 0x7F | (c.select() ? 0x80 : 0)));
  }

  static Parameter parameter(Value value, ByteBuffer in) {
    int octet = octet(in);
    return new Parameter(value, octet & 0x3F, (octet & 0x40) != 0, (octet & 0x80) != 0);
  }

  static void kind(Content content, ByteBuffer out) {
    Parameter p = (Parameter) content;
    int marks = (p.changedLocally() ? 0x40 : 0) | (p.inactive() ? 0x80 : 0);
    out.put((byte) (p.kind() & 0x3F | marks));
  }
}

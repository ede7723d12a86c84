package io.ocpp809.iec104.asdu;

import io.ocpp809.iec104.asdu.Content.Command;
import io.ocpp809.iec104.asdu.Content.Empty;
import io.ocpp809.iec104.asdu.Content.Monitored;
import io.ocpp809.iec104.asdu.Content.Parameter;
import io.ocpp809.iec104.asdu.Content.Qualifier;
import io.ocpp809.iec104.asdu.Content.TestPattern;
import io.ocpp809.iec104.asdu.Value.Bitstring;
import io.ocpp809.iec104.asdu.Value.IntegratedTotal;
import io.ocpp809.iec104.asdu.Value.Normalized;
import io.ocpp809.iec104.asdu.Value.PackedPoints;
import io.ocpp809.iec104.asdu.Value.ProtectionEvent;
import io.ocpp809.iec104.asdu.Value.RegulatingStep;
import io.ocpp809.iec104.asdu.Value.Scaled;
import io.ocpp809.iec104.asdu.Value.ShortFloat;
import io.ocpp809.iec104.asdu.Value.SinglePoint;
import io.ocpp809.iec104.asdu.Value.StepPosition;
import io.ocpp809.iec104.asdu.Value.TwoBits;
import java.nio.ByteBuffer;

/**
 * Layout of the information elements of a type, without address and time tag; octets by IEC
 * 60870-5-101, 7.2.6. Numbers are little-endian; reserved bits are written as 0 and not looked at
 * when read.
 */
enum Form {
  /** SIQ: SPI in bit 0, BL SB NT IV. */
  SIQ(1) {
    @Override
    Content read(ByteBuffer in) {
      int octet = Elements.octet(in);
      return new Monitored(
          new SinglePoint((octet & 1) != 0), new Quality(octet & Elements.POINT_QUALITY));
    }

    @Override
    void write(Content content, ByteBuffer out) {
      Monitored m = (Monitored) content;
      int on = ((SinglePoint) m.value()).on() ? 1 : 0;
      out.put((byte) (on | m.quality().bits() & Elements.POINT_QUALITY));
    }
  },
  /** DIQ: DPI in bits 0 and 1, BL SB NT IV. */
  DIQ(1) {
    @Override
    Content read(ByteBuffer in) {
      int octet = Elements.octet(in);
      return new Monitored(
          new TwoBits(DoublePoint.of(octet)), new Quality(octet & Elements.POINT_QUALITY));
    }

    @Override
    void write(Content content, ByteBuffer out) {
      Monitored m = (Monitored) content;
      int state = ((TwoBits) m.value()).state().code();
      out.put((byte) (state | m.quality().bits() & Elements.POINT_QUALITY));
    }
  },
  /** VTI: position with sign in bits 0 to 6, transient in bit 7; QDS. */
  VTI(2) {
    @Override
    Content read(ByteBuffer in) {
      int octet = Elements.octet(in);
      int position = (octet & 0x7F) << 25 >> 25;
      return Elements.monitored(new StepPosition(position, (octet & 0x80) != 0), in);
    }

    @Override
    void write(Content content, ByteBuffer out) {
      StepPosition step = (StepPosition) ((Monitored) content).value();
      out.put((byte) (step.position() & 0x7F | (step.moving() ? 0x80 : 0)));
      Elements.quality(content, out);
    }
  },
  /** BSI, 32 bits; QDS. */
  BSI(5) {
    @Override
    Content read(ByteBuffer in) {
      return Elements.monitored(new Bitstring(in.getInt()), in);
    }

    @Override
    void write(Content content, ByteBuffer out) {
      out.putInt(((Bitstring) ((Monitored) content).value()).bits());
      Elements.quality(content, out);
    }
  },
  /** NVA; QDS. */
  NVA(3) {
    @Override
    Content read(ByteBuffer in) {
      return Elements.monitored(new Normalized(in.getShort()), in);
    }

    @Override
    void write(Content content, ByteBuffer out) {
      out.putShort(((Normalized) ((Monitored) content).value()).raw());
      Elements.quality(content, out);
    }
  },
  /** NVA without quality. */
  NVA_BARE(2) {
    @Override
    Content read(ByteBuffer in) {
      return new Monitored(new Normalized(in.getShort()), Quality.GOOD);
    }

    @Override
    void write(Content content, ByteBuffer out) {
      out.putShort(((Normalized) ((Monitored) content).value()).raw());
    }
  },
  /** SVA; QDS. */
  SVA(3) {
    @Override
    Content read(ByteBuffer in) {
      return Elements.monitored(new Scaled(in.getShort()), in);
    }

    @Override
    void write(Content content, ByteBuffer out) {
      out.putShort(((Scaled) ((Monitored) content).value()).raw());
      Elements.quality(content, out);
    }
  },
  /** R32; QDS. */
  R32(5) {
    @Override
    Content read(ByteBuffer in) {
      return Elements.monitored(new ShortFloat(in.getFloat()), in);
    }

    @Override
    void write(Content content, ByteBuffer out) {
      out.putFloat(((ShortFloat) ((Monitored) content).value()).value());
      Elements.quality(content, out);
    }
  },
  /** BCR: 32 bits; SQ in bits 0 to 4, CY 5, CA 6, IV 7. */
  BCR(5) {
    @Override
    Content read(ByteBuffer in) {
      int count = in.getInt();
      int octet = Elements.octet(in);
      return new Monitored(
          new IntegratedTotal(count, octet & 0x1F, (octet & 0x20) != 0, (octet & 0x40) != 0),
          new Quality(octet & Quality.IV));
    }

    @Override
    void write(Content content, ByteBuffer out) {
      Monitored m = (Monitored) content;
      IntegratedTotal total = (IntegratedTotal) m.value();
      out.putInt(total.count());
      int marks = (total.carry() ? 0x20 : 0) | (total.adjusted() ? 0x40 : 0);
      out.put((byte) (total.sequence() | marks | m.quality().bits() & Quality.IV));
    }
  },
  /** SCD: 16 states, 16 changes; QDS. */
  SCD(5) {
    @Override
    Content read(ByteBuffer in) {
      int states = in.getShort() & 0xFFFF;
      return Elements.monitored(new PackedPoints(states, in.getShort() & 0xFFFF), in);
    }

    @Override
    void write(Content content, ByteBuffer out) {
      PackedPoints points = (PackedPoints) ((Monitored) content).value();
      out.putShort((short) points.states()).putShort((short) points.changed());
      Elements.quality(content, out);
    }
  },
  /** SEP: state in bits 0 and 1, EI BL SB NT IV; elapsed time CP16Time2a. */
  SEP(3) {
    @Override
    Content read(ByteBuffer in) {
      int octet = Elements.octet(in);
      int elapsed = in.getShort() & 0xFFFF;
      return new Monitored(
          new ProtectionEvent(octet & 0x03, elapsed), new Quality(octet & Elements.EVENT_QUALITY));
    }

    @Override
    void write(Content content, ByteBuffer out) {
      Monitored m = (Monitored) content;
      ProtectionEvent event = (ProtectionEvent) m.value();
      out.put((byte) (event.state() & 0x03 | m.quality().bits() & Elements.EVENT_QUALITY));
      out.putShort((short) event.elapsedMillis());
    }
  },
  /** SPE or OCI: six bits; QDP; duration or operating time CP16Time2a. */
  PACKED_EVENTS(4) {
    @Override
    Content read(ByteBuffer in) {
      int bits = Elements.octet(in) & 0x3F;
      int quality = Elements.octet(in) & Elements.EVENT_QUALITY;
      return new Monitored(new ProtectionEvent(bits, in.getShort() & 0xFFFF), new Quality(quality));
    }

    @Override
    void write(Content content, ByteBuffer out) {
      Monitored m = (Monitored) content;
      ProtectionEvent event = (ProtectionEvent) m.value();
      out.put((byte) (event.state() & 0x3F))
          .put((byte) (m.quality().bits() & Elements.EVENT_QUALITY));
      out.putShort((short) event.elapsedMillis());
    }
  },
  /** SCO: SCS in bit 0, QU in bits 2 to 6, S/E in bit 7. */
  SCO(1) {
    @Override
    Content read(ByteBuffer in) {
      int octet = Elements.octet(in);
      return Elements.switched(new SinglePoint((octet & 1) != 0), octet);
    }

    @Override
    void write(Content content, ByteBuffer out) {
      Command c = (Command) content;
      Elements.switched(((SinglePoint) c.value()).on() ? 1 : 0, c, out);
    }
  },
  /** DCO: DCS in bits 0 and 1, QU, S/E. */
  DCO(1) {
    @Override
    Content read(ByteBuffer in) {
      int octet = Elements.octet(in);
      return Elements.switched(new TwoBits(DoublePoint.of(octet)), octet);
    }

    @Override
    void write(Content content, ByteBuffer out) {
      Command c = (Command) content;
      Elements.switched(((TwoBits) c.value()).state().code(), c, out);
    }
  },
  /** RCO: RCS in bits 0 and 1, QU, S/E. */
  RCO(1) {
    @Override
    Content read(ByteBuffer in) {
      int octet = Elements.octet(in);
      return Elements.switched(new RegulatingStep(octet & 0x03), octet);
    }

    @Override
    void write(Content content, ByteBuffer out) {
      Command c = (Command) content;
      Elements.switched(((RegulatingStep) c.value()).state() & 0x03, c, out);
    }
  },
  /** NVA; QOS. */
  SET_NVA(3) {
    @Override
    Content read(ByteBuffer in) {
      return Elements.setPoint(new Normalized(in.getShort()), in);
    }

    @Override
    void write(Content content, ByteBuffer out) {
      out.putShort(((Normalized) ((Command) content).value()).raw());
      Elements.qualifier(content, out);
    }
  },
  /** SVA; QOS. */
  SET_SVA(3) {
    @Override
    Content read(ByteBuffer in) {
      return Elements.setPoint(new Scaled(in.getShort()), in);
    }

    @Override
    void write(Content content, ByteBuffer out) {
      out.putShort(((Scaled) ((Command) content).value()).raw());
      Elements.qualifier(content, out);
    }
  },
  /** R32; QOS. */
  SET_R32(5) {
    @Override
    Content read(ByteBuffer in) {
      return Elements.setPoint(new ShortFloat(in.getFloat()), in);
    }

    @Override
    void write(Content content, ByteBuffer out) {
      out.putFloat(((ShortFloat) ((Command) content).value()).value());
      Elements.qualifier(content, out);
    }
  },
  /** BSI without qualifier: there is no select. */
  SET_BSI(4) {
    @Override
    Content read(ByteBuffer in) {
      return new Command(new Bitstring(in.getInt()), 0, false);
    }

    @Override
    void write(Content content, ByteBuffer out) {
      out.putInt(((Bitstring) ((Command) content).value()).bits());
    }
  },
  /** NVA; QPM. */
  PARAMETER_NVA(3) {
    @Override
    Content read(ByteBuffer in) {
      return Elements.parameter(new Normalized(in.getShort()), in);
    }

    @Override
    void write(Content content, ByteBuffer out) {
      out.putShort(((Normalized) ((Parameter) content).value()).raw());
      Elements.kind(content, out);
    }
  },
  /** SVA; QPM. */
  PARAMETER_SVA(3) {
    @Override
    Content read(ByteBuffer in) {
      return Elements.parameter(new Scaled(in.getShort()), in);
    }

    @Override
    void write(Content content, ByteBuffer out) {
      out.putShort(((Scaled) ((Parameter) content).value()).raw());
      Elements.kind(content, out);
    }
  },
  /** R32; QPM. */
  PARAMETER_R32(5) {
    @Override
    Content read(ByteBuffer in) {
      return Elements.parameter(new ShortFloat(in.getFloat()), in);
    }

    @Override
    void write(Content content, ByteBuffer out) {
      out.putFloat(((ShortFloat) ((Parameter) content).value()).value());
      Elements.kind(content, out);
    }
  },
  /** One octet: QOI, QCC, QRP, COI, QPA. */
  QUALIFIER(1) {
    @Override
    Content read(ByteBuffer in) {
      return new Qualifier(Elements.octet(in));
    }

    @Override
    void write(Content content, ByteBuffer out) {
      out.put((byte) ((Qualifier) content).code());
    }
  },
  /** TSC or FBP, 16 bits. */
  TEST(2) {
    @Override
    Content read(ByteBuffer in) {
      return new TestPattern(in.getShort() & 0xFFFF);
    }

    @Override
    void write(Content content, ByteBuffer out) {
      out.putShort((short) ((TestPattern) content).pattern());
    }
  },
  /** Nothing. */
  NONE(0) {
    @Override
    Content read(ByteBuffer in) {
      return new Empty();
    }

    @Override
    void write(Content content, ByteBuffer out) {
      if (!(content instanceof Empty)) {
        throw new ClassCastException("the type has no information elements");
      }
    }
  };

  private final int octets;

  Form(int octets) {
    this.octets = octets;
  }

  /** Length without address and time tag. */
  int octets() {
    return octets;
  }

  abstract Content read(ByteBuffer in);

  /** Writes the elements; fails with a ClassCastException for the content of another form. */
  abstract void write(Content content, ByteBuffer out);
}

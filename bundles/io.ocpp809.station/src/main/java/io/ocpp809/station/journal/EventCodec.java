package io.ocpp809.station.journal;

import io.ocpp809.station.auth.IdToken;
import io.ocpp809.station.journal.TransactionEvent.Ended;
import io.ocpp809.station.journal.TransactionEvent.Metered;
import io.ocpp809.station.journal.TransactionEvent.Started;
import io.ocpp809.station.journal.TransactionEvent.StateChanged;
import io.ocpp809.station.reading.Location;
import io.ocpp809.station.reading.Measurand;
import io.ocpp809.station.reading.Method;
import io.ocpp809.station.reading.Phase;
import io.ocpp809.station.reading.Quality;
import io.ocpp809.station.reading.Reading;
import io.ocpp809.station.reading.ReadingContext;
import io.ocpp809.station.time.EventTime;
import io.ocpp809.station.transaction.ChargingState;
import io.ocpp809.station.transaction.StopReason;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Transaction events as bytes: a version octet, a kind octet, then the parts in order as {@link
 * DataOutputStream} writes them; constants of enumerations by name, so that a later version may add
 * some.
 */
public final class EventCodec {
  private static final int VERSION = 1;
  private static final int STARTED = 1;
  private static final int METERED = 2;
  private static final int STATE = 3;
  private static final int ENDED = 4;

  private EventCodec() {}

  /** The event as bytes. */
  public static byte[] encode(TransactionEvent event) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      write(out, event);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  /**
   * The event of these bytes.
   *
   * @throws IllegalArgumentException if they are damaged or of an unknown version, saying which
   */
  public static TransactionEvent decode(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int version = in.readUnsignedByte();
      if (version != VERSION) {
        throw new IllegalArgumentException("journal entry of unknown version " + version);
      }
      TransactionEvent event = read(in);
      if (in.available() > 0) {
        throw new IllegalArgumentException("journal entry has " + in.available() + " bytes more");
      }
      return event;
    } catch (IOException | RuntimeException damaged) {
      throw new IllegalArgumentException("damaged journal entry: " + damaged.getMessage(), damaged);
    }
  }

  private static void write(DataOutputStream out, TransactionEvent event) throws IOException {
    if (event instanceof Started e) {
      head(out, STARTED, e);
      out.writeShort(e.connector());
      token(out, e.token());
      out.writeLong(e.meterStartWh());
      optional(out, e.reservationId());
      optional(out, e.remoteStartId());
    } else if (event instanceof Metered e) {
      head(out, METERED, e);
      metered(out, e);
    } else if (event instanceof StateChanged e) {
      head(out, STATE, e);
      out.writeShort(e.connector());
      out.writeUTF(e.state().name());
    } else if (event instanceof Ended e) {
      head(out, ENDED, e);
      ended(out, e);
    }
  }

  private static void ended(DataOutputStream out, Ended e) throws IOException {
    out.writeShort(e.connector());
    out.writeLong(e.meterStopWh());
    out.writeUTF(e.reason().name());
    out.writeBoolean(e.token().isPresent());
    if (e.token().isPresent()) {
      token(out, e.token().get());
    }
    out.writeShort(e.data().size());
    for (Metered m : e.data()) {
      time(out, m.time());
      metered(out, m);
    }
  }

  private static TransactionEvent read(DataInputStream in) throws IOException {
    int kind = in.readUnsignedByte();
    EventTime time = time(in);
    String id = in.readUTF();
    int evse = in.readShort();
    return switch (kind) {
      case STARTED ->
          new Started(
              time, id, evse, in.readShort(), token(in), in.readLong(), optional(in), optional(in));
      case METERED -> metered(in, time, id, evse);
      case STATE ->
          new StateChanged(time, id, evse, in.readShort(), ChargingState.valueOf(in.readUTF()));
      case ENDED -> {
        int connector = in.readShort();
        long stop = in.readLong();
        StopReason reason = StopReason.valueOf(in.readUTF());
        Optional<IdToken> token = in.readBoolean() ? Optional.of(token(in)) : Optional.empty();
        int count = in.readUnsignedShort();
        List<Metered> data = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
          data.add(metered(in, time(in), id, evse));
        }
        yield new Ended(time, id, evse, connector, stop, reason, token, data);
      }
      default -> throw new IllegalArgumentException("unknown kind " + kind);
    };
  }

  private static void head(DataOutputStream out, int kind, TransactionEvent e) throws IOException {
    out.writeByte(kind);
    time(out, e.time());
    out.writeUTF(e.transactionId());
    out.writeShort(e.evse());
  }

  private static void time(DataOutputStream out, EventTime t) throws IOException {
    out.writeUTF(t.bootId());
    out.writeLong(t.monotonicMillis());
    out.writeLong(t.wall().toEpochMilli());
    out.writeBoolean(t.trusted());
  }

  private static EventTime time(DataInputStream in) throws IOException {
    return new EventTime(
        in.readUTF(), in.readLong(), Instant.ofEpochMilli(in.readLong()), in.readBoolean());
  }

  private static void token(DataOutputStream out, IdToken t) throws IOException {
    out.writeUTF(t.value());
    out.writeUTF(t.kind().name());
  }

  private static IdToken token(DataInputStream in) throws IOException {
    return new IdToken(in.readUTF(), IdToken.Kind.valueOf(in.readUTF()));
  }

  private static void optional(DataOutputStream out, OptionalInt i) throws IOException {
    out.writeBoolean(i.isPresent());
    if (i.isPresent()) {
      out.writeInt(i.getAsInt());
    }
  }

  private static OptionalInt optional(DataInputStream in) throws IOException {
    return in.readBoolean() ? OptionalInt.of(in.readInt()) : OptionalInt.empty();
  }

  private static void metered(DataOutputStream out, Metered m) throws IOException {
    out.writeShort(m.connector());
    out.writeUTF(m.context().name());
    out.writeShort(m.readings().size());
    for (Reading r : m.readings()) {
      out.writeUTF(r.measurand().name());
      out.writeByte(r.phase().ordinal());
      out.writeByte(r.location().ordinal());
      out.writeDouble(r.value());
      out.writeByte(r.quality().ordinal());
      out.writeByte(r.method().ordinal());
      out.writeLong(r.takenAtMillis());
    }
  }

  private static Metered metered(DataInputStream in, EventTime time, String id, int evse)
      throws IOException {
    int connector = in.readShort();
    ReadingContext context = ReadingContext.valueOf(in.readUTF());
    int count = in.readUnsignedShort();
    List<Reading> readings = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      readings.add(
          new Reading(
              Measurand.valueOf(in.readUTF()),
              Phase.values()[in.readByte()],
              Location.values()[in.readByte()],
              in.readDouble(),
              Quality.values()[in.readByte()],
              Method.values()[in.readByte()],
              in.readLong(),
              "",
              ""));
    }
    return new Metered(time, id, evse, connector, context, readings);
  }
}

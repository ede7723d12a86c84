package io.ocpp809.station.journal;

import io.ocpp809.station.auth.IdToken;
import io.ocpp809.station.journal.TransactionEvent.Ended;
import io.ocpp809.station.journal.TransactionEvent.Metered;
import io.ocpp809.station.journal.TransactionEvent.Refused;
import io.ocpp809.station.journal.TransactionEvent.Retained;
import io.ocpp809.station.journal.TransactionEvent.Started;
import io.ocpp809.station.journal.TransactionEvent.StateChanged;
import io.ocpp809.station.journal.TransactionEvent.Stopping;
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
import java.util.function.ToIntFunction;

/**
 * Transaction events as bytes: a version octet, a kind octet, then the parts in order as {@link
 * DataOutputStream} writes them. Constants of enumerations are written by name or, in readings, of
 * which there are many, as an octet that is theirs for good: a later version may add some in any
 * place.
 */
public final class EventCodec {
  private static final int VERSION = 1;
  private static final int STARTED = 1;
  private static final int METERED = 2;
  private static final int STATE = 3;
  private static final int ENDED = 4;
  private static final int RETAINED = 5;
  private static final int REFUSED = 6;
  private static final int STOPPING = 7;

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
    } else if (event instanceof Retained e) {
      head(out, RETAINED, e);
      metered(out, e.metered());
    } else if (event instanceof Refused e) {
      head(out, REFUSED, e);
      out.writeShort(e.connector());
      out.writeLong(e.registerWh());
    } else if (event instanceof Stopping e) {
      head(out, STOPPING, e);
      out.writeShort(e.connector());
      out.writeUTF(e.reason().name());
      optionalToken(out, e.token());
    }
  }

  private static void ended(DataOutputStream out, Ended e) throws IOException {
    out.writeShort(e.connector());
    out.writeLong(e.meterStopWh());
    out.writeUTF(e.reason().name());
    optionalToken(out, e.token());
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
        Optional<IdToken> token = optionalToken(in);
        int count = in.readUnsignedShort();
        List<Metered> data = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
          data.add(metered(in, time(in), id, evse));
        }
        yield new Ended(time, id, evse, connector, stop, reason, token, data);
      }
      case RETAINED -> new Retained(metered(in, time, id, evse));
      case REFUSED -> new Refused(time, id, evse, in.readShort(), in.readLong());
      case STOPPING ->
          new Stopping(
              time, id, evse, in.readShort(), StopReason.valueOf(in.readUTF()), optionalToken(in));
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

  private static void optionalToken(DataOutputStream out, Optional<IdToken> t) throws IOException {
    out.writeBoolean(t.isPresent());
    if (t.isPresent()) {
      token(out, t.get());
    }
  }

  private static Optional<IdToken> optionalToken(DataInputStream in) throws IOException {
    return in.readBoolean() ? Optional.of(token(in)) : Optional.empty();
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
      out.writeByte(code(r.phase()));
      out.writeByte(code(r.location()));
      out.writeDouble(r.value());
      out.writeByte(code(r.quality()));
      out.writeByte(code(r.method()));
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
              constant(Phase.values(), EventCodec::code, in.readUnsignedByte()),
              constant(Location.values(), EventCodec::code, in.readUnsignedByte()),
              in.readDouble(),
              constant(Quality.values(), EventCodec::code, in.readUnsignedByte()),
              constant(Method.values(), EventCodec::code, in.readUnsignedByte()),
              in.readLong(),
              "",
              ""));
    }
    return new Metered(time, id, evse, connector, context, readings);
  }

  private static <E> E constant(E[] all, ToIntFunction<E> codes, int code) {
    for (E constant : all) {
      if (codes.applyAsInt(constant) == code) {
        return constant;
      }
    }
    throw new IllegalArgumentException("unknown " + all[0].getClass().getSimpleName() + " " + code);
  }

  private static int code(Phase phase) {
    return switch (phase) {
      case ALL -> 0;
      case L1 -> 1;
      case L2 -> 2;
      case L3 -> 3;
      case N -> 4;
    };
  }

  private static int code(Location location) {
    return switch (location) {
      case INLET -> 0;
      case OUTLET -> 1;
      case BODY -> 2;
      case CABLE -> 3;
      case EV -> 4;
    };
  }

  private static int code(Quality quality) {
    return switch (quality) {
      case GOOD -> 0;
      case HELD -> 1;
      case INVALID -> 2;
    };
  }

  private static int code(Method method) {
    return switch (method) {
      case MEASURED -> 0;
      case INTEGRATED -> 1;
      case DERIVED -> 2;
    };
  }
}

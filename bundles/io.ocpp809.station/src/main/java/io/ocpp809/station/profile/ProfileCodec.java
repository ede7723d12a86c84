package io.ocpp809.station.profile;

import io.ocpp809.station.limit.Limit;
import io.ocpp809.station.pile.Capabilities.LimitKind;
import io.ocpp809.station.profile.ChargingProfile.Kind;
import io.ocpp809.station.profile.ChargingProfile.Period;
import io.ocpp809.station.profile.ChargingProfile.Purpose;
import io.ocpp809.station.profile.ChargingProfile.Recurrency;
import io.ocpp809.station.profile.ProfileStore.Installed;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Installed profiles as bytes: a version octet, then the parts in order. */
public final class ProfileCodec {
  private static final int VERSION = 1;

  private ProfileCodec() {}

  /** The profiles as bytes. */
  public static byte[] encode(ProfileStore store) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeShort(store.installed().size());
      for (Installed i : store.installed()) {
        out.writeShort(i.evse());
        write(out, i.profile());
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  /**
   * The profiles of these bytes.
   *
   * @throws IllegalArgumentException if they are damaged or of an unknown version
   */
  public static ProfileStore decode(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int version = in.readUnsignedByte();
      if (version != VERSION) {
        throw new IllegalArgumentException("profiles of unknown version " + version);
      }
      int count = in.readUnsignedShort();
      List<Installed> result = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        result.add(new Installed(in.readShort(), read(in)));
      }
      return new ProfileStore(result);
    } catch (IOException damaged) {
      throw new IllegalArgumentException("damaged profiles: " + damaged.getMessage(), damaged);
    }
  }

  private static void write(DataOutputStream out, ChargingProfile p) throws IOException {
    out.writeInt(p.id());
    out.writeInt(p.stackLevel());
    out.writeUTF(p.purpose().name());
    out.writeUTF(p.kind().name());
    out.writeUTF(p.recurrency().map(Enum::name).orElse(""));
    out.writeUTF(p.validFrom().map(Instant::toString).orElse(""));
    out.writeUTF(p.validTo().map(Instant::toString).orElse(""));
    out.writeUTF(p.transactionId().orElse(""));
    out.writeUTF(p.start().map(Instant::toString).orElse(""));
    out.writeLong(p.duration().map(Duration::getSeconds).orElse(-1L));
    out.writeUTF(p.unit().name());
    out.writeUTF(p.received().toString());
    out.writeShort(p.periods().size());
    for (Period period : p.periods()) {
      out.writeInt(period.startSeconds());
      out.writeInt(period.limit().value());
      out.writeByte(period.phases().orElse(0));
    }
  }

  private static ChargingProfile read(DataInputStream in) throws IOException {
    int id = in.readInt();
    int level = in.readInt();
    Purpose purpose = Purpose.valueOf(in.readUTF());
    Kind kind = Kind.valueOf(in.readUTF());
    Optional<Recurrency> recurrency = text(in).map(Recurrency::valueOf);
    Optional<Instant> from = text(in).map(Instant::parse);
    Optional<Instant> to = text(in).map(Instant::parse);
    Optional<String> transaction = text(in);
    Optional<Instant> start = text(in).map(Instant::parse);
    long seconds = in.readLong();
    LimitKind unit = LimitKind.valueOf(in.readUTF());
    Instant received = Instant.parse(in.readUTF());
    int count = in.readUnsignedShort();
    List<Period> periods = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int begin = in.readInt();
      Limit limit = new Limit(unit, in.readInt());
      int phases = in.readByte();
      periods.add(
          new Period(begin, limit, phases == 0 ? OptionalInt.empty() : OptionalInt.of(phases)));
    }
    return new ChargingProfile(
        id,
        level,
        purpose,
        kind,
        recurrency,
        from,
        to,
        transaction,
        start,
        seconds < 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(seconds)),
        unit,
        periods,
        received);
  }

  private static Optional<String> text(DataInputStream in) throws IOException {
    String s = in.readUTF();
    return s.isEmpty() ? Optional.empty() : Optional.of(s);
  }
}

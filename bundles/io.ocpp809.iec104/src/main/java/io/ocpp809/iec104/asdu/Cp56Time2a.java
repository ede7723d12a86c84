package io.ocpp809.iec104.asdu;

import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;

/**
 * Seven octet binary time (CP56Time2a, IEC 60870-5-101, 7.2.6.18), little-endian:
 *
 * <pre>
 * octets 0-1 milliseconds of the minute, 0 to 59999
 * octet 2    bits 0-5 minute, 6 RES1, 7 IV
 * octet 3    bits 0-4 hour, 7 SU (summer time)
 * octet 4    bits 0-4 day of month, 5-7 day of week (1 Monday to 7, 0 not used)
 * octet 5    bits 0-3 month
 * octet 6    bits 0-6 year of the century
 * </pre>
 *
 * The fields are kept as they came, also where they name no moment.
 *
 * @param millis milliseconds of the minute
 * @param minute 0 to 59
 * @param hour 0 to 23
 * @param day of the month, 1 to 31
 * @param dayOfWeek 1 Monday to 7 Sunday, 0 not used
 * @param month 1 to 12
 * @param year 0 to 99, of the century 2000
 * @param invalid IV bit: the clock that made it is not to be trusted
 * @param summer SU bit
 */
public record Cp56Time2a(
    int millis,
    int minute,
    int hour,
    int day,
    int dayOfWeek,
    int month,
    int year,
    boolean invalid,
    boolean summer) {
  /** Length on the wire. */
  public static final int OCTETS = 7;

  private static final int CENTURY = 2000;

  /**
   * The time tag of a moment.
   *
   * @param zone whose wall time is told; the summer bit is its daylight saving, never set in UTC
   * @param invalid whether the clock is not to be trusted
   */
  public static Cp56Time2a of(Instant at, ZoneId zone, boolean invalid) {
    ZonedDateTime t = at.atZone(zone);
    return new Cp56Time2a(
        t.getSecond() * 1_000 + t.getNano() / 1_000_000,
        t.getMinute(),
        t.getHour(),
        t.getDayOfMonth(),
        0,
        t.getMonthValue(),
        Math.floorMod(t.getYear(), 100),
        invalid,
        zone.getRules().isDaylightSavings(at));
  }

  /**
   * The moment that is told, or nothing if the fields name none.
   *
   * @param zone whose wall time is told; where a wall time comes twice, the summer bit says which
   */
  public Optional<Instant> instant(ZoneId zone) {
    try {
      LocalDateTime wall =
          LocalDateTime.of(
              CENTURY + year, month, day, hour, minute, millis / 1_000, millis % 1_000 * 1_000_000);
      ZonedDateTime earlier = wall.atZone(zone).withEarlierOffsetAtOverlap();
      ZonedDateTime later = earlier.withLaterOffsetAtOverlap();
      return Optional.of((summer ? earlier : later).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  void write(ByteBuffer out) {
    out.putShort((short) millis);
    out.put((byte) (minute & 0x3F | (invalid ? 0x80 : 0)));
    out.put((byte) (hour & 0x1F | (summer ? 0x80 : 0)));
    out.put((byte) (day & 0x1F | (dayOfWeek & 0x07) << 5));
    out.put((byte) (month & 0x0F));
    out.put((byte) (year & 0x7F));
  }

  static Cp56Time2a read(ByteBuffer in) {
    int millis = in.getShort() & 0xFFFF;
    int minute = in.get();
    int hour = in.get();
    int day = in.get();
    int month = in.get();
    int year = in.get();
    return new Cp56Time2a(
        millis,
        minute & 0x3F,
        hour & 0x1F,
        day & 0x1F,
        day >> 5 & 0x07,
        month & 0x0F,
        year & 0x7F,
        (minute & 0x80) != 0,
        (hour & 0x80) != 0);
  }
}

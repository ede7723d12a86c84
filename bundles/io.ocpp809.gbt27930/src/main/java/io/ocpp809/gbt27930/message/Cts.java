package io.ocpp809.gbt27930.message;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;

/**
 * Time of the charger; optional. Many chargers fill it with ones, or send what is no time: no clock
 * is ever set by it.
 *
 * <pre>
 * octet  SPN 2823, packed BCD
 * 1      second
 * 2      minute
 * 3      hour
 * 4      day
 * 5      month
 * 6-7    year, low octet first: 15 20 is 2015
 * </pre>
 *
 * @param time local time at the charger, of the years 2000 to 2099; empty if not all of it is a
 *     time
 */
public record Cts(Optional<LocalDateTime> time) implements Message {
  private static final Field TIME =
      Field.octets(1, 7, 2823, "time", Scale.TEXT, "local time at the charger; optional");
  private static final int NOT_BCD = -1;

  static final List<Signal> SIGNALS =
      List.of(Signal.text(MessageType.CTS, TIME, Cts.class, Cts::time));

  static Cts decode(Reader in) {
    long raw = in.raw(TIME);
    if (raw == TIME.fill()) {
      return new Cts(Optional.empty());
    }
    int[] numbers = new int[7];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = number((int) (raw >>> 8 * i) & 0xFF);
    }
    int year = numbers[6] * 100 + numbers[5];
    boolean plausible = year >= 2000 && year <= 2099 && numbers[5] != NOT_BCD;
    try {
      if (plausible) {
        return new Cts(
            Optional.of(
                LocalDateTime.of(
                    year, numbers[4], numbers[3], numbers[2], numbers[1], numbers[0])));
      }
    } catch (DateTimeException e) {
      // no such time: remarked below
    }
    in.remark(TIME, raw, Remark.Reason.IMPLAUSIBLE);
    return new Cts(Optional.empty());
  }

  @Override
  public MessageType type() {
    return MessageType.CTS;
  }

  /**
   * @throws IllegalArgumentException a year that is not of four digits
   */
  @Override
  public void encode(Writer out) {
    if (time.isEmpty()) {
      return;
    }
    LocalDateTime t = time.get();
    if (t.getYear() < 0 || t.getYear() > 9999) {
      throw new IllegalArgumentException("time (SPN 2823): no year of four digits");
    }
    int[] numbers = {
      t.getSecond(),
      t.getMinute(),
      t.getHour(),
      t.getDayOfMonth(),
      t.getMonthValue(),
      t.getYear() % 100,
      t.getYear() / 100
    };
    long raw = 0;
    for (int i = numbers.length - 1; i >= 0; i--) {
      raw = raw << 8 | numbers[i] / 10 << 4 | numbers[i] % 10;
    }
    out.raw(TIME, raw);
  }

  private static int number(int bcd) {
    int tens = bcd >>> 4;
    int ones = bcd & 0xF;
    return tens > 9 || ones > 9 ? NOT_BCD : tens * 10 + ones;
  }
}

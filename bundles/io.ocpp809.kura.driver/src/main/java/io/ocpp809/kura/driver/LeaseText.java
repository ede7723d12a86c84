package io.ocpp809.kura.driver;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the charging station writes to a lease channel: {@code token;milliseconds}, with {@code
 * @holder} behind the milliseconds where several may hold it, and what nobody writes behind another
 * semicolon.
 *
 * @param token to be acknowledged by one of the {@link Authorities}
 * @param millis how long the lease runs on, ms
 * @param holder who holds it, hexadecimal, as a name of the EVSE and of its use of the pile with a dot
 *     between; empty if it does not say
 * @param never what nobody writes, as the driver's {@code never} is written; empty if it does not
 *     say
 */
public record LeaseText(String token, long millis, String holder, Optional<String> never) {
  /** What a write of anything else fails with. */
  public static final String WRONG = "a lease is written as token;milliseconds";

  private static final Pattern TIME =
      Pattern.compile("(\\d{1,9})(?:@([0-9a-f]{1,32}(?:\\.[0-9a-f]{1,32})?))?");

  /** The parts of a text; empty if it is no lease. */
  public static Optional<LeaseText> of(String text) {
    String[] parts = text.split(";", 3);
    Matcher time = TIME.matcher(parts.length < 2 ? "" : parts[1]);
    if (!time.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new LeaseText(
            parts[0],
            Long.parseLong(time.group(1)),
            Optional.ofNullable(time.group(2)).orElse(""),
            parts.length == 3 ? Optional.of(parts[2]) : Optional.empty()));
  }
}

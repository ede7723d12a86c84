package io.ocpp809.kura.station;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Issues the tokens by which a driver tells a write of the station from anybody else's, and answers
 * the driver's question about them. A token is random, valid for a short while and used up by the
 * first question.
 *
 * <p>Offered to drivers as an OSGi service of the JDK's type {@link Predicate} with the property
 * {@link #PROPERTY}, so that a driver needs no class of ours.
 */
final class LeaseAuthority implements Predicate<String> {
  /** Service property by which drivers find the authority. */
  static final String PROPERTY = "io.ocpp809.lease.authority";

  /** Milliseconds within which a token must have been asked about. */
  static final long TOKEN_LIFE_MILLIS = 10_000;

  private static final int TOKENS_AT_MOST = 4096;

  private final SecureRandom random;
  private final LongSupplier monotonicMillis;
  private final Map<String, Long> issued = new LinkedHashMap<>();

  LeaseAuthority(SecureRandom random, LongSupplier monotonicMillis) {
    this.random = random;
    this.monotonicMillis = monotonicMillis;
  }

  /**
   * Text to write to a lease channel.
   *
   * @param timeToLiveMillis how long the lease shall run, in ms
   * @param holder who holds it, see {@link #holder}
   */
  synchronized String lease(long timeToLiveMillis, String holder) {
    String token = digits(16);
    long now = monotonicMillis.getAsLong();
    dropExpired(now);
    issued.put(token, now + TOKEN_LIFE_MILLIS);
    return token + ";" + timeToLiveMillis + "@" + holder;
  }

  /**
   * A name for an EVSE's use of a pile that no other use has or has had.
   *
   * @param pid of the EVSE, from which the part before the dot is made
   */
  String holder(String pid) {
    UUID evse = UUID.nameUUIDFromBytes(pid.getBytes(StandardCharsets.UTF_8));
    return Long.toHexString(evse.getMostSignificantBits()) + "." + digits(8);
  }

  private String digits(int octets) {
    byte[] bytes = new byte[octets];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** Whether this token was issued here, is still valid and has not been asked about before. */
  @Override
  public synchronized boolean test(String token) {
    Long until = token == null ? null : issued.remove(token);
    return until != null && monotonicMillis.getAsLong() <= until;
  }

  private void dropExpired(long now) {
    issued.values().removeIf(until -> until < now);
    while (issued.size() >= TOKENS_AT_MOST) {
      issued.remove(issued.keySet().iterator().next());
    }
  }
}

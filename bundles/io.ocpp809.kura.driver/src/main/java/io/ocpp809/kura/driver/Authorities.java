package io.ocpp809.kura.driver;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The charging stations' services that acknowledge a lease's token. Safe for many threads. */
public final class Authorities {
  /** Filter of the services. */
  public static final String TARGET = "(io.ocpp809.lease.authority=true)";

  /** What a write of a controlled channel by anybody else fails with. */
  public static final String REFUSED = "controlled by the charging station; write refused";

  private static final Logger LOG = LoggerFactory.getLogger(Authorities.class);

  private final List<Predicate<String>> all = new CopyOnWriteArrayList<>();

  /** A service has come. */
  public void add(Predicate<String> authority) {
    all.add(authority);
  }

  /** A service has gone. */
  public void remove(Predicate<String> authority) {
    all.remove(authority);
  }

  /** Whether one of them acknowledges the token; one that throws does not. */
  public boolean acknowledge(String token) {
    for (Predicate<String> authority : all) {
      try {
        if (authority.test(token)) {
          return true;
        }
      } catch (RuntimeException e) {
        LOG.warn("an authority of leases failed: {}", e.toString());
      }
    }
    return false;
  }
}

package io.ocpp809.kura.iec104;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.security.keystore.KeystoreService;

/**
 * Kura's keystores as they come and go: TLS from them, and until when our certificates are valid.
 * Safe for many threads.
 */
final class Keystores {
  private Optional<KeystoreService> keys = Optional.empty();
  private Optional<KeystoreService> trust = Optional.empty();

  /** The keystore with our key has come. */
  synchronized void keys(KeystoreService next) {
    keys = Optional.of(next);
  }

  /** It has gone, if it was not replaced before; returns whether that changes anything. */
  synchronized boolean loseKeys(KeystoreService gone) {
    boolean mine = keys.filter(k -> k == gone).isPresent();
    keys = mine ? Optional.empty() : keys;
    return mine;
  }

  /** The keystore with those we trust has come. */
  synchronized void trust(KeystoreService next) {
    trust = Optional.of(next);
  }

  /** It has gone, if it was not replaced before; returns whether that changes anything. */
  synchronized boolean loseTrust(KeystoreService gone) {
    boolean mine = trust.filter(t -> t == gone).isPresent();
    trust = mine ? Optional.empty() : trust;
    return mine;
  }

  /**
   * A context that shows our key and trusts whom the truststore names.
   *
   * @return nothing while one of them is not there
   * @throws IllegalArgumentException naming the attribute whose keystore cannot be used
   */
  synchronized Optional<SSLContext> context() {
    if (keys.isEmpty() || trust.isEmpty()) {
      return Optional.empty();
    }
    try {
      KeyManager[] ours =
          keys.get()
              .getKeyManagers(KeyManagerFactory.getDefaultAlgorithm())
              .toArray(KeyManager[]::new);
      TrustManagerFactory theirs =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      theirs.init(trust.get().getKeyStore());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(ours, theirs.getTrustManagers(), null);
      return Optional.of(context);
    } catch (KuraException | GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "KeystoreService.target or TruststoreKeystoreService.target: the keystore cannot be used:"
              + " "
              + e.getMessage(),
          e);
    }
  }

  /** Days until the first of our certificates ends; nothing without one. */
  synchronized Optional<Integer> days(Instant now) {
    try {
      return keys.isPresent() ? days(keys.get().getKeyStore(), now) : Optional.empty();
    } catch (KuraException | GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  private static Optional<Integer> days(KeyStore store, Instant now)
      throws GeneralSecurityException {
    Optional<Integer> least = Optional.empty();
    for (String alias : Collections.list(store.aliases())) {
      if (store.isKeyEntry(alias) && store.getCertificate(alias) instanceof X509Certificate c) {
        long days = Duration.between(now, c.getNotAfter().toInstant()).toDays();
        int here = (int) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, days));
        least = Optional.of(least.map(l -> Math.min(l, here)).orElse(here));
      }
    }
    return least;
  }
}

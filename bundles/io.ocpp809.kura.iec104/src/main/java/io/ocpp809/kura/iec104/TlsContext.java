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

/** TLS from Kura's keystores, and until when our certificates are valid. */
final class TlsContext {
  private TlsContext() {}

  /**
   * Makes a context that shows our key and trusts whom the truststore names.
   *
   * @throws IllegalArgumentException naming the attribute whose keystore cannot be used
   */
  static SSLContext of(KeystoreService keys, KeystoreService trust) {
    try {
      KeyManager[] ours =
          keys.getKeyManagers(KeyManagerFactory.getDefaultAlgorithm()).toArray(KeyManager[]::new);
      TrustManagerFactory theirs =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      theirs.init(trust.getKeyStore());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(ours, theirs.getTrustManagers(), null);
      return context;
    } catch (KuraException | GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "KeystoreService.target or TruststoreKeystoreService.target: the keystore cannot be used: "
              + e.getMessage(),
          e);
    }
  }

  /** Days until the first of our certificates ends; nothing without one. */
  static Optional<Integer> days(KeystoreService keys, Instant now) {
    try {
      KeyStore store = keys.getKeyStore();
      Optional<Integer> least = Optional.empty();
      for (String alias : Collections.list(store.aliases())) {
        if (store.isKeyEntry(alias) && store.getCertificate(alias) instanceof X509Certificate c) {
          long days = Duration.between(now, c.getNotAfter().toInstant()).toDays();
          int here = (int) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, days));
          least = Optional.of(least.map(l -> Math.min(l, here)).orElse(here));
        }
      }
      return least;
    } catch (KuraException | GeneralSecurityException e) {
      return Optional.empty();
    }
  }
}

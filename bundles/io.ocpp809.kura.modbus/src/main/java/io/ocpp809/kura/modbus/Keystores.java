package io.ocpp809.kura.modbus;

import io.ocpp809.kura.modbus.DriverOptions.Security;
import io.ocpp809.modbus.Tls;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.security.keystore.KeystoreService;

/**
 * Kura's keystores for one driver's line. They are read before each connection, so that what is
 * renewed in the console counts from the next one on. A line outlives the service it was opened
 * with, since another driver may share it: the latest one known is asked.
 */
final class Keystores {
  private volatile KeystoreService keys;
  private volatile KeystoreService trust;
  private volatile boolean keysThere;
  private volatile boolean trustThere;

  void keys(KeystoreService service) {
    keys = service;
    keysThere = true;
  }

  void noKeys(KeystoreService service) {
    keysThere &= keys != service;
  }

  void trust(KeystoreService service) {
    trust = service;
    trustThere = true;
  }

  void noTrust(KeystoreService service) {
    trustThere &= trust != service;
  }

  /**
   * How a line is secured.
   *
   * @throws IllegalStateException if a keystore is not there, naming its attribute
   */
  Tls tls(Security security) {
    if (!trustThere) {
      throw new IllegalStateException(
          "TruststoreKeystoreService.target: the truststore is not there; choose a keystore of Kura"
              + " that holds the certificate of whoever issued the device's");
    }
    boolean keyed = security.keyed();
    if (keyed && !keysThere) {
      throw new IllegalStateException(
          "KeystoreService.target: the keystore is not there; create it, or choose another one");
    }
    return new Tls(() -> context(keyed), security.checkName());
  }

  private SSLContext context(boolean keyed) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keyed ? ours() : null, theirs().getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "KeystoreService.target: the keystores cannot be used: " + e.getMessage(), e);
    }
  }

  private KeyManager[] ours() throws GeneralSecurityException {
    try {
      return keys.getKeyManagers(KeyManagerFactory.getDefaultAlgorithm())
          .toArray(KeyManager[]::new);
    } catch (KuraException | RuntimeException e) {
      throw new IllegalArgumentException(
          "KeystoreService.target: the keystore cannot be read: " + e.getMessage(), e);
    }
  }

  private TrustManagerFactory theirs() throws GeneralSecurityException {
    KeyStore store;
    try {
      store = trust.getKeyStore();
    } catch (KuraException | RuntimeException e) {
      throw new IllegalArgumentException(
          "TruststoreKeystoreService.target: the truststore cannot be read: " + e.getMessage(), e);
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory;
  }
}

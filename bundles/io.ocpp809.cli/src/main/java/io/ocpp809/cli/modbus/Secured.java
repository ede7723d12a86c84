package io.ocpp809.cli.modbus;

import io.ocpp809.modbus.Tls;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** TLS as it is typed: {@code --tls --trust FILE [--key FILE] [--any-name]}. */
final class Secured {

  /** Environment variable with the password of the key's file, so that it is in no history. */
  static final String PASSWORD = "OCPP809_KEY_PASSWORD";

  private Secured() {}

  /** How the line is secured; empty without {@code --tls}. */
  static Optional<Tls> of(Options o) {
    if (!o.flag("--tls")) {
      for (String option : new String[] {"--trust", "--key", "--any-name"}) {
        if (o.flag(option)) {
          throw o.wrong(option + " needs --tls");
        }
      }
      return Optional.empty();
    }
    Path trust =
        Path.of(
            o.text("--trust")
                .orElseThrow(
                    () ->
                        o.wrong(
                            "--tls needs --trust FILE: the certificate of whoever issued the"
                                + " device's, PEM")));
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      KeyManager[] ours = o.text("--key").isPresent() ? key(Path.of(o.text("--key").get())) : null;
      context.init(ours, trusted(trust).getTrustManagers(), null);
      return Optional.of(new Tls(() -> context, !o.flag("--any-name")));
    } catch (NoSuchFileException e) {
      throw o.wrong("--trust or --key: there is no file " + e.getMessage());
    } catch (IOException | GeneralSecurityException e) {
      throw o.wrong("--trust or --key: " + e.getMessage());
    }
  }

  private static TrustManagerFactory trusted(Path pem)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (InputStream in = Files.newInputStream(pem)) {
      Collection<? extends Certificate> all =
          CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (all.isEmpty()) {
        throw new IOException(pem + " holds no certificate");
      }
      for (Certificate c : all) {
        store.setCertificateEntry("trusted-" + store.size(), c);
      }
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    return trust;
  }

  private static KeyManager[] key(Path pkcs12) throws IOException, GeneralSecurityException {
    String text = System.getenv(PASSWORD);
    char[] password = text == null ? new char[0] : text.toCharArray();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(pkcs12)) {
      store.load(in, password);
    } catch (IOException e) {
      throw new IOException(
          pkcs12
              + " cannot be read ("
              + e.getMessage()
              + "); its password is read from "
              + PASSWORD,
          e);
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, password);
    return keys.getKeyManagers();
  }
}

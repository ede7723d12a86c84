package io.ocpp809.testkit.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/**
 * The key of a party with its certificate, and what others trust it by; made by the JDK's keytool
 * for one test.
 */
public final class Certificates {
  /** Password of the key and of its file. */
  public static final String PASSWORD = "changeit";

  private static final String AUTHORITY = "ca";
  private static final char[] SECRET = PASSWORD.toCharArray();

  private final Path file;
  private final String name;
  private final String anchor;
  private final KeyStore store;

  private Certificates(Path file, String name, String anchor)
      throws IOException, GeneralSecurityException {
    this.file = file;
    this.name = name;
    this.anchor = anchor;
    this.store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, SECRET);
    }
  }

  /**
   * A key whose certificate an authority has issued, that of a server.
   *
   * @param folder where its file is made
   * @param san subject alternative name, such as ip:127.0.0.1
   * @param start start of its validity as keytool reads it, such as +10d
   * @param days its length
   */
  public static Certificates issued(Path folder, String san, String start, int days)
      throws IOException, GeneralSecurityException, InterruptedException {
    Path file = fresh(folder);
    make(file, AUTHORITY, "-ext", "bc:c", "-startdate", "-30d");
    make(
        file,
        "server",
        "-signer",
        AUTHORITY,
        "-ext",
        "san=" + san,
        "-startdate",
        start,
        "-validity",
        String.valueOf(days));
    return new Certificates(file, "server", AUTHORITY);
  }

  /**
   * A key whose certificate it has signed itself, valid from now on.
   *
   * @param folder where its file is made
   * @param name whose it is
   * @param san subject alternative name, such as ip:127.0.0.1
   */
  public static Certificates selfSigned(Path folder, String name, String san)
      throws IOException, GeneralSecurityException, InterruptedException {
    Path file = fresh(folder);
    make(file, name, "-ext", "san=" + san, "-validity", "10");
    return new Certificates(file, name, name);
  }

  private static Path fresh(Path folder) throws IOException {
    return Files.createTempDirectory(folder, "keys").resolve("keys.p12");
  }

  private static void make(Path file, String name, String... options)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                name,
                "-dname",
                "CN=" + name,
                "-keyalg",
                "EC",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                file.toString()));
    command.addAll(List.of(options));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(said);
    }
  }

  /** The file with the key, PKCS 12. */
  public Path file() {
    return file;
  }

  /** The key and its chain, without the authority's key. */
  public KeyStore shown() throws IOException, GeneralSecurityException {
    KeyStore shown = empty();
    shown.setKeyEntry(name, store.getKey(name, SECRET), SECRET, store.getCertificateChain(name));
    return shown;
  }

  /** What others trust it by: the authority's certificate, or its own if it signed itself. */
  public KeyStore trusted() throws IOException, GeneralSecurityException {
    KeyStore trusted = empty();
    trusted.setCertificateEntry(anchor, store.getCertificate(anchor));
    return trusted;
  }

  private static KeyStore empty() throws IOException, GeneralSecurityException {
    KeyStore empty = KeyStore.getInstance("PKCS12");
    empty.load(null, null);
    return empty;
  }

  /** The same as text, PEM. */
  public String pem() throws GeneralSecurityException {
    byte[] octets = store.getCertificate(anchor).getEncoded();
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(octets);
    return "-----BEGIN CERTIFICATE-----\n" + text + "\n-----END CERTIFICATE-----\n";
  }

  /** What shows the key. */
  public KeyManager[] keys() throws IOException, GeneralSecurityException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(shown(), SECRET);
    return keys.getKeyManagers();
  }

  private TrustManager[] trust() throws IOException, GeneralSecurityException {
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted());
    return trust.getTrustManagers();
  }

  /** For a server that asks nobody for a certificate: shows the key. */
  public SSLContext server() throws IOException, GeneralSecurityException {
    return context(keys(), null);
  }

  /** For a client that shows nothing: trusts it. */
  public SSLContext trusting() throws IOException, GeneralSecurityException {
    return context(null, trust());
  }

  /** For either side: shows the key, trusts whatever the same authority has issued. */
  public SSLContext mutual() throws IOException, GeneralSecurityException {
    return towards(this);
  }

  /** For either side: shows the key, trusts the peer. */
  public SSLContext towards(Certificates peer) throws IOException, GeneralSecurityException {
    return context(keys(), peer.trust());
  }

  private static SSLContext context(KeyManager[] keys, TrustManager[] trust)
      throws GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys, trust, null);
    return context;
  }
}

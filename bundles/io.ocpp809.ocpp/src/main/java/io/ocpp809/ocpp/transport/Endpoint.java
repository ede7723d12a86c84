package io.ocpp809.ocpp.transport;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;

/**
 * Where a CSMS is and how to log in.
 *
 * @param uri address with the identity at its end
 * @param subProtocols offered, the preferred first
 * @param authorization value of the Authorization header
 * @param tls factory of TLS sockets for wss
 */
public record Endpoint(
    URI uri,
    List<String> subProtocols,
    Optional<String> authorization,
    Optional<SSLSocketFactory> tls) {
  /** Before a password that is sent as it is, though it looks like octets. */
  public static final String LITERALLY = "text:";

  /**
   * Makes an endpoint.
   *
   * @param url address of the CSMS up to and without the identity
   * @param identity identity of the station; percent-encoded if need be
   * @param password password; empty for none; 32 to 40 hexadecimal digits stand for their octets
   *     (OCPP 1.6 AuthorizationKey); what stands behind {@value #LITERALLY} is sent as it is
   * @throws IllegalArgumentException naming the attribute and what to do
   */
  public static Endpoint of(
      String url,
      String identity,
      String password,
      List<String> subProtocols,
      Optional<SSLSocketFactory> tls) {
    if (url == null || url.isBlank()) {
      throw new IllegalArgumentException("url: the address of the CSMS is not set");
    }
    if (!url.trim().matches("(?i)wss?://.*")) {
      throw new IllegalArgumentException(
          "url: must begin with ws:// or wss://, such as ws://csms.example/ocpp; it is " + url);
    }
    if (identity == null || identity.isBlank()) {
      throw new IllegalArgumentException("identity: the station's identity is not set");
    }
    if (identity.length() > 48 || identity.contains(":")) {
      throw new IllegalArgumentException("identity: at most 48 characters and no colon");
    }
    String base = url.trim().replaceAll("/+$", "");
    String encoded = URLEncoder.encode(identity, StandardCharsets.UTF_8).replace("+", "%20");
    if (base.endsWith("/" + encoded)) {
      base = base.substring(0, base.length() - encoded.length() - 1);
    }
    URI uri;
    try {
      uri = new URI(base + "/" + encoded);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(
          "url: "
              + e.getReason()
              + " in "
              + url
              + "; enter an address such as ws://csms.example/ocpp",
          e);
    }
    check(uri, url);
    return new Endpoint(uri, subProtocols, basic(identity, password), tls);
  }

  private static void check(URI uri, String url) {
    if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw new IllegalArgumentException(
          "url: must end with a path, as the identity is put behind it; without ? and #: " + url);
    }
    if (uri.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "url: must not carry a user; enter identity and password in their own fields");
    }
    if (uri.getHost() == null) {
      throw new IllegalArgumentException("url: no host in " + url);
    }
    if (uri.getPort() == 0 || uri.getPort() > 65_535) {
      throw new IllegalArgumentException("url: the port is 1 to 65535, not " + uri.getPort());
    }
  }

  private static Optional<String> basic(String identity, String password) {
    if (password == null || password.isEmpty()) {
      return Optional.empty();
    }
    byte[] secret = secret(password);
    byte[] user = (identity + ":").getBytes(StandardCharsets.UTF_8);
    byte[] both = new byte[user.length + secret.length];
    System.arraycopy(user, 0, both, 0, user.length);
    System.arraycopy(secret, 0, both, user.length, secret.length);
    return Optional.of("Basic " + Base64.getEncoder().encodeToString(both));
  }

  private static byte[] secret(String password) {
    if (password.startsWith(LITERALLY)) {
      return password.substring(LITERALLY.length()).getBytes(StandardCharsets.UTF_8);
    }
    return password.matches("[0-9A-Fa-f]{32,40}") && password.length() % 2 == 0
        ? HexFormat.of().parseHex(password)
        : password.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return uri + " " + subProtocols;
  }
}

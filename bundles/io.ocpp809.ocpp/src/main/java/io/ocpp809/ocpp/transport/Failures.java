package io.ocpp809.ocpp.transport;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/** Puts into words why a connection cannot be had, and what the operator can do about it. */
final class Failures {
  private static final Pattern STATUS = Pattern.compile("status code received: (\\d{3})");
  private static final int PROTOCOL_ERROR = 1002;
  private static final int TOO_LONG = 1009;

  private final URI uri;
  private final List<String> subProtocols;
  private final Clock clock;

  Failures(URI uri, List<String> subProtocols, Clock clock) {
    this.uri = uri;
    this.subProtocols = subProtocols;
    this.clock = clock;
  }

  private String server() {
    return uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
  }

  /** Words for what was thrown. */
  String of(Exception e) {
    if (e instanceof UnknownHostException) {
      return "the host " + uri.getHost() + " is not known; check url and the gateway's DNS";
    }
    if (e instanceof ConnectException || e instanceof NoRouteToHostException) {
      return "nobody accepts connections at "
          + server()
          + "; check url and network, and that the CSMS runs";
    }
    if (e instanceof SocketTimeoutException) {
      return server() + " cannot be reached in time; check url, network and firewall";
    }
    if (e instanceof SSLException) {
      return tls(e);
    }
    String text = e.getMessage();
    return "the connection broke: " + (text == null ? e.getClass().getSimpleName() : text);
  }

  private String tls(Exception e) {
    Optional<Throwable> early = cause(e, CertificateNotYetValidException.class);
    if (early.isPresent()) {
      return "the server's certificate is not valid yet; the gateway's clock shows "
          + clock.instant().truncatedTo(ChronoUnit.SECONDS)
          + ": set the clock";
    }
    if (cause(e, CertificateExpiredException.class).isPresent()) {
      return "the server's certificate has expired; renew it, or set the gateway's clock, which"
          + " shows "
          + clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }
    String all = texts(e);
    if (all.contains("No subject alternative") || all.contains("No name matching")) {
      return "the server's certificate is not made out for " + uri.getHost() + "; check url";
    }
    if (cause(e, CertPathBuilderException.class).isPresent()
        || cause(e, CertPathValidatorException.class).isPresent()) {
      return "the server's certificate is not trusted; put the certificate of its authority into"
          + " the gateway's trust store";
    }
    if (all.contains("Unsupported or unrecognized SSL message")) {
      return "the server does not speak TLS; check whether url must begin with ws://";
    }
    if (all.contains("protocol_version")) {
      return "the server offers no TLS of version 1.2 or later";
    }
    if (all.contains("certificate_required") || all.contains("bad_certificate")) {
      return "the server wants a client certificate; put one into the SSL configuration";
    }
    return "TLS failed: " + e.getMessage();
  }

  private static Optional<Throwable> cause(Throwable e, Class<?> type) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (type.isInstance(t)) {
        return Optional.of(t);
      }
    }
    return Optional.empty();
  }

  private static String texts(Throwable e) {
    StringBuilder all = new StringBuilder();
    for (Throwable t = e; t != null; t = t.getCause()) {
      all.append(t.getMessage()).append('\n');
    }
    return all.toString();
  }

  /**
   * Words for a connection that was closed.
   *
   * @param code close code (RFC 6455 section 7.4)
   * @param reason text that came with it, or what the library says
   * @param opened whether it was open before
   */
  String of(int code, String reason, boolean opened) {
    Matcher status = STATUS.matcher(reason);
    if (status.find()) {
      return answer(status.group(1));
    }
    if (code == PROTOCOL_ERROR && reason.contains("refuses handshake")) {
      return "the server does not offer "
          + String.join(" or ", subProtocols)
          + "; is it an OCPP server of that version?";
    }
    if (code == TOO_LONG) {
      return "a frame longer than "
          + WebSocketTransport.RECEIVE_AT_MOST
          + " octets came; the connection is closed and made anew";
    }
    if (!opened) {
      return "the server ends the connection instead of answering as a WebSocket; check url";
    }
    if (code == 1000 || code == 1001) {
      return "the CSMS closed the connection (" + code + said(reason) + ")";
    }
    return code == 1006
        ? "the connection broke off"
        : "the connection was closed with code " + code + said(reason);
  }

  private static String said(String reason) {
    return reason.isBlank() ? "" : " " + reason;
  }

  private String answer(String status) {
    return switch (status) {
      case "401", "403" ->
          "the server refuses the login ("
              + status
              + "); check identity and password; 32 to 40 hexadecimal digits are sent as octets,"
              + " behind text: as they are";
      case "404" ->
          "the server does not know this address or identity (404); check url and identity";
      case "301", "302", "303", "307", "308" ->
          "the server redirects to another address (" + status + "); enter that one as url";
      default -> "the server answers " + status + " instead of a WebSocket; check url";
    };
  }
}

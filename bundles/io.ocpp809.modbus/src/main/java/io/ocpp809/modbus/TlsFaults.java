package io.ocpp809.modbus;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a failed TLS connection means to the installer, with the attribute to look at. */
final class TlsFaults {
  private static final Pattern REFUSED =
      Pattern.compile(
          ".*(certificate_required|bad_certificate|certificate_unknown|unknown_ca"
              + "|unsupported_certificate|certificate_expired|certificate_revoked|access_denied).*");
  private static final Pattern NO_COMMON =
      Pattern.compile(".*(handshake_failure|protocol_version|insufficient_security).*");

  private TlsFaults() {}

  /** One sentence about a fault and its causes. */
  static String words(Throwable fault) {
    return Stream.concat(causes(fault).map(TlsFaults::ofTime), causes(fault).map(TlsFaults::known))
        .flatMap(Optional::stream)
        .findFirst()
        .orElse("the TLS connection failed: " + fault.getMessage());
  }

  private static Stream<Throwable> causes(Throwable fault) {
    return Stream.iterate(fault, Objects::nonNull, Throwable::getCause);
  }

  /** A certificate out of its time; what else is said of it follows from that. */
  private static Optional<String> ofTime(Throwable t) {
    String said = String.valueOf(t.getMessage());
    if (t instanceof CertificateExpiredException) {
      return Optional.of(
          "the device's certificate has expired ("
              + said
              + "); renew it at the device, and check the gateway's clock");
    }
    if (t instanceof CertificateNotYetValidException) {
      return Optional.of(
          "the device's certificate is not valid yet ("
              + said
              + "); check the clocks of gateway and device");
    }
    return Optional.empty();
  }

  private static Optional<String> known(Throwable t) {
    String said = String.valueOf(t.getMessage());
    if (t instanceof CertPathBuilderException || t instanceof CertPathValidatorException) {
      return Optional.of(
          "TruststoreKeystoreService.target: the truststore does not know who issued the device's"
              + " certificate; put the issuer's certificate into it");
    }
    if (t instanceof CertificateException && said.startsWith("No ")) {
      return Optional.of(
          "host: the device's certificate is not for this name ("
              + said
              + "); write the name that stands in it, or set tls.name to false");
    }
    if (REFUSED.matcher(said).matches()) {
      return Optional.of(
          "KeystoreService.target: the device wants a certificate of ours, or refuses the one that"
              + " it got ("
              + said
              + "); name a keystore whose certificate it trusts");
    }
    if (NO_COMMON.matcher(said).matches()) {
      return Optional.of(
          "the device accepts no TLS as this gateway speaks it, 1.2 or 1.3 ("
              + said
              + "); is its firmware current, and its certificate set up?");
    }
    if (said.contains("SSL message")) {
      return Optional.of(
          "transport: the device speaks no TLS on this port; TCP or RTU_OVER_TCP, or the port that"
              + " is secured, 802 as a rule");
    }
    return Optional.empty();
  }
}

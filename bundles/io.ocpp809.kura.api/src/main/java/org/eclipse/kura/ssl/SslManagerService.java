package org.eclipse.kura.ssl;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.osgi.annotation.versioning.ProviderType;

/** Kura interface ssl manager service. */
@ProviderType
public interface SslManagerService {
  /**
   * Delete trust certificate.
   *
   * @deprecated kept for compatibility
   */
  @Deprecated
  void deleteTrustCertificate(String name) throws IOException, GeneralSecurityException;

  /** Returns the s s l context. */
  SSLContext getSSLContext() throws IOException, GeneralSecurityException;

  /** Returns the s s l context. */
  SSLContext getSSLContext(String name) throws IOException, GeneralSecurityException;

  /** Returns the s s l socket factory. */
  SSLSocketFactory getSSLSocketFactory() throws IOException, GeneralSecurityException;

  /** Returns the s s l socket factory. */
  SSLSocketFactory getSSLSocketFactory(String name) throws IOException, GeneralSecurityException;

  /**
   * Returns the s s l socket factory.
   *
   * @deprecated kept for compatibility
   */
  @Deprecated
  SSLSocketFactory getSSLSocketFactory(
      String name, String name2, String name3, String name4, char[] text, String name5)
      throws IOException, GeneralSecurityException;

  /**
   * Returns the s s l socket factory.
   *
   * @deprecated kept for compatibility
   */
  @Deprecated
  SSLSocketFactory getSSLSocketFactory(
      String name,
      String name2,
      String name3,
      String name4,
      char[] text,
      String name5,
      boolean flag)
      throws IOException, GeneralSecurityException;

  /**
   * Returns the trust certificates.
   *
   * @deprecated kept for compatibility
   */
  @Deprecated
  X509Certificate[] getTrustCertificates() throws IOException, GeneralSecurityException;

  /**
   * Install private key.
   *
   * @deprecated kept for compatibility
   */
  @Deprecated
  void installPrivateKey(String name, PrivateKey privateKey, char[] text, Certificate[] certificate)
      throws IOException, GeneralSecurityException;

  /**
   * Install trust certificate.
   *
   * @deprecated kept for compatibility
   */
  @Deprecated
  void installTrustCertificate(String name, X509Certificate x509Certificate)
      throws IOException, GeneralSecurityException;
}

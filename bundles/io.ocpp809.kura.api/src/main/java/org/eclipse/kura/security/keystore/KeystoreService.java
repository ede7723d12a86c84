package org.eclipse.kura.security.keystore;

import java.security.KeyPair;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.CRL;
import java.security.cert.CertStore;
import java.security.cert.X509CRL;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManager;
import javax.security.auth.x500.X500Principal;
import org.eclipse.kura.KuraException;
import org.osgi.annotation.versioning.ProviderType;

/** Kura interface keystore service. */
@ProviderType
public interface KeystoreService {
  /** Add c r l. */
  void addCRL(X509CRL x509CRL) throws KuraException;

  /** Create key pair. */
  void createKeyPair(String name, String name2, int number, String name3, String name4)
      throws KuraException;

  /** Create key pair. */
  void createKeyPair(
      String name, String name2, int number, String name3, String name4, SecureRandom secureRandom)
      throws KuraException;

  /** Create key pair. */
  void createKeyPair(
      String name,
      String name2,
      AlgorithmParameterSpec algorithmParameterSpec,
      String name3,
      String name4)
      throws KuraException;

  /** Create key pair. */
  void createKeyPair(
      String name,
      String name2,
      AlgorithmParameterSpec algorithmParameterSpec,
      String name3,
      String name4,
      SecureRandom secureRandom)
      throws KuraException;

  /** Delete entry. */
  void deleteEntry(String name) throws KuraException;

  /** Returns the aliases. */
  List<String> getAliases() throws KuraException;

  /** Returns the c r l store. */
  CertStore getCRLStore() throws KuraException;

  /** Returns the c r ls. */
  Collection<CRL> getCRLs() throws KuraException;

  /** Returns the c s r. */
  String getCSR(String name, X500Principal x500Principal, String name2) throws KuraException;

  /** Returns the c s r. */
  String getCSR(KeyPair keyPair, X500Principal x500Principal, String name) throws KuraException;

  /** Returns the entries. */
  Map<String, KeyStore.Entry> getEntries() throws KuraException;

  /** Returns the entry. */
  KeyStore.Entry getEntry(String name) throws KuraException;

  /** Returns the key managers. */
  List<KeyManager> getKeyManagers(String name) throws KuraException;

  /** Returns the key managers. */
  List<KeyManager> getKeyManagers(String name, String name2) throws KuraException;

  /** Returns the key store. */
  KeyStore getKeyStore() throws KuraException;

  /** Sets the entry. */
  void setEntry(String name, KeyStore.Entry entry) throws KuraException;
}

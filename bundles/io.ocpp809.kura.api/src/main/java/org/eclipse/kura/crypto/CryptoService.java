package org.eclipse.kura.crypto;

import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import javax.crypto.BadPaddingException;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.NoSuchPaddingException;
import org.eclipse.kura.KuraException;
import org.osgi.annotation.versioning.ProviderType;

/** Kura interface crypto service. */
@ProviderType
public interface CryptoService {
  /** Decode base64. */
  String decodeBase64(String name) throws UnsupportedEncodingException, NoSuchAlgorithmException;

  /**
   * Decrypt aes.
   *
   * @deprecated kept for compatibility
   */
  @Deprecated
  String decryptAes(String name)
      throws IOException,
          InvalidKeyException,
          NoSuchAlgorithmException,
          BadPaddingException,
          IllegalBlockSizeException,
          NoSuchPaddingException;

  /** Decrypt aes. */
  char[] decryptAes(char[] text) throws KuraException;

  /** Encode base64. */
  String encodeBase64(String name) throws UnsupportedEncodingException, NoSuchAlgorithmException;

  /**
   * Encrypt aes.
   *
   * @deprecated kept for compatibility
   */
  @Deprecated
  String encryptAes(String name)
      throws InvalidKeyException,
          NoSuchAlgorithmException,
          BadPaddingException,
          IllegalBlockSizeException,
          NoSuchPaddingException;

  /** Encrypt aes. */
  char[] encryptAes(char[] text) throws KuraException;

  /** Returns the key store password. */
  char[] getKeyStorePassword(String name);

  /** Hash. */
  String hash(String name, String name2)
      throws UnsupportedEncodingException, NoSuchAlgorithmException;

  /** Tells whether it is framework secure. */
  boolean isFrameworkSecure();

  /**
   * Sets the key store password.
   *
   * @deprecated kept for compatibility
   */
  @Deprecated
  void setKeyStorePassword(String name, String name2) throws IOException;

  /** Sets the key store password. */
  void setKeyStorePassword(String name, char[] text) throws KuraException;

  /** Sha1 hash. */
  default String sha1Hash(String name)
      throws UnsupportedEncodingException, NoSuchAlgorithmException {
    throw new UnsupportedOperationException();
  }

  /** Sha256 hash. */
  default String sha256Hash(String name)
      throws UnsupportedEncodingException, NoSuchAlgorithmException {
    throw new UnsupportedOperationException();
  }
}

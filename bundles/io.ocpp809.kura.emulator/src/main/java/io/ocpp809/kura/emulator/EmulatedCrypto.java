package io.ocpp809.kura.emulator;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.kura.KuraErrorCode;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.crypto.CryptoService;

/**
 * Encrypts as Kura does in form: AES-GCM, {@code base64(iv)-base64(data)}. The key is made at the
 * first start and kept beside the snapshots.
 */
final class EmulatedCrypto implements CryptoService {

  private static final int KEY_BYTES = 16;
  private static final int IV_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecureRandom random = new SecureRandom();
  private final Map<String, char[]> keyStorePasswords = new ConcurrentHashMap<>();
  private final SecretKeySpec key;

  EmulatedCrypto(Path keyFile) throws IOException {
    if (!Files.exists(keyFile)) {
      byte[] fresh = new byte[KEY_BYTES];
      random.nextBytes(fresh);
      Files.createDirectories(keyFile.getParent());
      Files.write(keyFile, fresh);
    }
    key = new SecretKeySpec(Files.readAllBytes(keyFile), "AES");
  }

  @Override
  public char[] encryptAes(char[] text) throws KuraException {
    if (text.length == 0) {
      return text;
    }
    try {
      byte[] iv = new byte[IV_BYTES];
      random.nextBytes(iv);
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, iv));
      byte[] data = cipher.doFinal(new String(text).getBytes(StandardCharsets.UTF_8));
      Base64.Encoder base64 = Base64.getEncoder();
      return (base64.encodeToString(iv) + "-" + base64.encodeToString(data)).toCharArray();
    } catch (GeneralSecurityException e) {
      throw new KuraException(KuraErrorCode.ENCODE_ERROR, e, "text");
    }
  }

  @Override
  public char[] decryptAes(char[] text) throws KuraException {
    if (text.length == 0) {
      return text;
    }
    String[] parts = new String(text).split("-");
    try {
      byte[] iv = Base64.getDecoder().decode(parts[0]);
      byte[] data = Base64.getDecoder().decode(parts[1]);
      if (parts.length != 2 || iv.length != IV_BYTES || data.length * 8 < TAG_BITS) {
        throw new KuraException(KuraErrorCode.DECODER_ERROR, "text");
      }
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, iv));
      return new String(cipher.doFinal(data), StandardCharsets.UTF_8).toCharArray();
    } catch (GeneralSecurityException
        | IllegalArgumentException
        | ArrayIndexOutOfBoundsException e) {
      throw new KuraException(KuraErrorCode.DECODER_ERROR, e, "text");
    }
  }

  @Override
  @Deprecated
  public String encryptAes(String text) {
    try {
      return new String(encryptAes(text.toCharArray()));
    } catch (KuraException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  @Deprecated
  public String decryptAes(String text) throws IOException {
    try {
      return new String(decryptAes(text.toCharArray()));
    } catch (KuraException e) {
      throw new IOException(e);
    }
  }

  @Override
  public String encodeBase64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String decodeBase64(String text) {
    return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
  }

  @Override
  public String hash(String text, String algorithm) throws NoSuchAlgorithmException {
    byte[] digest =
        MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest);
  }

  @Override
  public char[] getKeyStorePassword(String path) {
    return keyStorePasswords.get(path);
  }

  @Override
  public void setKeyStorePassword(String path, char[] password) {
    keyStorePasswords.put(path, password.clone());
  }

  @Override
  @Deprecated
  public void setKeyStorePassword(String path, String password) {
    setKeyStorePassword(path, password.toCharArray());
  }

  @Override
  public boolean isFrameworkSecure() {
    return false;
  }
}

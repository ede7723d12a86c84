package io.ocpp809.kura.emulator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import org.eclipse.kura.KuraErrorCode;
import org.eclipse.kura.KuraException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmulatedCryptoTest {

  @TempDir Path folder;

  @Test
  void whatWasEncryptedIsDecryptedAlsoAfterARestart() throws IOException, KuraException {
    char[] text = "p@ss-wörd".toCharArray();
    char[] encrypted = new EmulatedCrypto(folder.resolve("key")).encryptAes(text);
    assertArrayEquals(text, new EmulatedCrypto(folder.resolve("key")).decryptAes(encrypted));
    assertEquals(0, new EmulatedCrypto(folder.resolve("key")).decryptAes(new char[0]).length);
  }

  @Test
  void whatIsNotEncryptedIsRefused() throws IOException {
    EmulatedCrypto crypto = new EmulatedCrypto(folder.resolve("key"));
    for (String plain :
        new String[] {"plain", "interop-password-0", "interop-password", "-", "a-"}) {
      assertEquals(
          KuraErrorCode.DECODER_ERROR,
          assertThrows(KuraException.class, () -> crypto.decryptAes(plain.toCharArray()), plain)
              .getCode());
    }
  }
}

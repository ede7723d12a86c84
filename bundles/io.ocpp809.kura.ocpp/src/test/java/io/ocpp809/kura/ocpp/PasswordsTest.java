package io.ocpp809.kura.ocpp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.reflect.Proxy;
import java.util.concurrent.Callable;
import org.eclipse.kura.KuraErrorCode;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.configuration.Password;
import org.eclipse.kura.crypto.CryptoService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordsTest {

  /** Base64 of twelve octets, and of one octet with its tag. */
  private static final String ENCRYPTED = "AAECAwQFBgcICQoL-AAECAwQFBgcICQoLDA0ODxA=";

  private static CryptoService crypto(Callable<char[]> decrypted) {
    return (CryptoService)
        Proxy.newProxyInstance(
            PasswordsTest.class.getClassLoader(),
            new Class<?>[] {CryptoService.class},
            (proxy, method, arguments) -> decrypted.call());
  }

  private static CryptoService never() {
    return crypto(
        () -> {
          throw new IllegalArgumentException("Illegal base64 character");
        });
  }

  @Test
  void anEncryptedPasswordIsDecrypted() {
    assertEquals("p", Passwords.text(ENCRYPTED, crypto("p"::toCharArray)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"pw", "with-hyphen", "p@ss-w\u00f6rd", "0123456789abcdef-0123456789abcdef", ""})
  void aPasswordThatWasGivenAtCreationIsTakenAsItIs(String given) {
    assertEquals(given, Passwords.text(given, never()));
  }

  @Test
  void aPasswordObjectHoldsTheTextItself() {
    assertEquals("pw", Passwords.text(new Password("pw"), never()));
    assertEquals("", Passwords.text(null, never()));
  }

  @Test
  void whatAnotherGatewayHasEncryptedIsNamed() {
    CryptoService other =
        crypto(
            () -> {
              throw new KuraException(KuraErrorCode.DECODER_ERROR);
            });
    IllegalArgumentException fault =
        assertThrows(IllegalArgumentException.class, () -> Passwords.text(ENCRYPTED, other));
    assertEquals("password: cannot be decrypted; enter it again in the form", fault.getMessage());
  }
}

package io.ocpp809.kura.emulator;

import java.util.Map;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.configuration.Password;
import org.eclipse.kura.configuration.metatype.AD;
import org.eclipse.kura.configuration.metatype.Scalar;
import org.eclipse.kura.crypto.CryptoService;

/** Passwords among the values of a component: encrypted where they are kept, plain where shown. */
final class Passwords {
  private final CryptoService crypto;

  Passwords(CryptoService crypto) {
    this.crypto = crypto;
  }

  /** Encrypts those that are not encrypted already. */
  void hide(Definition definition, Map<String, Object> values) throws KuraException {
    for (AD ad : definition.ocd().getAD()) {
      Object value = values.get(ad.getId());
      if (ad.getType() == Scalar.PASSWORD && value != null && !Values.array(ad)) {
        values.put(ad.getId(), encrypted(value.toString()));
      }
    }
  }

  private String encrypted(String text) throws KuraException {
    try {
      crypto.decryptAes(text.toCharArray());
      return text;
    } catch (KuraException plain) {
      return new String(crypto.encryptAes(text.toCharArray()));
    }
  }

  /** Decrypts them, as Kura hands them out. */
  void show(Definition definition, Map<String, Object> values) throws KuraException {
    for (AD ad : definition.ocd().getAD()) {
      Object value = values.get(ad.getId());
      if (ad.getType() == Scalar.PASSWORD && value instanceof String text) {
        values.put(ad.getId(), new Password(crypto.decryptAes(text.toCharArray())));
      }
    }
  }
}

package io.ocpp809.kura.emulator;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationFileTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "wallbox|Site.target is wallbox; a reference is written (kura.service.pid=wallbox)",
        "kura.service.pid=x|Site.target is kura.service.pid=x; a reference is written (kura.service.pid=x)",
        "()|Site.target is (); a reference is written (kura.service.pid=NAME)"
      })
  void aReferenceThatIsNoFilterIsNamedWithWhatToWrite(String filter, String message) {
    assertEquals(
        message,
        assertThrows(
                IllegalArgumentException.class,
                () -> ConfigurationFile.target("Site.target", filter))
            .getMessage());
  }

  @Test
  void aFilterIsTaken() {
    assertDoesNotThrow(() -> ConfigurationFile.target("Site.target", "(kura.service.pid=wallbox)"));
  }
}

package io.ocpp809.gbt27930.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CoverageTest {
  @Test
  void theTableInTheDocumentsIsWhatTheCodeDoes() throws Exception {
    assertEquals(
        Coverage.text(), Files.readString(Path.of("..", "..", "docs", "gbt27930-coverage.md")));
  }

  @Test
  void everySignalIsFoundByItsNameAndNoNameIsThereTwice() {
    Set<String> names = new HashSet<>();
    for (Signal signal : Signals.all()) {
      assertTrue(names.add(signal.name()), signal.name());
      assertEquals(Optional.of(signal), Signals.named(signal.name()));
    }
    assertEquals(Optional.empty(), Signals.named("BCS.SOC"));
    assertEquals(Optional.empty(), Signals.named("soc"));
  }

  @Test
  void aSignalOfAnotherMessageIsNotAvailable() {
    Message ready = new Bro(Readiness.READY);
    assertEquals(Optional.empty(), Signals.named("CRO.ready").orElseThrow().value(ready));
    assertEquals(Optional.of("READY"), Signals.named("BRO.ready").orElseThrow().value(ready));
  }
}

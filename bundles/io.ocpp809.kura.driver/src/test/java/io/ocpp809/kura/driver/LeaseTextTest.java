package io.ocpp809.kura.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the station's leave to write is written, and who acknowledges it. */
class LeaseTextTest {
  @Test
  void aLeaseNamesTokenAndTimeAndPerhapsItsHolderAndWhatNobodyWrites() {
    assertEquals(
        Optional.of(new LeaseText("t", 20_000, "", Optional.empty())), LeaseText.of("t;20000"));
    assertEquals(
        Optional.of(new LeaseText("t", 5, "0a.1", Optional.of("HOLDING 9: a; HOLDING 10: b"))),
        LeaseText.of("t;5@0a.1;HOLDING 9: a; HOLDING 10: b"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "t", "t;", "t;-1", "t;1.5", "t;1234567890", "t;5@", "t;5@XYZ", "t;5@.1"})
  void anythingElseIsNoLease(String text) {
    assertEquals(Optional.empty(), LeaseText.of(text));
  }

  @Test
  void aTokenCountsIfAnyAuthorityAcknowledgesItThoughAnotherFails() {
    Authorities all = new Authorities();
    assertFalse(all.acknowledge("t"));
    all.add(
        token -> {
          throw new IllegalStateException("gone");
        });
    all.add("t"::equals);
    assertTrue(all.acknowledge("t"));
    assertFalse(all.acknowledge("u"));
  }
}

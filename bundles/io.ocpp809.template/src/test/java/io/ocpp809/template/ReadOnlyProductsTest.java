package io.ocpp809.template;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.station.pile.Capabilities.Gate;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every pile of confidence B or C that ships. */
class ReadOnlyProductsTest {
  private static PileTemplate template(String name) {
    try {
      return TemplateLibrary.named(name);
    } catch (TemplateException e) {
      throw new AssertionError(e);
    }
  }

  static Stream<String> untrusted() {
    return TemplateLibrary.names().stream()
        .filter(n -> !template(n).meter() && !template(n).trusted());
  }

  static Stream<String> trusted() {
    return TemplateLibrary.names().stream()
        .filter(n -> !template(n).meter() && template(n).trusted());
  }

  @ParameterizedTest
  @MethodSource("untrusted")
  void itOpensReadOnlyAndIsControlledAfterItsLimitStep(String name) {
    PileTemplate t = template(name);
    assertTrue(t.capabilities(false).readOnly());
    assertFalse(t.capabilities(false).controllable());
    assertTrue(t.capabilities(true).gate() == Gate.NONE || t.capabilities(true).controllable());
  }

  @ParameterizedTest
  @MethodSource("trusted")
  void oneOfConfidenceAIsControlledAtOnce(String name) {
    assertFalse(template(name).capabilities(false).readOnly());
  }

  /** Without either the step could neither be seen nor be read back. */
  @ParameterizedTest
  @MethodSource("untrusted")
  void itsLimitStepShowsInACurrentOrPowerOrInWhatThePileShowsAsItsLimit(String name) {
    PileTemplate t = template(name);
    boolean measured =
        Stream.of("current.l1", "current.dc", "power.total")
            .anyMatch(c -> t.channel(c).filter(TemplatePoint::readable).isPresent());
    boolean shown =
        t.channel("limit.active").isPresent()
            || t.control().limit().flatMap(t::channel).filter(TemplatePoint::readable).isPresent();
    assertTrue(measured || shown, name);
  }
}

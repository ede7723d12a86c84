package io.ocpp809.station.core;

import io.ocpp809.station.pile.Capabilities;
import io.ocpp809.station.pile.PileCommand;
import io.ocpp809.station.pile.PileOutcome;
import io.ocpp809.station.pile.PilePort;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;

/** A pile that never answers; writing to it is a failure of the test. */
public final class SilentPile implements PilePort {
  @Override
  public Capabilities capabilities() {
    return new Capabilities(
        Capabilities.Gate.LIMIT_0,
        Capabilities.Authoriser.GATEWAY,
        Capabilities.EnergyRegister.TOTAL,
        false,
        false,
        Set.of(Capabilities.LimitKind.CURRENT),
        Capabilities.Watchdog.NONE,
        Duration.ZERO,
        6_000,
        false,
        false,
        6_000,
        1_000,
        0,
        false);
  }

  @Override
  public void execute(PileCommand command, Consumer<PileOutcome> outcomes) {
    throw new AssertionError("written to a pile that has not answered: " + command);
  }

  @Override
  public void renewLease(Duration timeToLive) {}

  @Override
  public void refresh(Duration maximumAge) {}
}

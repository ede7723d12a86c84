package io.ocpp809.testkit.station;

import io.ocpp809.station.pile.Capabilities;
import io.ocpp809.station.pile.PileCommand;
import io.ocpp809.station.pile.PileOutcome;
import io.ocpp809.station.pile.PilePort;
import java.time.Duration;
import java.util.function.Consumer;

/** Does what it is told without showing it: what it shows is reported by the test. */
record ObedientPile(Capabilities capabilities) implements PilePort {
  @Override
  public void execute(PileCommand command, Consumer<PileOutcome> outcomes) {
    outcomes.accept(new PileOutcome.ReadBack());
  }

  @Override
  public void renewLease(Duration timeToLive) {
    // Nothing here falls back.
  }

  @Override
  public void refresh(Duration maximumAge) {
    // What was reported is fresh.
  }
}

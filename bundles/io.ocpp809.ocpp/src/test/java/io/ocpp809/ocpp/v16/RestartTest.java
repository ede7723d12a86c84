package io.ocpp809.ocpp.v16;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.ocpp.rpc.Outcome;
import io.ocpp809.station.Answers.ResetKind;
import io.ocpp809.station.Station;
import io.ocpp809.station.settings.Setting;
import io.ocpp809.testkit.time.ManualScheduler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A reset whose transaction does not end, and one whose end is not delivered. */
class RestartTest {
  private final Talk talk = new Talk();
  private final ManualScheduler scheduler = new ManualScheduler(Instant.parse(Talk.NOW));
  private int resets;
  private int begun;
  private boolean delivered;

  private final Caller caller =
      new Caller() {
        @Override
        public void call(String action, Record message, Consumer<Outcome> outcome) {
          outcome.accept(new Outcome.Lost());
        }

        @Override
        public boolean tell(String action, Record message, Cause cause, Runnable unheard) {
          return false;
        }

        @Override
        public void after(long millis, Runnable task) {
          scheduler.schedule(task, millis, TimeUnit.MILLISECONDS);
        }
      };

  /** The station, of which resets are counted and end nothing. */
  private Station stubborn() {
    return (Station)
        Proxy.newProxyInstance(
            Station.class.getClassLoader(),
            new Class<?>[] {Station.class},
            (proxy, method, args) -> {
              if (method.getName().equals("reset")) {
                resets++;
                return null;
              }
              return method.invoke(talk.station, args);
            });
  }

  private void reset() {
    new Restart(
            stubborn(), caller, scheduler.clock()::monotonicMillis, () -> delivered, () -> begun++)
        .accepted(ResetKind.SOFT);
  }

  private void advance(int seconds) {
    scheduler.advance(Duration.ofSeconds(seconds));
  }

  @Test
  void aTransactionThatDoesNotEndIsResetAgainAsOftenAsResetRetriesSays() {
    talk.boot();
    talk.startTransaction();
    talk.set(Setting.RESET_RETRIES, "2");
    delivered = true;
    reset();
    advance(69);
    assertEquals(0, resets);
    advance(2);
    assertEquals(1, resets);
    advance(70);
    assertEquals(2, resets);
    assertEquals(0, begun);
    advance(72);
    assertEquals(2, resets);
    assertEquals(1, begun, "then it begins anew in any case, once");
    advance(200);
    assertEquals(1, begun);
  }

  @Test
  void anEndThatIsNotDeliveredHoldsTheRestartUpForAWhileOnly() {
    talk.boot();
    reset();
    advance(60);
    assertEquals(0, begun);
    advance(12);
    assertEquals(1, begun);
    assertEquals(0, resets, "no transaction is left that could be reset again");
  }

  @Test
  void withNothingLeftToDoItBeginsAtOnce() {
    talk.boot();
    delivered = true;
    reset();
    advance(2);
    assertEquals(1, begun);
    assertTrue(talk.sent.size() > 1);
  }
}

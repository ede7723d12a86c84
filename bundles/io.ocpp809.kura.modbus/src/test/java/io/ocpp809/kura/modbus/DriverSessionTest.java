package io.ocpp809.kura.modbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.eclipse.kura.type.DataType;
import org.junit.jupiter.api.Test;

class DriverSessionTest {
  @Test
  void aListenerWhoseExecutorHasRefusedAValueIsToldTheNext() {
    AtomicBoolean refusing = new AtomicBoolean(true);
    Listeners listeners =
        new Listeners(
            () ->
                task -> {
                  if (refusing.get()) {
                    throw new RejectedExecutionException("thrown by a test");
                  }
                  task.run();
                });
    AtomicInteger told = new AtomicInteger();
    listeners.add(
        event -> told.incrementAndGet(),
        DataType.LONG,
        ChannelSpec.of("requests", Map.of("table", "COUNTER", "counter", "good")));
    assertThrows(RejectedExecutionException.class, () -> listeners.fault("no line"));
    refusing.set(false);
    listeners.fault("no line");
    assertEquals(1, told.get());
  }

  @Test
  void whatComesTogetherIsHandedOverOnceAndAListenerThatFailsKeepsTheOthersFromNothing() {
    Queue<Runnable> tasks = new ArrayDeque<>();
    Listeners listeners = new Listeners(() -> tasks::add);
    List<String> told = new ArrayList<>();
    for (String name : List.of("first", "second", "third")) {
      listeners.add(
          event -> {
            told.add(event.getChannelRecord().getChannelName());
            if (name.equals("second")) {
              throw new NoClassDefFoundError("thrown by a test");
            }
          },
          DataType.LONG,
          ChannelSpec.of(name, Map.of("table", "COUNTER", "counter", "good")));
    }
    listeners.fault("no line");
    assertEquals(1, tasks.size());
    assertThrows(NoClassDefFoundError.class, () -> tasks.remove().run());
    tasks.forEach(Runnable::run);
    assertEquals(List.of("first", "second", "third"), told);
  }

  @Test
  void aTaskThatThrowsRunsAgainInTheNextPeriod() throws Exception {
    Listeners listeners = new Listeners(() -> Runnable::run);
    CountDownLatch told = new CountDownLatch(2);
    ChannelSpec counter = ChannelSpec.of("requests", Map.of("table", "COUNTER", "counter", "good"));
    listeners.add(
        event -> {
          told.countDown();
          throw new NoClassDefFoundError("thrown by a test");
        },
        DataType.LONG,
        counter);
    try (DriverSession session =
        new DriverSession(
            DriverOptions.of(Map.of("host", "127.0.0.1", "slow.period", 1_000)),
            listeners,
            Map.of(),
            Optional.empty(),
            new Keystores())) {
      assertTrue(told.await(120, TimeUnit.SECONDS), session.line().settings()::toString);
    }
  }

  private static void until(BooleanSupplier condition) {
    long end = System.nanoTime() + 120_000_000_000L;
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, "not within 120 s");
      Thread.onSpinWait();
    }
  }

  @Test
  void thePlanOfAllChannelsIsSetAgainstThePeriodAndCountsInThatOfTheLine() {
    // 40 reads of one register at 9600 8E1: 8 + 7 octets and two silences are 22 characters of
    // 1.146 ms, 25.2 ms, and 20 ms of turnaround before the first answer: 1.81 s.
    try (DriverSession session =
        new DriverSession(
            DriverOptions.of(
                Map.of("transport", "RTU_OVER_TCP", "host", "127.0.0.1", "port", 9, "gap.unit", 5)),
            new Listeners(() -> Runnable::run),
            Map.of(),
            Optional.empty(),
            new Keystores())) {
      assertTrue(session.budget().fits());
      for (int i = 0; i < 40; i++) {
        session.track(ChannelSpec.of("c" + i, Map.of("address", i, "block", "EXACT")));
      }
      assertEquals(
          "Plan of 127.0.0.1:9 needs 1.9 s, period is 1 s: raise fast.period to 1.9 s,"
              + " or poll fewer values",
          session.budget().words());
      assertEquals(181, session.line().planPercent(), 1);
      until(() -> session.planFault().startsWith("Plan of 127.0.0.1:9 needs 1.9 s"));
      assertEquals(5, session.line().settings().gapUnitMillis());
    }
  }
}

package io.ocpp809.can;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryBusTest {
  private static final Frame PING = Frame.extended(0x1826F456, (byte) 1);
  private static final Frame PONG = Frame.extended(0x182756F4, (byte) 2);

  private long now = 1_000;
  private final MemoryBus bus = new MemoryBus(() -> now);
  private final List<String> log = new ArrayList<>();

  private FrameListener into(String name) {
    return (frame, nanos) -> log.add(name + " " + frame + " @" + nanos);
  }

  @Test
  void aFrameIsHeardByAllOthersAndNotByItsSender() throws LinkException {
    SendingLink charger = bus.join("charger");
    charger.open(into("charger"));
    bus.join("vehicle").open(into("vehicle"));
    bus.tap("tap").open(into("tap"));
    charger.send(PING);
    assertEquals(List.of("vehicle 1826F456#01 @1000", "tap 1826F456#01 @1000"), log);
    assertEquals(new LinkCounters(0, 1, 0, 0, 0, 1), charger.counters());
  }

  @Test
  void anAnswerGivenWhileHearingIsHeardByAllAfterTheQuestion() throws LinkException {
    SendingLink charger = bus.join("charger");
    SendingLink vehicle = bus.join("vehicle");
    charger.open(into("charger"));
    vehicle.open(
        (frame, nanos) -> {
          log.add("vehicle " + frame);
          try {
            vehicle.send(PONG);
          } catch (LinkException e) {
            throw new AssertionError(e);
          }
        });
    bus.tap("tap").open((frame, nanos) -> log.add("tap " + frame));
    charger.send(PING);
    assertEquals(
        List.of(
            "vehicle 1826F456#01",
            "tap 1826F456#01",
            "charger 182756F4#02 @1000",
            "tap 182756F4#02"),
        log);
  }

  @Test
  void theTimeOfAFrameIsThatOfTheBusAndNeverRunsBackwards() throws LinkException {
    SendingLink charger = bus.join("charger");
    charger.open(into("charger"));
    bus.tap("tap").open(into("tap"));
    charger.send(PING);
    now = 900;
    charger.send(PING);
    now = 2_000;
    charger.send(PING);
    assertEquals(
        List.of("tap 1826F456#01 @1000", "tap 1826F456#01 @1000", "tap 1826F456#01 @2000"), log);
  }

  @Test
  void aClosedPartyHearsNoMoreAndDoesNotSend() throws LinkException {
    SendingLink charger = bus.join("charger");
    CanLink tap = bus.tap("tap");
    charger.open(into("charger"));
    tap.open(into("tap"));
    assertTrue(tap.state().open());
    tap.close();
    tap.close();
    charger.send(PING);
    assertEquals(List.of(), log);
    assertFalse(tap.state().open());
    charger.close();
    assertEquals(
        "charger is not open",
        assertThrows(LinkException.class, () -> charger.send(PING)).getMessage());
    assertThrows(IllegalStateException.class, () -> tap.open(into("tap")));
  }

  @Test
  void aFaultOfAListenerIsItsSendersAndTheBusGoesOn() throws LinkException {
    SendingLink charger = bus.join("charger");
    charger.open(into("charger"));
    boolean[] faulty = {true};
    bus.tap("tap")
        .open(
            (frame, nanos) -> {
              if (faulty[0]) {
                faulty[0] = false;
                throw new IllegalStateException("bug");
              }
              log.add("tap " + frame);
            });
    assertThrows(IllegalStateException.class, () -> charger.send(PING));
    charger.send(PONG);
    assertEquals(List.of("tap 182756F4#02"), log);
  }

  @Test
  void aListeningLinkHasNoMethodThatSends() {
    assertTrue(
        Arrays.stream(CanLink.class.getMethods())
            .noneMatch(m -> takesAFrame(m.getParameterTypes())));
    assertFalse(bus.tap("tap") instanceof SendingLink);
  }

  private static boolean takesAFrame(Class<?>[] parameters) {
    return Arrays.asList(parameters).contains(Frame.class);
  }
}

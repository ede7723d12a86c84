package io.ocpp809.mqtt;

import static io.ocpp809.mqtt.Events.message;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class OutBufferTest {
  private final OutBuffer buffer = new OutBuffer(3);

  private List<Object> drain() {
    List<Object> values = new ArrayList<>();
    for (Optional<MirrorMessage> m = buffer.poll(); m.isPresent(); m = buffer.poll()) {
      values.add(m.get().values().get("v"));
    }
    return values;
  }

  @Test
  void messagesComeOutInOrder() {
    buffer.add(message(Kind.TRANSACTION, "t", 1L));
    buffer.add(message(Kind.TRANSACTION, "t", 2L));
    assertEquals(List.of(1L, 2L), drain());
  }

  @Test
  void aNewerStateTakesThePlaceOfTheOlderAndNothingIsLost() {
    buffer.add(message(Kind.CONNECTOR, "c1", 1L));
    buffer.add(message(Kind.CONNECTOR, "c2", 2L));
    buffer.add(message(Kind.CONNECTOR, "c1", 3L));
    assertEquals(List.of(2L, 3L), drain());
    assertEquals(0, buffer.lost());
  }

  @Test
  void whenFullTheOldestMeasuredValuesGoFirstThenTheOldest() {
    buffer.add(message(Kind.TRANSACTION, "t", 1L));
    buffer.add(message(Kind.MEASURED, "m", 2L));
    buffer.add(message(Kind.TRANSACTION, "t", 3L));
    buffer.add(message(Kind.TRANSACTION, "t", 4L));
    assertEquals(1, buffer.lost());
    buffer.add(message(Kind.TRANSACTION, "t", 5L));
    assertEquals(2, buffer.lost());
    assertEquals(List.of(3L, 4L, 5L), drain());
  }

  @Test
  void whatWasNotAcknowledgedGoesFirstUnlessItIsOutdated() {
    buffer.add(message(Kind.CONNECTOR, "c", 3L));
    buffer.putBack(List.of(message(Kind.TRANSACTION, "t", 1L), message(Kind.CONNECTOR, "c", 2L)));
    assertEquals(2, buffer.size());
    assertEquals(List.of(1L, 3L), drain());
  }

  @Test
  void theWaitDoublesUpToFiveMinutesShortenedByUpToHalf() {
    RandomGenerator least = () -> 0;
    BackOff backOff = new BackOff(least);
    List<Long> waits = new ArrayList<>();
    for (int i = 0; i < 11; i++) {
      waits.add(backOff.nextMillis());
    }
    assertEquals(
        List.of(
            500L, 1000L, 2000L, 4000L, 8000L, 16_000L, 32_000L, 64_000L, 128_000L, 150_000L,
            150_000L),
        waits);
    backOff.reset();
    assertEquals(500L, backOff.nextMillis());
  }

  @Test
  void theJitterStaysWithinItsBounds() {
    RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
    for (int i = 0; i < 1000; i++) {
      long wait = new BackOff(random).nextMillis();
      assertEquals(true, wait >= 500 && wait <= 1000, () -> "waited " + wait);
    }
  }
}

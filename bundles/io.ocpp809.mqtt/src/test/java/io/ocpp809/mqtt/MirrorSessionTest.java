package io.ocpp809.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ocpp809.testkit.time.ManualScheduler;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MirrorSessionTest {
  private static final String ONLINE =
      "p/link/gw {\"time\":\"2026-03-01T08:00:00Z\",\"online\":true} 1 true";

  private final ManualScheduler scheduler = new ManualScheduler(Events.START);
  private final List<FakeLink> links = new ArrayList<>();
  private final AtomicInteger snapshots = new AtomicInteger();
  private MirrorSession session;

  /** A connection that does what the test says. */
  private static final class FakeLink implements MqttLink {
    final Will will;
    final Events events;
    final List<String> published = new ArrayList<>();
    final List<Long> ids = new ArrayList<>();
    String closed = "no";

    FakeLink(Will will, Events events) {
      this.will = will;
      this.events = events;
    }

    @Override
    public void publish(long id, String topic, byte[] payload, int qos, boolean retained) {
      ids.add(id);
      published.add(
          topic + " " + new String(payload, StandardCharsets.UTF_8) + " " + qos + " " + retained);
    }

    @Override
    public void close(boolean orderly) {
      closed = orderly ? "orderly" : "at once";
    }
  }

  @BeforeEach
  void start() {
    MqttOptions options = new MqttOptions("tcp://b", "gw", "", "", "p", 60, 10, Optional.empty());
    session =
        new MirrorSession(
            options,
            (o, will, events) -> {
              links.add(new FakeLink(will, events));
              return links.get(links.size() - 1);
            },
            scheduler,
            scheduler.clock(),
            new BackOff(() -> 0),
            snapshots::incrementAndGet);
    session.start();
    scheduler.runDue();
  }

  private FakeLink last() {
    return links.get(links.size() - 1);
  }

  private void connect() {
    last().events.connected();
    scheduler.runDue();
  }

  private void lose(String reason) {
    last().events.lost(reason);
    scheduler.runDue();
  }

  private void offer(long value) {
    session.offer(Events.message(Kind.TRANSACTION, "t", value));
    scheduler.runDue();
  }

  private static String sent(long value) {
    return "p/hall/t {\"time\":\"2026-03-01T08:00:00Z\",\"v\":" + value + "} 1 true";
  }

  @Test
  void theWillSaysThatWeAreGone() {
    assertEquals("p/link/gw", last().will.topic());
    assertEquals("{\"online\":false}", new String(last().will.payload(), StandardCharsets.UTF_8));
  }

  @Test
  void onConnectingItSaysThatItIsThereAndAsksForTheState() {
    connect();
    assertEquals(List.of(ONLINE), last().published);
    assertEquals(1, snapshots.get());
    assertEquals(true, session.status().connected());
    assertEquals("connected to tcp://b:1883", session.status().detail());
  }

  @Test
  void whatWasOfferedBeforeIsSentInOrder() {
    offer(1);
    offer(2);
    assertEquals(2, session.status().waiting());
    connect();
    assertEquals(List.of(sent(1), sent(2), ONLINE), last().published);
  }

  @Test
  void whatWasNotAcknowledgedIsSentAgainAfterALoss() {
    connect();
    offer(1);
    offer(2);
    last().events.delivered(last().ids.get(0));
    last().events.delivered(last().ids.get(1));
    scheduler.runDue();
    assertEquals(2, session.status().delivered());
    lose("cable");
    assertEquals("at once", last().closed);
    scheduler.advance(Duration.ofSeconds(1));
    assertEquals(2, links.size());
    connect();
    assertEquals(sent(2), last().published.get(0));
  }

  @Test
  void notMoreThanThirtyTwoMessagesAreOnTheirWay() {
    connect();
    last().events.delivered(0);
    for (int i = 0; i < 40; i++) {
      offer(i);
    }
    assertEquals(33, last().published.size());
    last().events.delivered(1);
    scheduler.runDue();
    assertEquals(34, last().published.size());
  }

  @Test
  void aBrokerThatNeverAnswersIsGivenUpAfterThirtySeconds() {
    scheduler.advance(Duration.ofSeconds(29));
    assertEquals("no", last().closed);
    scheduler.advance(Duration.ofSeconds(1));
    assertEquals("at once", links.get(0).closed);
    assertEquals("the broker does not answer", session.status().detail());
  }

  @Test
  void failuresAreFollowedByLongerAndLongerWaits() {
    for (int seconds : new int[] {1, 1, 2, 4}) {
      int before = links.size();
      lose("refused");
      scheduler.advance(Duration.ofMillis(seconds == 1 && before == 1 ? 499 : 400));
      assertEquals(before, links.size());
      scheduler.advance(Duration.ofSeconds(seconds));
      assertEquals(before + 1, links.size());
    }
  }

  @Test
  void aConnectionThatHoldsForAMinuteMakesTheNextWaitShortAgain() {
    lose("refused");
    scheduler.advance(Duration.ofSeconds(1));
    lose("refused");
    scheduler.advance(Duration.ofSeconds(1));
    connect();
    scheduler.advance(Duration.ofSeconds(61));
    lose("cable");
    int before = links.size();
    scheduler.advance(Duration.ofMillis(500));
    assertEquals(before + 1, links.size());
  }

  @Test
  void lossesAreCountedAndTold() {
    for (int i = 0; i < 15; i++) {
      offer(i);
    }
    assertEquals(5, session.status().lost());
    connect();
    assertEquals(
        "p/losses/gw {\"time\":\"2026-03-01T08:00:00Z\",\"lost\":6} 1 false",
        last().published.get(last().published.size() - 1));
  }

  @Test
  void eventsOfAnEarlierConnectionChangeNothing() {
    FakeLink first = last();
    lose("refused");
    scheduler.advance(Duration.ofSeconds(1));
    connect();
    first.events.lost("late");
    first.events.connected();
    first.events.delivered(0);
    scheduler.runDue();
    assertEquals(true, session.status().connected());
    assertEquals(0, session.status().delivered());
  }

  @Test
  void anOrderlyEndSaysGoodByeAndConnectsNoMore() {
    connect();
    session.close();
    session.close();
    scheduler.runDue();
    assertEquals(
        "p/link/gw {\"time\":\"2026-03-01T08:00:00Z\",\"online\":false} 1 true",
        last().published.get(1));
    assertEquals("orderly", last().closed);
    scheduler.advance(Duration.ofHours(1));
    assertEquals(1, links.size());
    assertEquals("closed", session.status().detail());
  }
}

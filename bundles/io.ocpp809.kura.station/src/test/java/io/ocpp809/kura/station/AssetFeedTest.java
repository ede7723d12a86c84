package io.ocpp809.kura.station;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.station.time.TimeSource;
import io.ocpp809.template.ChannelValue;
import io.ocpp809.testkit.time.ManualScheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.channel.ChannelType;
import org.eclipse.kura.type.DataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AssetFeedTest {
  private static final Map<String, Object> PUSHED = Map.of("poll", "FAST");

  private final ManualScheduler scheduler =
      new ManualScheduler(Instant.parse("2026-03-01T10:00:00Z"));
  private final TimeSource time =
      TimeSource.of(scheduler.clock(), scheduler.clock()::monotonicMillis, () -> true, "boot");
  private final StationRuntime runtime = new StationRuntime(time, scheduler);
  private final FakeAsset asset = new FakeAsset(scheduler.clock());
  private int changes;
  private final AssetFeed feed = new AssetFeed(asset, runtime, 1_000, word -> changes++);

  private void start() {
    feed.start();
    scheduler.runDue();
  }

  private void pass(int seconds) {
    scheduler.advance(Duration.ofSeconds(seconds));
  }

  private ChannelValue value(String channel) {
    return feed.values().get(channel);
  }

  private FakeAsset power(Map<String, Object> more) {
    return asset.channel("power.total", ChannelType.READ, DataType.DOUBLE, more);
  }

  @Test
  void anAssetOfAForeignDriverIsReadOnATimer() {
    power(Map.of());
    asset.values.put("power.total", 7.0);
    start();
    pass(5);
    assertEquals(6, asset.reads);
    assertTrue(asset.listeners.isEmpty());
    assertEquals(7.0, value("power.total").value());
  }

  @Test
  void anAssetWhoseDriverPushesIsListenedToAndSeldomRead() {
    power(PUSHED);
    asset.values.put("power.total", 1.0);
    start();
    asset.push("power.total", 5.0);
    assertEquals(5.0, value("power.total").value());
    pass(1);
    int reads = asset.reads;
    for (int i = 0; i < 20; i++) {
      asset.push("power.total", 5.0 + i);
      pass(1);
    }
    assertTrue(asset.reads - reads <= 2, "read " + (asset.reads - reads) + " times");
  }

  @Test
  void anAssetWhoseDriverDoesNotPushYetIsReadInTheMeantime() {
    power(PUSHED);
    asset.values.put("power.total", 1.0);
    start();
    pass(5);
    assertTrue(asset.reads >= 5);
  }

  @Test
  void channelsThatComeChangeAndGoAreFollowedWithoutARestart() {
    power(PUSHED);
    start();
    assertEquals(List.of("power.total"), List.copyOf(asset.listeners.values()));
    asset.values.put("power.total", 3.0);
    asset.channel("frequency", ChannelType.READ, DataType.DOUBLE, PUSHED);
    asset.channel("power.total", ChannelType.READ, DataType.DOUBLE, Map.of("poll", "SLOW"));
    pass(1);
    assertEquals(2, asset.listeners.size());
    asset.remove("power.total");
    pass(1);
    assertEquals(List.of("frequency"), List.copyOf(asset.listeners.values()));
    assertNull(value("power.total"), "a channel that is gone has no value");
  }

  @Test
  void anAssetThatFailsWhenAskedForItsChannelsIsFollowedAgainLater() {
    power(PUSHED);
    asset.broken = true;
    start();
    pass(3);
    asset.broken = false;
    asset.values.put("power.total", 3.0);
    pass(2);
    assertEquals(3.0, value("power.total").value());
    assertEquals(List.of("power.total"), List.copyOf(asset.listeners.values()));
  }

  @Test
  void aChannelThatIsDisabledHasNoValueAndIsNotListenedTo() {
    power(PUSHED);
    asset.values.put("power.total", 3.0);
    start();
    asset.get("power.total").setEnabled(false);
    pass(1);
    assertNull(value("power.total"));
  }

  @Test
  void aReadThatFailsMakesEveryValueBadUntilOneSucceeds() {
    power(Map.of());
    asset.values.put("power.total", 3.0);
    start();
    assertTrue(value("power.total").good());
    asset.failure = "port is gone";
    pass(1);
    assertFalse(value("power.total").good());
    assertEquals("the asset cannot be read: port is gone", feed.fault());
    asset.failure = "";
    pass(1);
    assertTrue(value("power.total").good());
    assertEquals("", feed.fault());
  }

  @Test
  void aRecordWithoutStatusOrValueIsBad() {
    power(Map.of());
    asset.values.put("power.total", 3.0);
    start();
    asset.nullStatus = true;
    pass(1);
    assertFalse(value("power.total").good());
    asset.nullStatus = false;
    asset.values.remove("power.total");
    pass(1);
    assertFalse(value("power.total").good());
    assertEquals(3.0, value("power.total").value());
  }

  @ParameterizedTest
  @EnumSource(DataType.class)
  void aValueOfAnyTypeIsHandedOn(DataType type) {
    Object value =
        switch (type) {
          case BOOLEAN -> true;
          case BYTE_ARRAY -> new byte[] {1};
          case DOUBLE -> 1.5;
          case INTEGER -> 7;
          case LONG -> 7L;
          case FLOAT -> 1.5f;
          case STRING -> "7";
        };
    asset.channel("x", ChannelType.READ, type);
    asset.values.put("x", value);
    start();
    assertEquals(value, value("x").value());
  }

  @Test
  void anAssetThatNeverAnswersCountsAsSilentAndIsAskedOnce() {
    StuckAssets slow = new StuckAssets(time, scheduler);
    List<Runnable> stuck = slow.tasks;
    power(Map.of());
    AssetFeed hung = new AssetFeed(asset, slow, 1_000, word -> changes++);
    hung.start();
    scheduler.runDue();
    pass(9);
    assertEquals("", hung.fault());
    pass(2);
    assertEquals("the asset has not answered for 10 s", hung.fault());
    assertTrue(changes > 0, "it is said");
    assertEquals(1, stuck.size());
    asset.values.put("power.total", 3.0);
    stuck.get(0).run();
    assertEquals("", hung.fault());
  }

  @Test
  void anOlderValueReplacesNoNewerOne() {
    power(PUSHED);
    start();
    asset.push("power.total", 5.0);
    pass(1);
    asset.stamp = scheduler.clock().millis() - 5_000;
    asset.push("power.total", 4.0);
    assertEquals(5.0, value("power.total").value());
  }

  @Test
  void aClosedFeedLeavesNothingBehind() {
    power(PUSHED);
    start();
    feed.close();
    int reads = asset.reads;
    int before = changes;
    pass(30);
    assertTrue(asset.listeners.isEmpty());
    assertEquals(reads, asset.reads);
    assertEquals(before, changes);
  }

  @Test
  void whatIsPushedWhileAReadIsUnderWayIsNewerThanWhatTheReadFound() {
    FakeAsset slow =
        new FakeAsset(scheduler.clock()) {
          @Override
          public List<ChannelRecord> readAllChannels() throws KuraException {
            List<ChannelRecord> found = super.readAllChannels();
            if (reads == 2) {
              push("session.state", "charging");
            }
            return found;
          }
        };
    slow.channel("session.state", ChannelType.READ, DataType.STRING, Map.of("signal", "any"));
    slow.values.put("session.state", "paused-by-vehicle");
    AssetFeed followed = new AssetFeed(slow, runtime, 1_000, word -> changes++);
    followed.start();
    scheduler.runDue();
    pass(1);
    assertEquals("charging", followed.values().get("session.state").value());
    assertEquals(2, slow.reads);
  }
}

package io.ocpp809.kura.station;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.station.pile.PileCommand;
import io.ocpp809.station.pile.PileOutcome;
import io.ocpp809.template.PileTemplate;
import io.ocpp809.template.TemplateException;
import io.ocpp809.template.TemplateLibrary;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.kura.channel.ChannelType;
import org.eclipse.kura.type.DataType;
import org.junit.jupiter.api.Test;

class AssetPilePortTest {
  private final Gateway g = new Gateway();
  private final StuckAssets slow = new StuckAssets(g.time, g.scheduler);
  private final List<PileOutcome> outcomes = new ArrayList<>();
  private final AssetPilePort port;

  AssetPilePortTest() throws TemplateException {
    g.pile.channel("control.lease", ChannelType.WRITE, DataType.STRING);
    PileTemplate template = TemplateLibrary.named("generic-roles");
    AssetFeed feed = new AssetFeed(g.pile, slow, 1_000, word -> {});
    port = new AssetPilePort("evse-1", feed, template, 1, template.capabilities(false), slow);
  }

  @Test
  void aLeaseIsNotRenewedAgainWhileTheAssetHangs() {
    port.renewLease(Duration.ofSeconds(10));
    port.renewLease(Duration.ofSeconds(10));
    assertEquals(1, slow.tasks.size());
    slow.tasks.remove(0).run();
    port.renewLease(Duration.ofSeconds(10));
    assertEquals(1, slow.tasks.size());
  }

  @Test
  void aWatchdogIsFedAnewAfterTheDriverDidNotTakeALease() throws TemplateException {
    PileTemplate keba = TemplateLibrary.named("keba-p30");
    String life = keba.named(keba.watchdog().point()).orElseThrow().channel();
    g.pile.channel(life, ChannelType.WRITE, DataType.LONG);
    AssetFeed feed = new AssetFeed(g.pile, slow, 1_000, word -> {});
    AssetPilePort fed = new AssetPilePort("evse-1", feed, keba, 1, keba.capabilities(false), slow);
    renew(fed);
    renew(fed);
    assertEquals(1, g.pile.writtenTo(life).size(), "from then on the driver feeds it");
    g.pile.channel("control.lease", ChannelType.READ, DataType.STRING);
    renew(fed);
    g.pile.channel("control.lease", ChannelType.WRITE, DataType.STRING);
    renew(fed);
    assertEquals(2, g.pile.writtenTo(life).size());
  }

  @Test
  void eachUseOfAPileHoldsItsLeaseUnderANameOfItsOwn() throws TemplateException {
    PileTemplate template = TemplateLibrary.named("generic-roles");
    AssetFeed feed = new AssetFeed(g.pile, slow, 1_000, word -> {});
    renew(port);
    renew(port);
    renew(new AssetPilePort("evse-1", feed, template, 1, template.capabilities(false), slow));
    List<String> holders =
        g.pile.writtenTo("control.lease").stream()
            .map(l -> l.toString().replaceFirst("[0-9a-f]{32};10000@([0-9a-f.]+).*", "$1"))
            .toList();
    assertTrue(holders.get(0).matches("[0-9a-f]{1,16}\\.[0-9a-f]{16}"), holders.toString());
    assertEquals(holders.get(0), holders.get(1));
    assertNotEquals(holders.get(0), holders.get(2));
    assertEquals(holders.get(0).split("\\.")[0], holders.get(2).split("\\.")[0], "of one EVSE");
  }

  private void renew(AssetPilePort fed) {
    fed.renewLease(Duration.ofSeconds(10));
    slow.tasks.remove(0).run();
  }

  @Test
  void aRenewalWaitsForTheCommandToTheSameAsset() {
    port.execute(new PileCommand.LimitCurrent(10_000), outcomes::add);
    port.renewLease(Duration.ofSeconds(10));
    assertEquals(1, slow.tasks.size());
    slow.tasks.remove(0).run();
    assertEquals(1, slow.tasks.size());
    slow.tasks.remove(0).run();
    assertEquals(2, g.pile.writtenTo("control.lease").size());
  }

  @Test
  void aCommandIsRefusedWhileTheOneBeforeHasNotBeenAnswered() {
    port.execute(new PileCommand.LimitCurrent(10_000), outcomes::add);
    port.execute(new PileCommand.LimitCurrent(0), outcomes::add);
    assertEquals(
        List.of(new PileOutcome.Refused("the asset has not answered the command before yet", true)),
        outcomes);
    slow.tasks.remove(0).run();
    assertInstanceOf(PileOutcome.Written.class, outcomes.get(1));
    port.execute(new PileCommand.LimitCurrent(0), outcomes::add);
    slow.tasks.remove(0).run();
    assertEquals(List.of(10.0, 0.0), g.pile.writtenTo("limit.set"));
  }

  @Test
  void aCommandMayFollowFromTheOutcomeOfTheOneBefore() {
    port.execute(
        new PileCommand.LimitCurrent(10_000),
        o -> port.execute(new PileCommand.LimitCurrent(0), outcomes::add));
    slow.tasks.remove(0).run();
    assertEquals(1, slow.tasks.size());
    assertEquals(List.of(), outcomes);
  }
}

package io.ocpp809.kura.station;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.kura.station.Gateway.FakeHost;
import io.ocpp809.station.ConnectorState;
import io.ocpp809.station.journal.TransactionEvent.Ended;
import io.ocpp809.template.TemplateLibrary;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.kura.channel.ChannelType;
import org.eclipse.kura.type.DataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an EVSE says of a configuration that cannot work, until it is put right. */
class EvseMessagesTest {
  private final Gateway g = new Gateway();
  private final FakeHost host = g.host("station1");
  private final EvseComponent evse = new EvseComponent(g.runtime);

  private void wired(Object... more) {
    evse.bindStation(host);
    evse.bindPileAsset(g.pile);
    evse.activate(Gateway.form("evse1", more));
    g.run(2);
  }

  private void form(Object... more) {
    evse.modified(Gateway.form("evse1", more));
    g.run(2);
  }

  private String said(String id) {
    return evse.keeper().said().get(id);
  }

  /** The text of a finding at the station. */
  private String found(String id, int number) {
    return host.findings.get(id + "#" + number);
  }

  private EvseComponent second(FakePile pile, Object... more) {
    EvseComponent other = new EvseComponent(g.runtime);
    other.bindStation(host);
    other.bindPileAsset(pile);
    Map<String, Object> form = Gateway.form("evse2", more);
    form.put("PileAsset.target", Gateway.target(pile == g.pile ? "pile" : "pile2"));
    other.activate(form);
    g.run(2);
    return other;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "template|kebab|template: there is no template kebab; there are (those that ship)",
        "template|eastron-sdm630|template: eastron-sdm630 is a meter and no pile; it may stand as"
            + " template of the companion meter",
        "meter.template|sdm|meter.template: there is no template sdm; there are (those that ship)",
        "evse.number|0|evse.number: must be 1 or more, is 0",
        "evse.number|one|evse.number: a whole number is needed, not one",
        "site.number|-1|site.number: must be 0 or more, is -1",
        "phases|2|phases: must be 1 or 3, is 2",
        "rotation|RSS|rotation: must be one of RST, STR, TRS, RTS, SRT, TSR, is RSS",
        "rating|0|rating: must be above 0 A",
        "rating|much|rating: a number is needed, not much",
        "token.policy|FIXED|token: must be given when identification is a fixed token",
        "token.policy|ASK|token.policy: ASK is none of [READ, FIXED, NONE]",
        "energy|ALL|energy: ALL is none of [MEASURED, APPARENT, ESTIMATED]",
      })
  void anAttributeThatCannotBeUsedIsNamedAtOnceAndGoneWhenItIsPutRight(
      String attribute, String value, String message) {
    String text = message.replace("(those that ship)", String.join(", ", TemplateLibrary.names()));
    wired(attribute, value);
    assertEquals(text, said("evse.config"));
    assertEquals("evse1: " + text, found("evse.config@evse1", 0));
    form();
    assertNull(said("evse.config"));
    assertNull(found("evse.config@evse1", 0));
    assertEquals(ConnectorState.AVAILABLE, host.state(1));
  }

  @Test
  void aFaultInAnOwnTemplateIsToldWithFilePointAndReason() {
    wired(
        "template.text",
        "{\"profile\": \"mine\", \"format\": 1, \"vendor\": \"V\", \"model\": \"M\","
            + " \"kind\": \"ac-evse\", \"confidence\": \"A\", \"points\": [{\"name\": \"state\","
            + " \"table\": \"hr\", \"addr\": 1, \"type\": \"u16\", \"access\": \"r\","
            + " \"role\": \"evse.stat\"}]}");
    String text = said("evse.config");
    assertTrue(text.startsWith("template.text: own template"), text);
    assertTrue(text.contains("point state") && text.contains("evse.stat"), text);
    assertEquals(-1, text.indexOf('\n'), "one message, one line");
  }

  @Test
  void anOutletThatTheProductDoesNotHaveIsNamed() {
    wired("template", "keba-p30", "outlet", 2);
    assertEquals("outlet: keba-p30 has one outlet; there is no outlet 2", said("evse.config"));
  }

  @Test
  void aRatingAboveWhatTheProductCanDoIsSaid() {
    wired("template", "heidelberg-energy-control", "rating", 32.0);
    assertEquals(
        "rating: 32 A is more than the 16 A that heidelberg-energy-control can do; it is never told"
            + " more than that",
        said("evse.rating"));
    form("template", "heidelberg-energy-control", "rating", 16.0);
    assertNull(said("evse.rating"));
  }

  @Test
  void aStationThatIsNotThereIsMissedAfterTenSecondsAndNotWhileEverythingStarts() {
    evse.activate(Gateway.form("evse1"));
    g.run(9);
    assertNull(said("evse.station"));
    g.run(2);
    assertEquals(
        "Station.target: there is no station (kura.service.pid=station1)", said("evse.station"));
    evse.bindStation(host);
    g.run(1);
    assertNull(said("evse.station"));
  }

  @Test
  void noStationChosenIsSaidInWords() {
    evse.activate(Map.of("kura.service.pid", "evse1"));
    g.run(11);
    assertEquals(
        "Station.target: no station is chosen; this EVSE does nothing", said("evse.station"));
  }

  @Test
  void anAssetThatIsNotThereIsMissedAfterTenSeconds() {
    evse.bindStation(host);
    evse.activate(Gateway.form("evse1"));
    g.run(9);
    assertNull(said("evse.asset-missing"));
    g.run(2);
    String text = "PileAsset.target: there is no asset (kura.service.pid=pile)";
    assertEquals(text, said("evse.asset-missing"));
    assertEquals("evse1: " + text, found("evse.asset-missing", 1));
    evse.bindPileAsset(g.pile);
    g.run(1);
    assertNull(found("evse.asset-missing", 1));
  }

  @Test
  void aCompanionMeterThatIsNotThereIsMissedAndNothingElseBills() {
    wired("MeterAsset.target", Gateway.target("meter"));
    g.run(11);
    assertEquals(
        "MeterAsset.target: there is no asset (kura.service.pid=meter); nothing is billed",
        said("evse.meter-missing"));
    assertTrue(
        host.station.view().evse(1).orElseThrow().readings().stream()
            .noneMatch(r -> r.measurand().name().startsWith("ENERGY")));
    evse.bindMeterAsset(new FakePile(g.scheduler.clock()));
    g.run(11);
    assertNull(said("evse.meter-missing"));
  }

  @Test
  void thePilesOwnRegisterDoesNotBillWhileTheCompanionMeterIsSilent() {
    FakePile meter = new FakePile(g.scheduler.clock());
    meter.registerWh = 500;
    evse.bindMeterAsset(meter);
    wired("MeterAsset.target", Gateway.target("meter"));
    g.charging(host, 1);
    meter.failure = "no answer";
    g.run(60);
    g.pile.plugged = false;
    g.run(15);
    assertEquals("MeterAsset: the asset cannot be read: no answer", said("asset.meter"));
    assertEquals(500, host.journaled(Ended.class).get(0).meterStopWh());
  }

  @Test
  void aLineThatCannotKeepThePeriodsOfItsPollsIsAFindingWithTheNumbersUntilItCan() {
    String words = "Plan of /dev/ttyUSB0 needs 1.8 s, period is 1 s: raise fast.period to 1.8 s";
    String[] fault = {words};
    Function<String, String> lines = pid -> pid.equals(g.pile.driver) ? fault[0] : "";
    g.runtime.bindLineFaults(pid -> "");
    g.runtime.bindLineFaults(lines);
    wired();
    assertEquals("evse1: driver " + g.pile.driver + ": " + words, found("asset.plan", 1));
    fault[0] = "";
    g.run(2);
    assertNull(found("asset.plan", 1));
    fault[0] = words;
    g.run(2);
    g.runtime.unbindLineFaults(lines);
    g.run(2);
    assertNull(found("asset.plan", 1), "the driver is gone, and nobody says so any more");
  }

  @Test
  void ofTwoEvsesWithOneNumberTheFirstKeepsItAndTheOtherTakesItWhenItIsFree() {
    wired();
    FakePile pile2 = new FakePile(g.scheduler.clock());
    EvseComponent other = second(pile2);
    String text = "evse.number: 1 belongs to evse1; choose another number";
    assertEquals(text, other.keeper().said().get("evse.number"));
    assertEquals("evse2: " + text, found("evse.number@evse2", 0));
    assertEquals(0, pile2.reads, "nothing else is harmed");
    assertEquals(ConnectorState.AVAILABLE, host.state(1));
    form("evse.number", 2);
    g.run(10);
    assertNull(other.keeper().said().get("evse.number"));
    assertNull(found("evse.number@evse2", 0));
    assertTrue(pile2.reads > 0);
    assertEquals(2, host.station.view().evses().size());
  }

  @Test
  void aNumberBelongsToTheSameEvseAfterARestartInWhateverOrderTheyCome() {
    wired();
    evse.deactivate(6);
    g.run(1);
    FakeHost again = host.restarted();
    EvseComponent other = new EvseComponent(g.runtime);
    other.bindStation(again);
    other.bindPileAsset(new FakePile(g.scheduler.clock()));
    other.activate(Gateway.form("evse2"));
    g.run(3);
    assertEquals(
        "evse.number: 1 belongs to evse1; choose another number",
        other.keeper().said().get("evse.number"));
    EvseComponent first = new EvseComponent(g.runtime);
    first.bindStation(again);
    first.bindPileAsset(g.pile);
    first.activate(Gateway.form("evse1"));
    g.run(120);
    assertNull(first.keeper().said().get("evse.number"));
    assertEquals(
        "evse.number: 1 belongs to evse1; choose another number",
        other.keeper().said().get("evse.number"));
  }

  @Test
  void aNumberWhoseOwnerDoesNotComeBackIsFreeAfterAMinute() {
    wired();
    evse.deactivate(6);
    g.run(1);
    FakeHost again = host.restarted();
    FakePile pile2 = new FakePile(g.scheduler.clock());
    EvseComponent other = new EvseComponent(g.runtime);
    other.bindStation(again);
    other.bindPileAsset(pile2);
    other.activate(Gateway.form("evse2"));
    g.run(58);
    assertEquals(0, pile2.reads);
    g.run(5);
    assertNull(other.keeper().said().get("evse.number"));
    assertTrue(pile2.reads > 0);
  }

  @Test
  void twoEvsesOnOneOutletAreNotBothServed() {
    wired();
    EvseComponent other = second(g.pile, "evse.number", 2);
    assertEquals(
        "PileAsset.target: asset (kura.service.pid=pile) is served by evse1 already; choose another"
            + " unit, outlet or asset",
        other.keeper().said().get("evse.outlet"));
    assertTrue(host.station.view().evse(2).isEmpty());
    evse.deactivate(4);
    g.run(10);
    assertNull(other.keeper().said().get("evse.outlet"));
    assertTrue(host.station.view().evse(2).isPresent());
  }

  @Test
  void twoAssetsOnOneUnitOfOneDriverAreOneOutlet() {
    Map<String, Object> config = Map.of("unit", "5", "address", "100", "poll", "FAST");
    g.pile.channel("evse.state", ChannelType.READ, DataType.STRING, config);
    wired();
    FakePile pile2 = new FakePile(g.scheduler.clock());
    pile2.channel("evse.state", ChannelType.READ, DataType.STRING, config);
    EvseComponent other = second(pile2, "evse.number", 2);
    assertEquals(
        "PileAsset.target: driver driver1, unit 5, address 100 is served by evse1 already; choose"
            + " another unit, outlet or asset",
        other.keeper().said().get("evse.outlet"));
  }

  @Test
  void anEvseThatIsWiredAnewKeepsItsOutletThoughAnotherWaitsForIt() {
    wired();
    EvseComponent other = second(g.pile, "evse.number", 2);
    evse.updatedAsset(g.pile);
    form("period", 500);
    assertNull(said("evse.outlet"));
    assertTrue(host.station.view().evse(1).isPresent());
    assertTrue(host.station.view().evse(2).isEmpty());
  }

  @Test
  void aSiteNumberIsHadByOneEvseOfTheSiteOnly() {
    host.site = Optional.of(Gateway.target("site1"));
    FakeHost host2 = g.host("station2");
    host2.site = host.site;
    wired("site.number", 7);
    EvseComponent other = new EvseComponent(g.runtime);
    other.bindStation(host2);
    other.bindPileAsset(new FakePile(g.scheduler.clock()));
    Map<String, Object> form = Gateway.form("evse2", "site.number", 7);
    form.put("Station.target", Gateway.target("station2"));
    form.put("PileAsset.target", Gateway.target("pile2"));
    other.activate(form);
    g.run(2);
    assertEquals(
        "site.number: 7 belongs to evse1; this EVSE has none within the site until another is"
            + " chosen",
        other.keeper().said().get("evse.site-number"));
    assertTrue(host2.station.view().evse(1).isPresent(), "it charges all the same");
    form("site.number", 8);
    assertNull(other.keeper().said().get("evse.site-number"));
  }

  @Test
  void anAssetOnAnotherDriverThanNamedIsReportedAndUsed() {
    wired("driver.pid", "modbus9");
    assertEquals(
        "driver.pid: the asset of the pile is on driver driver1, not on modbus9; it is used as it"
            + " is. Name the same driver, or choose another asset",
        said("asset.driver"));
    assertEquals(ConnectorState.AVAILABLE, host.state(1));
    form("driver.pid", "driver1");
    assertNull(said("asset.driver"));
  }

  @Test
  void aChannelThatIsNoRoleIsNamedAndIgnored() {
    g.pile.channel("curent.l1", ChannelType.READ, DataType.DOUBLE);
    wired();
    assertTrue(said("asset.roles").contains(": curent.l1; they are ignored"), said("asset.roles"));
    g.pile.remove("curent.l1");
    evse.updatedAsset(g.pile);
    g.run(1);
    assertNull(said("asset.roles"));
  }

  @Test
  void aChannelNameThatKuraFilledInIsNamed() {
    g.pile.channel("power.total", ChannelType.READ, DataType.DOUBLE, Map.of("+name", "Channel-1"));
    wired();
    assertTrue(said("asset.names").contains("power.total"), said("asset.names"));
  }

  @Test
  void anAssetWithoutAStateIsNamed() {
    g.pile.remove("evse.state");
    wired();
    assertTrue(
        said("asset.state").startsWith("the asset has no readable channel evse.state"),
        said("asset.state"));
  }

  @Test
  void aProductWhoseNumbersOfStatesNobodyKnowsIsNamed() {
    wired("template", "cn-dc-hmi-xf");
    assertTrue(
        said("asset.state").startsWith("template: the numbers of channel evse.state are not known"),
        said("asset.state"));
  }

  @Test
  void anAssetWithoutAUsableEnergyRegisterIsNamed() {
    g.pile.get("energy.total").setEnabled(false);
    wired();
    assertEquals(
        "energy: the asset has no readable channel energy.total, so nothing can be billed. Name a"
            + " companion meter, or allow estimates",
        said("asset.energy"));
    form("energy", "ESTIMATED");
    assertNull(said("asset.energy"));
    form();
    evse.bindMeterAsset(new FakePile(g.scheduler.clock()));
    form("MeterAsset.target", Gateway.target("meter"));
    assertNull(said("asset.energy"));
  }

  @Test
  void apparentEnergyIsNotBilledWithoutLeave() {
    wired("template", "heidelberg-energy-control");
    assertTrue(said("asset.energy").contains("apparent energy (VAh)"), said("asset.energy"));
    form("template", "heidelberg-energy-control", "energy", "APPARENT");
    assertNull(said("asset.energy"));
  }

  @Test
  void aPileThatCannotBeWrittenThoughItsTemplateSaysSoIsNamed() {
    g.pile.channel("limit.set", ChannelType.READ, DataType.DOUBLE);
    wired();
    assertEquals(
        "the asset has no writable channel limit.set, so the pile cannot be controlled as template"
            + " generic-roles says",
        said("asset.control"));
  }

  @Test
  void anAssetThatCannotBeReadSaysWhyAndSaysWhenItCanAgain() {
    wired();
    g.pile.failure = "unit 5 does not answer";
    g.run(2);
    assertEquals("PileAsset: the asset cannot be read: unit 5 does not answer", said("asset.pile"));
    g.run(10);
    assertEquals(ConnectorState.FAULTED, host.state(1));
    g.pile.failure = "";
    g.run(2);
    assertNull(said("asset.pile"));
    assertEquals(ConnectorState.AVAILABLE, host.state(1));
  }

  @Test
  void aPileWithoutWatchdogIsShownAsUnprotectedByNameAndOneWithIsNot() {
    wired("template", "generic-roles");
    assertTrue(
        said("pile.unprotected").startsWith("unprotected: the pile, generic any asset, has no"),
        said("pile.unprotected"));
    assertTrue(found("pile.unprotected", 1).startsWith("evse1: unprotected"));
    assertFalse(
        host.station.view().evse(1).orElseThrow().capabilities().orElseThrow().isProtected());
    form("template", "keba-p30");
    assertNull(said("pile.unprotected"));
    assertTrue(
        host.station.view().evse(1).orElseThrow().capabilities().orElseThrow().isProtected());
  }

  @Test
  void aPileThatIsReadOnlyUntilALimitStepWasWatchedSaysSo() {
    wired("template", "delta-dc", "supervised", false);
    String text = said("pile.read-only");
    assertTrue(text.startsWith("supervised: the template is of confidence B or C"), text);
    form("template", "delta-dc", "supervised", true);
    assertNull(said("pile.read-only"));
  }

  @Test
  void aPileOfWhichNothingCanBeReadIsNamedWithTheReasonThatItsDriverGives() {
    wired();
    g.pile.mute = true;
    g.run(1);
    assertNull(said("asset.pile"), "one read without an answer is nothing to speak of");
    g.run(5);
    assertEquals("PileAsset: no channel of the asset can be read: no answer", said("asset.pile"));
    g.pile.mute = false;
    g.run(2);
    assertNull(said("asset.pile"));
  }

  @Test
  void whatIsWrongWithADeletedEvseIsNotSaidAnyMore() {
    g.pile.remove("evse.state");
    wired();
    assertTrue(host.findings.containsKey("asset.state#1"));
    evse.deactivate(4);
    g.run(5);
    assertEquals(
        List.of(), host.findings.keySet().stream().filter(k -> k.startsWith("a")).toList());
  }
}

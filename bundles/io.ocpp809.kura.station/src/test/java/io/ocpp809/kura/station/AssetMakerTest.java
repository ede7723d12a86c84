package io.ocpp809.kura.station;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.kura.station.AssetMaker.Result;
import io.ocpp809.template.PileTemplate;
import io.ocpp809.template.TemplateException;
import io.ocpp809.template.TemplateLibrary;
import io.ocpp809.template.TemplatePoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AssetMakerTest {
  private final FakeConfiguration kura = new FakeConfiguration();
  private final AssetMaker maker = new AssetMaker(kura);

  AssetMakerTest() {
    kura.put("modbus1", Map.of("transport", "TCP"));
    kura.put("modbus2", Map.of("transport", "TCP"));
    kura.put("evse1", form());
  }

  private static Map<String, Object> form(Object... more) {
    Map<String, Object> form = new LinkedHashMap<>();
    form.put("kura.service.pid", "evse1");
    form.put("template", "keba-p30");
    form.put("driver.pid", "modbus1");
    for (int i = 0; i < more.length; i += 2) {
      form.put(more[i].toString(), more[i + 1]);
    }
    return form;
  }

  private static AssetOrder order(Object... more) {
    return EvseSettings.of(form(more)).pileOrder().orElseThrow();
  }

  private Result make(AssetOrder order) {
    return maker.make(order, true);
  }

  private Map<String, Object> asset() {
    return kura.components.get("evse1-pile");
  }

  static Stream<String> products() {
    return TemplateLibrary.names().stream().filter(n -> !template(n).foreign());
  }

  private static PileTemplate template(String name) {
    try {
      return TemplateLibrary.named(name);
    } catch (TemplateException e) {
      throw new AssertionError(e);
    }
  }

  /** The order of a pile's asset, or of a companion meter's, whichever the product is. */
  private static AssetOrder orderOf(String name, Object... more) {
    List<Object> all = new ArrayList<>(List.of(more));
    if (!template(name).meter()) {
      all.addAll(List.of("template", name));
      return order(all.toArray());
    }
    all.addAll(List.of("meter.template", name, "meter.driver.pid", "modbus1"));
    return EvseSettings.of(form(all.toArray())).meterOrder().orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("products")
  void theAssetOfEveryProductHasAChannelForEachPointUnderANameThatKuraTakes(String name) {
    AssetOrder order = orderOf(name);
    assertEquals(Result.good(), make(order));
    Map<String, Object> made = kura.components.get(order.assetPid());
    for (TemplatePoint p : template(name).points()) {
      assertEquals(p.channel(), made.get(p.channel() + "#+name"));
      assertTrue(p.channel().matches("[^#/+, ]+"), p.channel());
    }
    assertEquals(order.target(), kura.components.get("evse1").get(order.attribute()));
  }

  @ParameterizedTest
  @MethodSource("products")
  void theAssetOfEveryProductIsComparedInEachAttributeAndOverwrittenOnlyWhenAsked(String name) {
    AssetOrder order = orderOf(name);
    make(order);
    Map<String, Object> made = kura.components.get(order.assetPid());
    for (String key : List.copyOf(order.draft().keySet())) {
      Object right = made.get(key);
      if (key.indexOf('#') < 0 || key.endsWith("#+name")) {
        continue;
      }
      Object wrong =
          right instanceof Integer i
              ? i + 1
              : right instanceof Double d ? d + 1 : right instanceof Boolean b ? !b : right + "X";
      made.put(key, wrong);
      kura.calls.clear();
      String text = make(order).finding().orElseThrow(() -> new AssertionError(key));
      assertTrue(text.contains(key.substring(key.indexOf('#') + 1).replace("+", "")), text);
      assertEquals(wrong, made.get(key), "left alone");
      assertEquals(List.of(), kura.calls);
      made.put(key, right);
    }
    String first = template(name).points().get(0).channel() + "#address";
    Object right = made.get(first);
    made.put(first, 9);
    assertEquals(Result.good(), make(orderOf(name, "asset.overwrite", true)));
    assertEquals(right, made.get(first));
  }

  @Test
  void theAssetIsMadeAndEnteredInTheForm() {
    assertEquals(Result.good(), make(order()));
    assertEquals(255, asset().get("limit.set#unit"));
    assertEquals("modbus1", asset().get("driver.pid"));
    assertEquals("limit.set", asset().get("limit.set#+name"));
    assertEquals(
        "KEBA KeContact P30 c/x-series, made for evse1 from keba-p30"
            + " (driver modbus1, unit 0, outlet 1)",
        asset().get("asset.desc"));
    assertEquals(
        "(kura.service.pid=evse1-pile)", kura.components.get("evse1").get("PileAsset.target"));
    assertEquals(List.of("create evse1-pile", "update evse1"), kura.calls);
  }

  @Test
  void anAssetThatIsAsItShouldBeCausesNoCallThatChangesAnything() {
    make(order());
    kura.calls.clear();
    assertEquals(Result.good(), make(order("PileAsset.target", "(kura.service.pid=evse1-pile)")));
    assertEquals(List.of(), kura.calls);
  }

  @Test
  void whatKuraFillsInAndGivesBackInAnotherTypeIsNoDifference() {
    make(order());
    asset().put("limit.set#+scale", 1.0);
    asset().put("limit.set#address", "5004");
    asset().put("limit.set#factor", 0.001f);
    asset().put("my.own#+name", "my.own");
    asset().put("limit.set#factor", "1.0E-3");
    assertEquals(Result.good(), make(order()));
  }

  @Test
  void theAssetFollowsUnitAndDriverAsLongAsNobodyHasChangedIt() {
    make(order());
    assertEquals(Result.good(), make(order("unit", 7, "driver.pid", "modbus2")));
    assertEquals(7, asset().get("limit.set#unit"));
    assertEquals("modbus2", asset().get("driver.pid"));
    assertTrue(asset().get("asset.desc").toString().endsWith("(driver modbus2, unit 7, outlet 1)"));
    assertFalse(kura.calls.contains("delete evse1-pile"));
  }

  @Test
  void theAssetFollowsTheOutletByItsStride() {
    AssetOrder first = order("template", "delta-dc");
    make(first);
    assertEquals(1600, asset().get("limit.power#address"));
    assertEquals(Result.good(), make(order("template", "delta-dc", "outlet", 2)));
    assertEquals(2600, asset().get("limit.power#address"));
    assertEquals(100, asset().get("evse.health#address"), "a point of the station has no stride");
  }

  @Test
  void anAssetOfAnotherProductIsMadeAnewSoThatNoChannelIsLeftOver() {
    make(order());
    assertEquals(Result.good(), make(order("template", "vestel-evc04")));
    assertTrue(kura.calls.contains("delete evse1-pile"));
    assertFalse(asset().containsKey("failsafe.timeout.set#address"));
  }

  @Test
  void anAssetThatWasChangedByHandIsReportedByChannelAndAttributeAndLeftAlone() {
    make(order());
    asset().put("limit.set#address", 5005);
    asset().put("limit.set#factor", 1.0);
    asset().keySet().removeIf(k -> k.startsWith("charge.enable#"));
    Map<String, Object> before = new LinkedHashMap<>(asset());
    Result result = make(order("unit", 7));
    String text = result.finding().orElseThrow();
    assertTrue(text.startsWith("asset evse1-pile differs from template keba-p30: "), text);
    assertTrue(text.contains("; 28 channels: unit is 255 instead of 7. It is used as it is"), text);
    assertEquals(before, asset());
    text = make(order()).finding().orElseThrow();
    assertEquals(
        "asset evse1-pile differs from template keba-p30: channel limit.set: address is 5005 instead"
            + " of 5004; channel limit.set: factor is 1.0 instead of 0.001; channel charge.enable is missing. It is"
            + " used as it is; to make it match, choose overwriting in the EVSE's form",
        text);
  }

  /** The asset as an older version of the templates would have made it. */
  private void madeByAnOlderVersion() {
    make(order());
    asset().put("control.lease#+type", "WRITE");
    asset().put("limit.set#factor", 0.01);
    asset().keySet().removeIf(k -> k.startsWith("failsafe.timeout.set#"));
    asset().put(AssetImprint.PROPERTY, AssetImprint.of(asset()));
    asset().put("limit.set#+scale", 1.0);
    asset().put("my.own#+name", "my.own");
    kura.calls.clear();
  }

  @Test
  void anAssetThatNobodyHasTouchedFollowsTheTemplatesOfALaterVersion() {
    madeByAnOlderVersion();
    assertEquals(Result.good(), make(order()));
    assertEquals("READ_WRITE", asset().get("control.lease#+type"));
    assertEquals(0.001, asset().get("limit.set#factor"));
    assertTrue(asset().containsKey("failsafe.timeout.set#address"), "a new channel");
    assertEquals("my.own", asset().get("my.own#+name"));
    assertFalse(kura.calls.contains("delete evse1-pile"), "nothing of it is lost meanwhile");
    kura.calls.clear();
    assertEquals(Result.good(), make(order("PileAsset.target", "(kura.service.pid=evse1-pile)")));
    assertEquals(List.of(), kura.calls);
  }

  @Test
  void aChannelThatALaterVersionHasNotGoesAndTheOperatorsOwnStays() {
    make(order());
    asset().put("old#+name", "old");
    asset().put("old#address", 1);
    asset().put(AssetImprint.PROPERTY, AssetImprint.of(asset()));
    asset().put("my.own#+name", "my.own");
    assertEquals(Result.good(), make(order()));
    assertFalse(asset().containsKey("old#address"));
    assertEquals("my.own", asset().get("my.own#+name"));
  }

  @Test
  void anAssetOfAnOlderVersionThatWasChangedByHandIsLeftAlone() {
    madeByAnOlderVersion();
    asset().put("limit.set#address", 5005);
    String text = make(order()).finding().orElseThrow();
    assertTrue(text.contains("channel limit.set: address is 5005 instead of 5004"), text);
    assertEquals("WRITE", asset().get("control.lease#+type"));
    kura.components.remove("evse1");
    maker.discard(order());
    assertTrue(kura.components.containsKey("evse1-pile"));
  }

  @Test
  void anAssetOfAnOlderVersionThatNobodyHasTouchedGoesWithItsEvse() {
    madeByAnOlderVersion();
    kura.components.remove("evse1");
    maker.discard(order());
    assertFalse(kura.components.containsKey("evse1-pile"));
  }

  @Test
  void whereTheConsoleHasLeftTheImprintOutItIsGivenAgainAsLongAsNothingElseHasChanged() {
    make(order());
    Object imprint = asset().remove(AssetImprint.PROPERTY);
    assertEquals(Result.good(), make(order()));
    assertEquals(imprint, asset().get(AssetImprint.PROPERTY));
    asset().put(AssetImprint.PROPERTY, "damaged");
    assertEquals(Result.good(), make(order("unit", 7)));
    assertEquals(7, asset().get("limit.set#unit"));
    asset().remove(AssetImprint.PROPERTY);
    asset().put("limit.set#address", 5005);
    assertTrue(make(order("unit", 7)).finding().isPresent());
    assertFalse(asset().containsKey(AssetImprint.PROPERTY));
  }

  @Test
  void anAssetThatSomebodyElseMadeUnderThatNameIsComparedOnly() {
    kura.put("evse1-pile", Map.of("driver.pid", "modbus1", "asset.desc", "mine"));
    assertTrue(make(order()).finding().isPresent());
    assertEquals(Map.of("driver.pid", "modbus1", "asset.desc", "mine"), asset());
  }

  @Test
  void overwritingIsDoneOnceAndTakenBackInTheForm() {
    make(order());
    asset().put("limit.set#address", 5005);
    kura.components.get("evse1").put("asset.overwrite", true);
    assertEquals(Result.good(), make(order("asset.overwrite", true)));
    assertEquals(5004, asset().get("limit.set#address"));
    assertEquals(false, kura.components.get("evse1").get("asset.overwrite"));
  }

  @Test
  void whileKuraIsNotReadyItIsTriedAgain() {
    Map<String, Object> form = kura.components.remove("evse1");
    assertTrue(make(order()).again(), "its own form is not known to Kura yet");
    assertFalse(kura.components.containsKey("evse1-pile"), "a rollback may bring it back itself");
    kura.components.put("evse1", form);
    assertEquals(Result.good(), make(order()));
  }

  @Test
  void anAssetThatTheFormNamesIsGivenTimeToComeBack() {
    String target = "(kura.service.pid=evse1-pile)";
    kura.put("evse1", form("PileAsset.target", target));
    assertTrue(maker.make(order("PileAsset.target", target), false).again());
    assertFalse(kura.components.containsKey("evse1-pile"));
    assertEquals(Result.good(), maker.make(order("PileAsset.target", target), true));
    assertTrue(kura.components.containsKey("evse1-pile"));
  }

  @Test
  void aDriverThatDoesNotExistIsNamed() {
    Result result = make(order("driver.pid", "modbus9"));
    assertEquals(Optional.of("driver.pid: there is no driver modbus9"), result.finding());
    assertTrue(result.again(), "it may come");
    assertTrue(kura.components.containsKey("evse1-pile"));
  }

  @Test
  void aTemplateWithoutAddressesMakesNoAsset() {
    String text = make(order("template", "generic-roles")).finding().orElseThrow();
    assertTrue(text.startsWith("driver.pid: template generic-roles has no addresses"), text);
    assertFalse(kura.components.containsKey("evse1-pile"));
  }

  @Test
  void theAssetGoesWithItsEvseUnlessSomebodyHasChangedIt() {
    make(order());
    kura.components.remove("evse1");
    maker.discard(order());
    assertFalse(kura.components.containsKey("evse1-pile"));
    kura.put("evse1", form());
    make(order());
    asset().put("limit.set#address", 5005);
    kura.components.remove("evse1");
    maker.discard(order());
    assertTrue(kura.components.containsKey("evse1-pile"));
  }

  @Test
  void theAssetOfAnEvseThatWasCreatedAgainMeanwhileStays() {
    make(order());
    maker.discard(order());
    assertTrue(kura.components.containsKey("evse1-pile"));
  }

  @Test
  void theCompanionMetersAssetIsMadeFromItsOwnTemplate() {
    AssetOrder meter =
        EvseSettings.of(form("meter.driver.pid", "modbus2", "meter.unit", 12))
            .meterOrder()
            .orElseThrow();
    assertEquals(Result.good(), make(meter));
    Map<String, Object> made = kura.components.get("evse1-meter");
    assertEquals(12, made.get("energy.total#unit"));
    assertEquals("modbus2", made.get("driver.pid"));
    assertFalse(made.containsKey("control.lease#table"));
    assertEquals(
        "(kura.service.pid=evse1-meter)", kura.components.get("evse1").get("MeterAsset.target"));
  }

  @Test
  void noAssetIsMadeWhereAnotherIsChosen() {
    assertTrue(
        EvseSettings.of(form("PileAsset.target", "(kura.service.pid=mine)")).pileOrder().isEmpty());
    assertTrue(EvseSettings.of(form("driver.pid", "")).pileOrder().isEmpty());
  }
}

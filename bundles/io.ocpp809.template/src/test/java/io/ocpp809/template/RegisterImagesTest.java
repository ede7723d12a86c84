package io.ocpp809.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.google.gson.JsonObject;
import io.ocpp809.station.pile.PileReport;
import io.ocpp809.station.pile.PileState;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Registers written by hand from each maker's table, through template, station and OCPP 1.6: the
 * states, the status, the error and the values that a CSMS is told.
 */
class RegisterImagesTest {
  static List<String> piles() {
    return TemplateLibrary.names().stream()
        .filter(n -> !n.equals("generic-roles") && !template(n).meter())
        .toList();
  }

  private static PileTemplate template(String name) {
    try {
      return TemplateLibrary.named(name);
    } catch (TemplateException e) {
      throw new AssertionError(e);
    }
  }

  private static StationAtImage station(String name, ImageSheet sheet, RegisterImage image) {
    return new StationAtImage(template(name), sheet, image);
  }

  /** A station whose pile charges in a transaction. */
  private static StationAtImage charging(String name, ImageSheet sheet) {
    boolean fixed = sheet.facts().containsKey("token.fixed");
    StationAtImage s = station(name, sheet, sheet.image("plugged"));
    if (!fixed) {
      assertEquals("Accepted", s.remoteStart());
    }
    s.show(sheet.image("plugged"));
    s.show(sheet.image("charging"));
    return s;
  }

  @TestFactory
  Stream<DynamicTest> everyStateOutsideATransaction() {
    return rows(
        (name, sheet, row) -> {
          RegisterImage image = sheet.image("charging").with(row.image());
          PileReport r = image.report(template(name), sheet.outlet());
          assertEquals(row.state(), r.state().map(PileState::name).orElse("-"));
          assertEquals(row.idle(), station(name, sheet, image).status());
        });
  }

  @TestFactory
  Stream<DynamicTest> everyStateWithinATransaction() {
    return rows(
        (name, sheet, row) -> {
          StationAtImage s = charging(name, sheet);
          s.show(sheet.image("charging").with(row.image()));
          assertEquals(row.within(), s.status());
        });
  }

  private interface RowTest {
    void run(String name, ImageSheet sheet, ImageSheet.Row row);
  }

  private static Stream<DynamicTest> rows(RowTest test) {
    return piles().stream()
        .filter(n -> !ImageSheet.of(n).facts().containsKey("stateless"))
        .flatMap(
            n -> {
              ImageSheet sheet = ImageSheet.of(n);
              return sheet.rows().stream()
                  .map(r -> dynamicTest(n + " " + r.text(), () -> test.run(n, sheet, r)));
            });
  }

  @ParameterizedTest
  @MethodSource("piles")
  void noRawStateOfTheTemplateIsLeftOut(String name) {
    ImageSheet sheet = ImageSheet.of(name);
    PileTemplate t = template(name);
    String role = t.channel(Roles.STATE).isPresent() ? Roles.STATE : Roles.OCPP_STATUS;
    Set<String> shown = new TreeSet<>();
    for (ImageSheet.Row row : sheet.rows()) {
      ChannelValue v =
          sheet.image("charging").with(row.image()).values(t, sheet.outlet()).get(role);
      shown.add(v == null ? "" : String.valueOf(v.value()).strip());
    }
    assertTrue(
        shown.containsAll(t.channel(role).orElseThrow().meanings().keySet()),
        () -> t.channel(role).orElseThrow().meanings().keySet() + " but only " + shown);
  }

  @ParameterizedTest
  @MethodSource("piles")
  void theValuesOfAChargeAsTheCsmsGetsThem(String name) {
    ImageSheet sheet = ImageSheet.of(name);
    StationAtImage s =
        sheet.facts().containsKey("stateless")
            ? station(name, sheet, sheet.image("charging"))
            : charging(name, sheet);
    assertEquals(lines(sheet.values()), lines(s.meterValues()));
  }

  private static String lines(List<String> values) {
    return values.stream().sorted().collect(Collectors.joining("\n"));
  }

  @ParameterizedTest
  @MethodSource("piles")
  void theStartOfATransactionBearsTheRegisterOfThePile(String name) {
    ImageSheet sheet = ImageSheet.of(name);
    if (sheet.facts().containsKey("stateless")) {
      return;
    }
    JsonObject start = charging(name, sheet).last("StartTransaction").orElseThrow();
    assertEquals(sheet.facts().get("meterStart"), start.get("meterStart").getAsString());
    assertEquals(1, start.get("connectorId").getAsInt());
  }

  @ParameterizedTest
  @MethodSource("piles")
  void thePileIsToldOfAtBoot(String name) {
    ImageSheet sheet = ImageSheet.of(name);
    JsonObject boot = station(name, sheet, sheet.image("plugged")).last("BootNotification").get();
    List<String> told = new ArrayList<>();
    for (String key :
        List.of(
            "chargePointVendor",
            "chargePointModel",
            "chargePointSerialNumber",
            "firmwareVersion")) {
      told.add(boot.has(key) ? boot.get(key).getAsString() : "-");
    }
    assertEquals(sheet.facts().get("boot"), String.join(" | ", told));
  }

  @ParameterizedTest
  @MethodSource("piles")
  void theTokenThatThePilesReaderShows(String name) {
    ImageSheet sheet = ImageSheet.of(name);
    assertEquals(
        sheet.facts().getOrDefault("token", ""),
        sheet.image("charging").report(template(name), sheet.outlet()).token().orElse(""));
  }

  static List<String> meters() {
    return TemplateLibrary.names().stream().filter(n -> template(n).meter()).toList();
  }

  @ParameterizedTest
  @MethodSource("meters")
  void aMeterBesideAPileGivesItsRegisterAndItsValues(String name) {
    ImageSheet sheet = ImageSheet.of(name).behind(name);
    StationAtImage s = charging(sheet.facts().get("behind"), sheet);
    assertEquals(
        sheet.facts().get("meterStart"),
        s.last("StartTransaction").orElseThrow().get("meterStart").getAsString());
    assertEquals(lines(sheet.values()), lines(s.meterValues()));
  }

  @Test
  void everySheetBelongsToATemplate() throws Exception {
    Set<String> sheets;
    try (Stream<java.nio.file.Path> files =
        java.nio.file.Files.list(java.nio.file.Path.of("src/test/resources/images"))) {
      sheets =
          files
              .map(f -> f.getFileName().toString())
              .filter(f -> f.endsWith(".txt"))
              .map(f -> f.replace(".txt", ""))
              .collect(Collectors.toCollection(TreeSet::new));
    }
    Set<String> expected = new TreeSet<>(piles());
    expected.addAll(meters());
    assertEquals(expected, sheets);
  }
}

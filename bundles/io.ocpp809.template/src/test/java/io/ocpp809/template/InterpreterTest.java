package io.ocpp809.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.station.pile.FaultClass;
import io.ocpp809.station.pile.PileFault;
import io.ocpp809.station.pile.PileReport;
import io.ocpp809.station.pile.PileState;
import io.ocpp809.station.reading.Measurand;
import io.ocpp809.station.reading.Method;
import io.ocpp809.station.reading.Quality;
import io.ocpp809.station.reading.Reading;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InterpreterTest {
  private final Map<String, ChannelValue> values = new HashMap<>();

  private InterpreterTest with(String channel, Object value) {
    values.put(channel, new ChannelValue(value, true, 1_000));
    return this;
  }

  private PileReport report(String template, long now) throws TemplateException {
    return new Interpreter(TemplateLibrary.named(template), "m").interpret(values, now);
  }

  @Test
  void aPileOfWhichNothingAnswersIsUnreachable() throws TemplateException {
    values.put("evse.state", new ChannelValue("C2", false, 1_000));
    assertFalse(report("generic-roles", 2_000).reachable());
  }

  @Test
  void aStateThatCannotBeReadForThirtySecondsIsUnknown() throws TemplateException {
    values.put("evse.state", new ChannelValue("C2", false, 1_000));
    values.put("energy.total", new ChannelValue(5.0, true, 30_999));
    assertEquals(Optional.of(PileState.C2), report("generic-roles", 30_999).state());
    assertEquals(Optional.empty(), report("generic-roles", 31_000).state());
  }

  @ParameterizedTest
  @CsvSource({"A1", "A2", "B1", "B2", "C1", "C2", "D1", "D2", "E", "F", "ERROR", "RESERVED"})
  void aForeignAssetSpeaksCanonicalText(PileState state) throws TemplateException {
    assertEquals(
        Optional.of(state),
        with("evse.state", state.name()).report("generic-roles", 1_000).state());
  }

  @ParameterizedTest
  @CsvSource({"0, STARTING", "2, ERROR", "3, UNAVAILABLE", "4, UNAVAILABLE", "1, C2"})
  void theHealthOfThePileGoesBeforeItsState(long health, PileState expected)
      throws TemplateException {
    PileReport r =
        with("evse.health", health)
            .with("ocpp.status", 2L)
            .with("cable.state", 3L)
            .report("vestel-evc04", 1_000);
    assertEquals(Optional.of(expected), r.state());
  }

  @Test
  void anAlfenTakenOutOfServiceIsUnavailable() throws TemplateException {
    assertEquals(
        Optional.of(PileState.UNAVAILABLE),
        with("availability", 0L).with("evse.state", "A").report("alfen-ng9", 1_000).state());
  }

  @Test
  void aChannelWithoutAnyValueYetSaysNothing() throws TemplateException {
    with("evse.state", 1L);
    values.put("cable.state", new ChannelValue(null, false, 0));
    values.put("error.code", new ChannelValue(null, false, 0));
    PileReport r = report("keba-p30", 1_000);
    assertEquals(Optional.empty(), r.state());
    assertEquals(Optional.empty(), r.fault());
  }

  @Test
  void anUnknownRawStateIsNoState() throws TemplateException {
    assertEquals(
        Optional.empty(),
        with("evse.state", 77L).report("heidelberg-energy-control", 1_000).state());
  }

  @Test
  void aCodeWhileThePileWorksIsAWarningAndInStateErrorAFault() throws TemplateException {
    with("error.code", 17L).with("evse.state", 3L).with("cable.state", 7L);
    assertEquals(
        Optional.of(new PileFault(FaultClass.OTHER_ERROR, "keba-p30.17", "the pile warns", true)),
        report("keba-p30", 1_000).fault());
    with("evse.state", 4L);
    assertEquals(
        Optional.of(
            new PileFault(
                FaultClass.OTHER_ERROR, "keba-p30.17", "the pile reports a fault", false)),
        report("keba-p30", 1_000).fault());
  }

  @Test
  void aCodeWhoseMeaningIsAnOcppClassIsReportedAsThatClass() throws TemplateException {
    PileTemplate t =
        TemplateLibrary.read(
            "x.json",
            "{\"profile\":\"x\",\"format\":1,\"vendor\":\"V\",\"model\":\"M\",\"kind\":\"ac-evse\","
                + "\"confidence\":\"A\",\"points\":[{\"name\":\"e\",\"table\":\"ir\",\"addr\":1,"
                + "\"type\":\"u16\",\"role\":\"error.code\",\"enum\":{\"3\":\"GroundFailure\"}}]}");
    PileReport r =
        new Interpreter(t, "m").interpret(Map.of("error.code", new ChannelValue(3L, true, 0)), 0);
    assertEquals(
        Optional.of(new PileFault(FaultClass.GROUND_FAILURE, "x.3", "the pile warns", true)),
        r.fault());
  }

  @Test
  void aValueThatIsNoLongerReadIsHeldThenGone() throws TemplateException {
    values.put("energy.total", new ChannelValue(5.0, false, 1_000));
    with("power.total", 1.0);
    assertEquals(Quality.GOOD, energy(6_000).orElseThrow().quality());
    assertEquals(Quality.HELD, energy(6_001).orElseThrow().quality());
    values.put("power.total", new ChannelValue(1.0, true, 30_000));
    assertEquals(Optional.empty(), energy(31_001));
  }

  private Optional<Reading> energy(long now) throws TemplateException {
    return report("generic-roles", now).readings().stream()
        .filter(r -> r.measurand() == Measurand.ENERGY_ACTIVE_IMPORT_REGISTER)
        .findFirst();
  }

  @ParameterizedTest
  @CsvSource({"NaN", "Infinity", "1e14"})
  void anImpossibleNumberIsInvalid(double number) throws TemplateException {
    with("energy.total", number);
    assertEquals(Quality.INVALID, energy(1_000).orElseThrow().quality());
  }

  @Test
  void standbyThatIsOnIsNamedWithWhatToDo() throws TemplateException {
    Interpreter heidelberg =
        new Interpreter(TemplateLibrary.named("heidelberg-energy-control"), "m");
    with("standby", 0L).with("lock.extern", 1L);
    List<String> unmet = heidelberg.unmet(values);
    assertEquals(1, unmet.size());
    assertTrue(unmet.get(0).startsWith("Standby must be off (register 258 = 4)"));
    with("standby", 4L);
    assertEquals(List.of(), heidelberg.unmet(values));
  }

  @ParameterizedTest
  @CsvSource({
    "5, ev, B1, true",
    "5, none, A1, false",
    "5, , , ",
    "4, none, C2, ",
    "4, , C2, ",
    "0, ev, A1, "
  })
  void whereARawStateMeansStoppedTheCableDecidesForThatStateAlone(
      long raw, String cable, PileState state, Boolean plugged) throws TemplateException {
    with("evse.state", raw);
    if (cable != null) {
      with("cable.state", cable.equals("ev") ? 0x111L : 0L);
    }
    PileReport r = report("abb-terra-ac", 1_000);
    assertEquals(Optional.ofNullable(state), r.state());
    assertEquals(Optional.ofNullable(plugged), r.cablePlugged());
  }

  @Test
  void faultsOfSeveralChannelsAreToldTogetherAndZeroIsNone() throws TemplateException {
    with("error.code", 0L).with("error.code.2", 0L).with("evse.state", 3L);
    assertTrue(report("bender-cc612", 1_000).fault().isEmpty());
    with("error.code.2", 2L).with("error.code.4", 8L);
    PileFault f = report("bender-cc612", 1_000).fault().orElseThrow();
    assertEquals("bender-cc612.2:2.4:8", f.vendorCode());
    assertTrue(f.warning());
    with("error.code", 16L);
    assertEquals(
        "bender-cc612.16.2:2.4:8",
        report("bender-cc612", 1_000).fault().orElseThrow().vendorCode());
  }

  @Test
  void anUnknownStateIsNoneThoughAnOcppStatusStandsBesideIt() throws TemplateException {
    with("evse.state", 6L).with("ocpp.status", 6L);
    assertEquals(Optional.empty(), report("bender-cc612", 1_000).state());
  }

  @Test
  void powerIsDerivedFromVoltageAndCurrentOnlyWhileItCharges() throws TemplateException {
    with("voltage.l1", 230.5).with("current.l1", 16.0).with("current.l2", 16.0);
    with("evse.state", "B2");
    assertTrue(
        report("innogy-ebox", 1_000).readings().stream()
            .noneMatch(r -> r.measurand() == Measurand.POWER_ACTIVE_IMPORT),
        "it shows standing currents");
    with("evse.state", "C2");
    List<Reading> power =
        report("innogy-ebox", 1_000).readings().stream()
            .filter(r -> r.measurand() == Measurand.POWER_ACTIVE_IMPORT)
            .toList();
    assertEquals(1, power.size());
    assertEquals(230.5 * 16 + 230 * 16, power.get(0).value(), 1e-9, "230 V where none is known");
    assertEquals(Method.DERIVED, power.get(0).method());
  }
}

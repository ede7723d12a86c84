package io.ocpp809.modbus.survey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.modbus.Table;
import io.ocpp809.serial.SerialSettings.Parity;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LineFinderTest {
  private static final LineFormat CONFIGURED = LineFormat.of("38400-8O1");

  private static ScanScope scope(List<ScanScope.Hint> hints) {
    return new ScanScope(
        LineFinder.serialWays(false), hints, 1, 10, ScanScope.SERIAL_MILLIS, 0, false);
  }

  private static ScanScope.Hint hint(LineFormat format, int unit) {
    return new ScanScope.Hint(Way.serial(format), unit, Optional.of(Table.INPUT), 5);
  }

  @Test
  void hintsComeFirstThenTheCommonSettingsThenTheRest() {
    LineFinder finder = new LineFinder(scope(List.of(hint(CONFIGURED, 50))));
    Probe first = finder.next().orElseThrow();
    assertEquals(CONFIGURED, first.way().format().orElseThrow());
    assertEquals(50, first.unit());
    assertEquals(Table.INPUT, first.table());
    List<String> order = new java.util.ArrayList<>();
    finder.heard(Heard.silence(false));
    for (Optional<Probe> p = finder.next(); p.isPresent(); p = finder.next()) {
      String way = p.get().way().toString();
      if (order.isEmpty() || !order.get(order.size() - 1).equals(way)) {
        order.add(way);
      }
      finder.heard(Heard.silence(false));
    }
    List<String> common = List.of("9600 8N1", "9600 8E1", "19200 8N1", "19200 8E1");
    for (int unit = 1; unit <= 10; unit++) {
      assertEquals(common, order.subList(4 * unit - 4, 4 * unit), "unit " + unit);
    }
    assertEquals(List.of("9600 8N2", "9600 8O1", "19200 8N2"), order.subList(40, 43));
    assertEquals(20, order.subList(40, order.size()).size(), "six bauds with four formats less 4");
    assertEquals(241, finder.done());
  }

  @Test
  void theSettingsOfAPileAreFoundWithinAMinuteInEachOfTheUsualCases() {
    long worst = 0;
    for (Way way : LineFinder.serialWays(false)) {
      for (int unit = 1; unit <= 10; unit++) {
        SimulatedLine line = new SimulatedLine(way.format().orElseThrow(), unit, 100);
        List<ScanScope.Hint> hints =
            List.of(hint(CONFIGURED, 1), hint(LineFormat.of("57600-8N2"), 50));
        Optional<Way> found = line.find(new LineFinder(scope(hints)));
        assertEquals(way.format().get().baud(), found.orElseThrow().format().get().baud());
        assertEquals(way.format().get().parity(), found.get().format().get().parity());
        worst = Math.max(worst, line.nanos);
      }
    }
    assertTrue(worst <= 60_000_000_000L, worst / 1e9 + " s");
  }

  @Test
  void aSlaveThatTakesTheNextQuestionForAnAnswerIsFoundAtTheCommonSettings() {
    long worst = 0;
    for (Way way : LineFinder.serialWays(false).subList(0, 4)) {
      for (int unit = 1; unit <= 10; unit++) {
        SimulatedLine line = new SimulatedLine(way.format().orElseThrow(), unit, 20, 500);
        assertEquals(way, line.find(new LineFinder(scope(List.of()))).orElseThrow());
        worst = Math.max(worst, line.nanos);
      }
    }
    assertTrue(worst <= 30_000_000_000L, worst / 1e9 + " s");
  }

  @Test
  void anExceptionProvesTheSettingsAndTheOtherUnitsAreAskedWithThem() {
    LineFinder finder = new LineFinder(scope(List.of()));
    for (int i = 0; i < 4; i++) {
      finder.heard(Heard.silence(false));
    }
    assertEquals(2, finder.next().orElseThrow().unit());
    finder.heard(new Heard(Heard.Kind.FRAME, 2, new byte[] {(byte) 0x83, 1}, 5, false, 0));
    assertEquals("9600 8N1", finder.found().orElseThrow().toString());
    int asked = 0;
    for (Optional<Probe> p = finder.next(); p.isPresent(); p = finder.next()) {
      assertEquals("9600 8N1", p.get().way().toString());
      assertFalse(p.get().unit() == 2, "unit 2 has answered");
      asked++;
      finder.heard(
          p.get().unit() == 7
              ? new Heard(Heard.Kind.FRAME, 7, new byte[] {3, 2, 0, 0}, 7, false, 0)
              : Heard.silence(false));
    }
    assertEquals(9, asked);
    assertEquals(Set.of(2, 7), finder.units().keySet());
    assertEquals("", finder.diagnosis());
  }

  @Test
  void whereASlowUnitAnswersTheNextQuestionBothAreLookedAt() {
    List<Way> ways = List.of(Way.serial(LineFormat.of("9600-8N1")));
    LineFinder finder = new LineFinder(new ScanScope(ways, List.of(), 1, 4, 160, 0, false));
    finder.heard(new Heard(Heard.Kind.FRAME, 1, new byte[] {(byte) 0x83, 2}, 5, false, 0));
    finder.heard(Heard.silence(false));
    assertEquals(3, finder.next().orElseThrow().unit());
    finder.heard(new Heard(Heard.Kind.FRAME, 2, new byte[] {(byte) 0x83, 2}, 5, false, 0));
    assertEquals(4, finder.next().orElseThrow().unit());
    finder.heard(Heard.silence(false));
    assertEquals(3, finder.next().orElseThrow().unit());
    finder.heard(Heard.silence(false));
    assertEquals(Optional.empty(), finder.next());
    assertEquals(Set.of(1, 2), finder.units().keySet());
  }

  @Test
  void aGatewayThatSaysNobodyIsThereProvesTheWayButNoUnit() {
    List<Way> ways = List.of(Way.tcp(), Way.rtuOverTcp());
    LineFinder finder = new LineFinder(new ScanScope(ways, List.of(), 1, 2, 400, 0, false));
    for (int i = 0; i < 2; i++) {
      int unit = finder.next().orElseThrow().unit();
      finder.heard(new Heard(Heard.Kind.FRAME, unit, new byte[] {(byte) 0x83, 11}, 9, false, 0));
    }
    assertEquals(Optional.empty(), finder.next());
    assertEquals(Way.tcp(), finder.found().orElseThrow());
    assertTrue(finder.units().isEmpty());
    assertTrue(finder.diagnosis().startsWith("A gateway answers"), finder.diagnosis());
  }

  @Test
  void silenceAndNoiseAreToldApart() {
    ScanScope one =
        new ScanScope(
            List.of(Way.serial(LineFormat.of("9600-8N1"))), List.of(), 1, 1, 160, 0, false);
    LineFinder silent = new LineFinder(one);
    silent.heard(Heard.silence(false));
    assertTrue(silent.diagnosis().contains("Swap A and B"), silent.diagnosis());
    LineFinder noisy = new LineFinder(one);
    noisy.heard(Heard.noise(7, false));
    assertTrue(noisy.diagnosis().startsWith("Octets come"), noisy.diagnosis());
    assertEquals(7, noisy.noise().get(Way.serial(LineFormat.of("9600-8N1"))));
  }

  @Test
  void thePatientPassAsksOnceMoreWithFunction4() {
    ScanScope patient =
        new ScanScope(
            LineFinder.serialWays(false), List.of(), 1, 1, ScanScope.SERIAL_MILLIS, 0, true);
    SimulatedLine slow = new SimulatedLine(LineFormat.of("9600-8E1"), 1, 700);
    LineFinder finder = new LineFinder(patient);
    assertEquals("9600 8E1", slow.find(finder).orElseThrow().toString());
    assertEquals(Table.INPUT, finder.units().get(1).table());
  }

  @Test
  void aWrongScopeIsNamed() {
    for (String[] c :
        new String[][] {
          {"units: 0 to 255, the lower one first, not 9-3", "9", "3", "160"},
          {"wait: 20 to 10000 ms, not 5", "1", "3", "5"},
        }) {
      IllegalArgumentException e =
          assertThrows(
              IllegalArgumentException.class,
              () ->
                  new ScanScope(
                      List.of(Way.tcp()),
                      List.of(),
                      Integer.parseInt(c[1]),
                      Integer.parseInt(c[2]),
                      Integer.parseInt(c[3]),
                      0,
                      false));
      assertEquals(c[0], e.getMessage());
    }
    assertEquals(
        "12 is no line setting; write baud and format such as 9600-8E1",
        assertThrows(IllegalArgumentException.class, () -> LineFormat.of("12")).getMessage());
  }

  @Test
  void lineSettingsAreReadAsTheyAreWritten() {
    assertEquals(new LineFormat(19_200, Parity.EVEN, 1), LineFormat.of("19200 8E1"));
    assertEquals(new LineFormat(9600, Parity.NONE, 2), LineFormat.of("9600-8n2"));
    assertEquals("57600 8N2", LineFormat.of("57600/N2").toString());
    // 11 bits at 9600 baud: 1.146 ms a character, 3.5 of them are 4.01 ms.
    assertEquals(4_010_415L, LineFormat.of("9600-8E1").silenceNanos(), 1_000);
    assertEquals(1_750_000L, LineFormat.of("38400-8E1").silenceNanos());
  }
}

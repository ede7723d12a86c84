package io.ocpp809.cli.gbt27930;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.ocpp809.cli.UsageException;
import io.ocpp809.gbt27930.message.Edition;
import io.ocpp809.testkit.gbt27930.ChargerSettings;
import io.ocpp809.testkit.gbt27930.Phase;
import io.ocpp809.testkit.gbt27930.VehicleSettings;
import io.ocpp809.testkit.gbt27930.VirtualBus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordingCommandTest {
  /** The recordings of the module that knows the protocol. */
  private static final Path RECORDINGS =
      Path.of("../io.ocpp809.gbt27930/src/test/resources/io/ocpp809/gbt27930/recordings");

  private static final String VIN = "LGBT27930TEST0001";

  @TempDir Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(Object... arguments) {
    List<String> texts = new ArrayList<>();
    for (Object a : arguments) {
      texts.add(a.toString());
    }
    PrintStream o = new PrintStream(out, true, StandardCharsets.UTF_8);
    return new RecordingCommand(o, new PrintStream(err, true, StandardCharsets.UTF_8)).run(texts);
  }

  private static String text(ByteArrayOutputStream stream) {
    return stream.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }

  private static Path recording(String name) {
    return RECORDINGS.resolve(name + ".log");
  }

  private Path file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "s01-soc-target-reached; by vehicle: SoC reached (BST 010000F0)",
        "s02-manual-or-remote-stop; by charger: manual (CST 0400F0F0)",
        "s05-bsm-insulation-fault; insulation",
        "s07-emergency-stop; by charger: emergency",
        "s10-padded-dlc8-ccs7; by vehicle: voltage reached (BST 040000F0",
        "s11-2011-vehicle; by vehicle: SoC reached",
        "real-ccs-lost; by neither: messages missing (BEM F0F0F1FC)"
      })
  void whoStoppedAndWhyIsToldWithTheFrameThatShowsIt(String name, String stopped) {
    assertEquals(0, run(recording(name)));
    String line =
        text(out).lines().filter(l -> l.startsWith("  stopped ")).findFirst().orElseThrow();
    assertTrue(line.contains(stopped), line);
    assertEquals("", text(err));
  }

  @Test
  void theTimelineNamesTheFirstOfEachMessageThePhasesAndTheLineOfTheFile() {
    run(recording("s01-soc-target-reached"));
    String text = text(out);
    for (String line :
        List.of(
            "       0.000  can0 session begins (CHM 010100)  [line 1]",
            "       2.188  can0 CML  maxVoltage 750 V, minVoltage 200 V, maxCurrent 120 A,"
                + " minCurrent 0 A  [line 34]",
            "       3.286  can0 phase charging (BCL D80FD00702)  [line 46]",
            "       7.286  can0 STOP by vehicle: SoC reached (BST 010000F0)  [line 302]",
            "  missing   nothing")) {
      assertTrue(text.contains(line + "\n"), line + " in\n" + text);
    }
  }

  @Test
  void aMessageThatIsMissingAndTheFrameAfterWhichItWasDueAreNamed() {
    run(recording("s03-brm-timeout-3-retries"));
    String text = text(out);
    assertTrue(
        text.contains(
            "  missing   at 6.000 s: BRM, not heard within 5.0 s of CRM 00E9030000333230\n"),
        text);
    assertTrue(text.contains("  came to   recognition, 4 attempts\n"), text);
    assertTrue(text.contains("  errors    GBT27930.CEM.3921 (no BRM)\n"), text);
  }

  @Test
  void aMessageThatOneOfTheTwoMissesIsNamedWithWhatThatOneSaid() {
    run(recording("real-ccs-lost"));
    assertTrue(
        text(out)
            .contains("  missing   at 19.500 s: CCS, the vehicle waited 1.0 s (BEM F0F0F1FC)\n"),
        text(out));
  }

  @Test
  void aMessageThatWasAbortedOrNotAnsweredIsNamedWithTheOneWhoFailed() throws IOException {
    String begin =
        """
        (0.0) can0 1826F456#010100
        (1.0) can0 1801F456#00E9030000333230
        (1.1) can0 1CEC56F4#10310007FF000200
        """;
    assertEquals(0, run(file("aborted.log", begin + "(1.3) can0 1CEC56F4#FFFFFFFFFF000200\n")));
    String aborted = "BRM aborted by the vehicle, reason 255 (none that J1939-21 names)\n";
    assertTrue(text(out).contains("  transport " + aborted), text(out));
    out.reset();
    assertEquals(0, run(file("open.log", begin + "(4.0) can0 1801F456#00E9030000333230\n")));
    String unanswered = "BRM never ended, 0 of 7 packets: the charger was due\n";
    assertTrue(text(out).contains("  transport " + unanswered), text(out));
    assertTrue(text(out).contains("  stopped   by neither: no stop was told\n"), text(out));
  }

  @Test
  void aSessionThatHasNotEndedIsSummedUpAsJsonToo() {
    run(recording("real-ccs-lost"), "--json");
    List<String> lines = text(out).lines().toList();
    JsonObject open = JsonParser.parseString(lines.get(lines.size() - 1)).getAsJsonObject();
    assertEquals("open", open.get("event").getAsString());
    assertEquals("CHARGING", open.get("reached").getAsString());
    assertEquals("CCS", open.get("firstMissing").getAsString());
    out.reset();
    run(recording("s01-soc-target-reached"), "--json");
    assertFalse(text(out).contains("\"open\""), text(out));
  }

  @Test
  void thatThereIsNoSessionIsSaid() {
    assertEquals(0, run(recording("s08-tp-window-hold-retransmit")));
    assertTrue(text(out).contains("\n  no session: nothing was heard that begins one"), text(out));
  }

  @Test
  void whatIsOddOnTheBusStandsInTheSummary() throws IOException {
    String newer = "(1.0) can0 0C38F456#0102030405060708\n";
    String note = "  note      the protocol of 2023 or 2024, which is not supported (0C38F456#";
    assertEquals(0, run(file("newer.log", newer)));
    assertTrue(text(out).contains("  no session: "), text(out));
    assertTrue(text(out).contains(note), text(out));
    out.reset();
    String offset = "(1.1) can0 1830F456#0AF2FFFFFFFFFFFF\n";
    assertEquals(0, run(file("both.log", "(0.0) can0 1826F456#010100\n" + newer + offset)));
    assertTrue(text(out).contains(note), text(out));
    assertTrue(text(out).contains("; another offset of currents is proposed than"), text(out));
  }

  @Test
  void whatIsOddBeforeASessionStandsInTheSummaryToo() throws IOException {
    String newer = "(1.0) can0 0C38F456#0102030405060708\n";
    assertEquals(0, run(file("before.log", newer + "(2.0) can0 1826F456#010100\n")));
    String note = "\n  note      the protocol of 2023 or 2024, which is not supported (0C38F456#";
    assertTrue(text(out).contains(note), text(out));
    assertTrue(text(out).contains("\nSession 1"), text(out));
  }

  @Test
  void aMessageThatIsTooShortIsNotSaidToHaveNothingToReportOnly() throws IOException {
    assertEquals(0, run(file("short.log", "(0.0) can0 1812F456#8E\n")));
    assertTrue(text(out).contains("because the message is too short"), text(out));
  }

  @Test
  void aMissingBhmMayBeAVehicleOf2011() {
    run(recording("s11-2011-vehicle"));
    assertTrue(
        text(out).contains("MISSING BHM, not heard within 5.0 s of CHM 010100; a vehicle of 2011"),
        text(out));
    assertTrue(text(out).contains("  missing   nothing\n"), text(out));
  }

  @Test
  void theVinIsMaskedUnlessItIsAskedFor() {
    run(recording("s01-soc-target-reached"));
    run(recording("s01-soc-target-reached"), "--json", "--all");
    assertFalse(text(out).contains(VIN));
    assertTrue(text(out).contains("VIN LGB**************\n"));
    assertTrue(text(out).contains("\"vin\":\"LGB**************\""));
    out.reset();
    run(recording("s01-soc-target-reached"), "--vin");
    run(recording("s01-soc-target-reached"), "--json", "--vin");
    assertTrue(text(out).contains("VIN " + VIN + "\n"));
    assertTrue(text(out).contains("\"vin\":\"" + VIN + "\""));
  }

  @Test
  void jsonIsOneEventALineWithNamesThatStay() {
    run(recording("s06-bms-pause-resume"), "--json");
    List<JsonObject> events =
        text(out).lines().map(l -> JsonParser.parseString(l).getAsJsonObject()).toList();
    assertEquals(
        "{\"t\":0.0,\"channel\":\"can0\",\"line\":1,\"event\":\"begin\",\"joined\":false,"
            + "\"evidence\":\"CHM 010100\"}",
        events.get(0).toString());
    List<String> kinds = events.stream().map(e -> e.get("event").getAsString()).toList();
    for (String kind : List.of("phase", "message", "pause", "resume", "stop", "end")) {
      assertTrue(kinds.contains(kind), kind + " in " + kinds);
    }
    JsonObject pause = events.get(kinds.indexOf("pause"));
    assertEquals("vehicle", pause.get("by").getAsString());
    int few = events.size();
    out.reset();
    run(recording("s06-bms-pause-resume"), "--json", "--all");
    assertTrue(text(out).lines().count() > 5L * few);
  }

  @Test
  void valuesOverTimeAreATable() throws IOException {
    Path csv = folder.resolve("values.csv");
    assertEquals(0, run(recording("s12-power-limit"), "--csv", csv, "--every", "0.5", "--json"));
    List<String> rows = Files.readAllLines(csv);
    assertTrue(
        rows.get(0).startsWith("time_s,phase,BCL.voltageDemand_V,BCL.currentDemand_A,BCL.mode,"));
    int columns = rows.get(0).split(",", -1).length;
    rows.forEach(row -> assertEquals(columns, row.split(",", -1).length, row));
    List<Double> current =
        rows.stream()
            .skip(1)
            .map(row -> row.split(",", -1)[6])
            .filter(cell -> !cell.isEmpty())
            .map(Double::valueOf)
            .toList();
    // The charger gives 117 A of 200 A that are asked for, and later 60 A.
    assertTrue(current.contains(117.0) && current.contains(60.0), current.toString());
  }

  @Test
  void thePictureIsAnSvgOfWhatWasRecorded() throws Exception {
    Path svg = folder.resolve("picture.svg");
    assertEquals(0, run(recording("real-ccs-lost"), "--svg", svg));
    String text =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(svg.toFile())
            .getDocumentElement()
            .getTextContent();
    for (String word :
        List.of(
            "real-ccs-lost.log",
            "voltage (V)",
            "current (A)",
            "state of charge (%)",
            "time since the first frame (s)",
            "charging",
            "stopped by neither: messages missing",
            "interrupted",
            "GBT27930.BEM.3905: no CCS")) {
      assertTrue(text.contains(word), word + " in " + text);
    }
  }

  @Test
  void anHourOfChargingIsReadToTheLastFrameAndItsEnergyIsThatOfTheCharger() throws IOException {
    VirtualBus bus =
        new VirtualBus(
            ChargerSettings.of60Kilowatt(Edition.Y2015),
            VehicleSettings.car(Edition.Y2015).charging(20, 70));
    StringBuilder log = new StringBuilder();
    bus.record(log);
    bus.plugAndStart();
    assertTrue(bus.runUntil(() -> bus.vehicle().phase() == Phase.ENDED, Duration.ofHours(2)));
    bus.run(Duration.ofSeconds(10));
    assertTrue(bus.seconds() > 2_400, "it took " + bus.seconds() + " s");
    Path svg = folder.resolve("hour.svg");
    assertEquals(0, run(file("hour.log", log.toString()), "--svg", svg));
    String text = text(out);
    assertTrue(text.contains("  charged   20.0 % to 70.0 %, "), text);
    Matcher energy = Pattern.compile("([0-9.]+) kWh told by CSD, ([0-9.]+) kWh from").matcher(text);
    assertTrue(energy.find(), text);
    double given = bus.charger().kilowattHours();
    assertEquals(given, Double.parseDouble(energy.group(1)), 0.1);
    assertEquals(given, Double.parseDouble(energy.group(2)), 0.01 * given);
    assertTrue(Files.size(svg) < 500_000, Files.size(svg) + " octets");
  }

  @Test
  void twoConnectorsInOneFileAreToldApart() throws IOException {
    String one = Files.readString(recording("s01-soc-target-reached"));
    String two = Files.readString(recording("s07-emergency-stop")).replace("can0", "can1");
    List<String> lines = new ArrayList<>(List.of((one + two).split("\n")));
    lines.sort(null);
    Path both = file("both.log", String.join("\n", lines) + "\n");
    assertEquals(0, run(both));
    assertTrue(text(out).contains(", can0: "));
    assertTrue(text(out).contains(", can1: "));
    out.reset();
    assertEquals(0, run(both, "--channel", "can1"));
    assertFalse(text(out).contains("SoC reached"));
    assertTrue(text(out).contains("emergency"));
    assertEquals(1, run(both, "--channel", "can7"));
    assertTrue(text(err).contains("no frame is of channel can7"));
  }

  @Test
  void linesThatAreOutOfFormAreNamedAndTheOthersRead() throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(recording("s01-soc-target-reached")));
    lines.add(40, "(2.9) can0 18x6F456#01");
    lines.add(50, "garbage");
    Path broken = file("broken.log", String.join("\n", lines));
    assertEquals(0, run(file("one.log", String.join("\n", lines.subList(0, 45)))));
    assertTrue(text(out).contains(", 1 line out of form"), text(out));
    assertEquals(0, run(broken));
    assertTrue(text(err).contains("broken.log, line 41: "), text(err));
    assertTrue(text(err).contains("broken.log, line 51: "), text(err));
    assertTrue(text(out).contains(", 2 lines out of form"), text(out));
    assertTrue(text(out).contains("by vehicle: SoC reached"), text(out));
  }

  @Test
  void aRecordingByVectorsProgramIsReadToo() throws IOException {
    StringBuilder asc =
        new StringBuilder("date Sat May 16 08:24:30 2026\nbase hex  timestamps absolute\n");
    Pattern line = Pattern.compile("\\((\\S+)\\) can0 (\\S+)#(\\S*)");
    for (String l : Files.readAllLines(recording("s02-manual-or-remote-stop"))) {
      Matcher m = line.matcher(l);
      assertTrue(m.matches(), l);
      String octets = m.group(3).replaceAll("(..)", " $1");
      asc.append(
          String.format(
              "   %s 1  %sx       Rx   d %d%s%n",
              m.group(1), m.group(2), m.group(3).length() / 2, octets));
    }
    assertEquals(0, run(file("trace.asc", asc.toString())));
    assertTrue(text(out).contains("by charger: manual (CST 0400F0F0)"), text(out));
  }

  @Test
  void whyNothingIsFoundIsSaid() throws IOException {
    assertEquals(1, run(folder.resolve("absent.log")));
    assertEquals(1, run(folder));
    assertEquals(1, run(file("empty.log", "")));
    assertEquals(1, run(file("letter.txt", "Dear Sir,\n\nI have no log.\n")));
    assertEquals(1, run(file("other.log", "(1.0) can0 123#0102\n(1.1) can0 18FEF100#0102\n")));
    assertEquals(1, run(file("rate.log", "(1.0) can0 20000080#0000000000000000\n".repeat(3))));
    List<String> said = text(err).lines().toList();
    List<String> wanted =
        List.of(
            "there is no file ",
            "is a folder; name a recording in it",
            "is empty: nothing was recorded",
            "no line is a frame of candump, Vector ASC or CSV with a head",
            "2 frames, none of a charger (56) to a vehicle (F4) or back: this is another bus",
            "3 errors on the bus were recorded and no frame: the bit rate was another one");
    assertEquals(wanted.size(), said.size(), said.toString());
    for (int i = 0; i < wanted.size(); i++) {
      assertTrue(said.get(i).contains(wanted.get(i)), said.get(i));
    }
  }

  @Test
  void inAGapTheTableShowsThePhaseThatRunsThereNotTheOneBehindIt() throws IOException {
    StringBuilder log = new StringBuilder(Files.readString(recording("s01-soc-target-reached")));
    log.append("(1000.0) can0 1826F456#010100\n");
    Path csv = folder.resolve("gap.csv");
    assertEquals(0, run(file("gap.log", log.toString()), "--csv", csv));
    List<String> behind =
        Files.readAllLines(csv).stream()
            .filter(row -> row.matches("(8|9|1\\d)\\.000,.*"))
            .map(row -> row.split(",", -1)[1])
            .toList();
    assertFalse(behind.isEmpty());
    behind.forEach(phase -> assertEquals("ended", phase));
  }

  @Test
  void aRecordingIsNotOverwrittenByItsTableOrPicture() throws IOException {
    Path log = file("a.log", Files.readString(recording("s01-soc-target-reached")));
    for (String option : List.of("--csv", "--svg")) {
      err.reset();
      assertEquals(1, run(log, option, folder.resolve(".").resolve("a.log")));
      assertTrue(text(err).contains(option + " would overwrite the recording"), text(err));
    }
    assertEquals(Files.readString(recording("s01-soc-target-reached")), Files.readString(log));
  }

  @Test
  void aFileThatCannotBeWrittenIsNamedWithTheReason() {
    Path absent = folder.resolve("absent").resolve("picture");
    for (String option : List.of("--csv", "--svg")) {
      err.reset();
      assertEquals(1, run(recording("s01-soc-target-reached"), option, absent));
      assertTrue(text(err).contains("there is no folder for " + absent), text(err));
    }
  }

  @Test
  void ofAVehicleThatFallsSilentWhileTheChargerGoesOnItIsSaidThatFramesEnd() throws IOException {
    StringBuilder log = new StringBuilder();
    for (int i = 0; i <= 300; i++) {
      String stamp = String.format(Locale.ROOT, "(%d.%02d) can0 ", i / 20, i % 20 * 5);
      log.append(stamp).append("1812F456#8E0D100E0000FDFF\n");
      log.append(i < 60 ? stamp + "181056F4#D80FD00702\n" : "");
    }
    assertEquals(0, run(file("alone.log", log.toString())));
    assertTrue(text(out).contains("by neither: frames end within charging"), text(out));
    assertTrue(text(out).contains(": BCL, not heard within 1.0 s of the last one"), text(out));
  }

  @Test
  void thatTheClockWasSetBackIsSaid() throws IOException {
    String log = "(9.0) can0 1826F456#010100\n(2.0) can0 1826F456#010100\n";
    assertEquals(0, run(file("back.log", log + "(2.25) can0 1826F456#010100\n")));
    assertTrue(
        text(out).contains("0.3 s, 3 frames of charger and vehicle, 0 of others, the clock"));
  }

  @Test
  void whereTheHeadIsKnownButNoLineIsAFrameTheLinesAreNamed() throws IOException {
    assertEquals(1, run(file("bad.csv", "time,id,data\n1.0,xyz,00\n")));
    assertTrue(text(err).contains("bad.csv, line 2: the identifier is no number"), text(err));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a.log b.log",
        "a.log --csv",
        "a.log --all",
        "a.log --every soon",
        "a.log --every 0",
        "a.log --offset 12",
        "a.log --picture x"
      })
  void aWrongCommandLineIsRefused(String line) {
    Object[] arguments = line.isEmpty() ? new Object[0] : line.split(" ");
    assertThrows(UsageException.class, () -> run(arguments));
  }
}

package io.ocpp809.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.store.LogOptions;
import io.ocpp809.store.Rank;
import io.ocpp809.store.StoreFolder;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GridCommandTest {
  @TempDir Path data;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private int run(String... arguments) {
    return new GridCommand(new PrintStream(out)).run(List.of(arguments));
  }

  private String text() {
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void theDefaultPointListIsPrintedAndIsOneThatTheFormTakes() throws Exception {
    assertEquals(0, run("points", "--evses", "1-2,7"));
    assertTrue(text().contains("50701;C_SE_NC_1;7;evse.limit;1;;;;;;select;0;evse.limit 7"));
    Path file = data.resolve("points.csv");
    Files.writeString(file, text());
    out.reset();
    assertEquals(0, run("check", file.toString()));
    assertEquals("89 points, 25 commands, all right", text().strip());
  }

  @Test
  void aFaultInAListIsTold() throws Exception {
    Path file = data.resolve("points.csv");
    Files.writeString(file, "address;type;what\n7;M_SP_NA_1;nothing\n");
    assertEquals(1, run("check", file.toString()));
    assertEquals("line 2, column what: no point tells nothing", text().strip());
  }

  @Test
  void theInteroperabilityListIsPrinted() {
    assertEquals(0, run("interoperability"));
    assertTrue(text().contains("| 63 | C_SE_TC_1 |"));
  }

  @Test
  void aPointIsForcedByAFileInTheStationsFolder() throws Exception {
    assertEquals(0, run("force", "20001", "12.5", "--data", data.toString()));
    assertEquals(0, run("force", "10050", "2", "--data", data.toString()));
    assertEquals(List.of("20001 12.5", "10050 2"), Files.readAllLines(data.resolve("force")));
  }

  @Test
  void theJournalIsPrintedUnlessTheGatewayHasItOpen() throws Exception {
    String folder = data.resolve("ocpp809").resolve("iec104").toString();
    try (StoreFolder store = StoreFolder.open(data, "iec104")) {
      store
          .log("journal", LogOptions.bounded(1 << 20))
          .append(Rank.GIVES_WAY, "a;b;c;d;accepted;".getBytes(StandardCharsets.UTF_8))
          .get(120, TimeUnit.SECONDS);
      assertTrue(
          assertThrows(UsageException.class, () -> run("journal", "--data", folder))
              .getMessage()
              .startsWith("the gateway has the folder open; stop it, or copy the folder"));
      out.reset();
    }
    assertEquals(0, run("journal", "--data", folder));
    assertEquals(
        List.of("time;group;peer;what;outcome;reason", "a;b;c;d;accepted;"),
        text().lines().toList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "fly",
        "points --evses",
        "points --evses x",
        "points --evses 0-3",
        "check",
        "check /no/such/file",
        "interoperability now",
        "force 20001 on --data .",
        "force 20001 1",
        "force 20001 1 --data /no/such/folder",
        "journal --data /no/such/folder",
        "journal"
      })
  void aWrongCommandLineIsRefused(String line) {
    assertThrows(UsageException.class, () -> run(line.isEmpty() ? new String[0] : line.split(" ")));
  }
}

package io.ocpp809.kura.station;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.station.journal.JournalEntry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StationStoreTest {
  private static final String PID = "station-1";

  @TempDir private Path data;

  private StationStore open(boolean refuse) {
    return StationStore.open(data, PID, 16, refuse);
  }

  private static <T> T done(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(120, TimeUnit.SECONDS);
  }

  private Path segment() {
    return data.resolve("ocpp809").resolve(PID).resolve("logs/journal/00000000000000000001.log");
  }

  @Test
  void whatAStationKeepsIsThereWhenItComesBackInTheSameProcess() throws Exception {
    for (int i = 1; i <= 5; i++) {
      try (StationStore store = open(true)) {
        assertEquals(Optional.empty(), store.refusal());
        assertEquals("", store.journal().fault());
        assertEquals(i - 1, store.journal().read(1, 100).size());
        store.journal().append(Events.started(i, 1));
        store.memory().put("settings", ("round " + i).getBytes(StandardCharsets.UTF_8));
      }
    }
    try (StationStore store = open(true)) {
      assertEquals("round 5", store.memory().get("settings").map(String::new).orElseThrow());
      assertEquals(Optional.empty(), store.memory().get("other"));
    }
  }

  @Test
  void aSecondStationOnTheFolderRefusesTransactionsWithOneMessageAndHarmsNothing()
      throws Exception {
    try (StationStore first = open(true)) {
      done(first.journal().append(Events.started(1, 1)));
      try (StationStore second = open(true)) {
        String why =
            data.resolve("ocpp809").resolve(PID)
                + " is in use by "
                + PID
                + " in process "
                + ProcessHandle.current().pid()
                + "; close it there first";
        assertEquals(Optional.of(why), second.refusal());
        assertEquals(why, second.journal().fault());
        assertTrue(
            second
                .journal()
                .append(Events.started(2, 1))
                .toCompletableFuture()
                .isCompletedExceptionally());
        assertTrue(second.journal().read(1, 10).isEmpty(), "it does not deliver for the other");
        second.resize(32);
      }
      done(first.journal().append(Events.ended(1, 1, 2_000)));
    }
    try (StationStore again = open(true)) {
      assertEquals(2, again.journal().read(1, 10).size());
    }
  }

  @Test
  void aStationThatNeedNotRefuseGoesOnInMemory() throws Exception {
    try (StationStore first = open(true);
        StationStore second = open(false)) {
      assertTrue(second.refusal().isPresent());
      assertEquals("", second.journal().fault());
      done(second.journal().append(Events.started(2, 1)));
      assertTrue(first.journal().read(1, 10).isEmpty());
    }
  }

  @Test
  void aDamagedEntryIsToldOnceAndATornEndIsNot() throws Exception {
    try (StationStore store = open(true)) {
      done(store.journal().append(Events.started(1, 1)));
      done(store.journal().append(Events.ended(1, 1, 2_000)));
    }
    byte[] content = Files.readAllBytes(segment());
    content[60] ^= 1;
    Files.write(segment(), java.util.Arrays.copyOf(content, content.length + 7));
    List<String> told = new ArrayList<>();
    try (StationStore store = open(true)) {
      store.onTrouble(told::add);
      List<JournalEntry> left = store.journal().read(1, 10);
      assertEquals(List.of(2L), left.stream().map(JournalEntry::sequence).toList());
      store.journal().read(1, 10);
    }
    assertEquals(1, told.size(), told.toString());
    assertTrue(told.get(0).startsWith(segment() + ": checksum does not match, skipped"));
  }

  @Test
  void aJournalOfNoSizeIsRefusedByNameAndLeavesTheFolderFree() {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> StationStore.open(data, PID, 0, true));
    assertEquals("journal.size: 1 megabyte or more is needed, not 0", e.getMessage());
    try (StationStore store = open(true)) {
      assertEquals(Optional.empty(), store.refusal());
      assertThrows(IllegalArgumentException.class, () -> store.resize(-1));
    }
  }

  @Test
  void aFolderThatIsAFileIsNamedAndRecovers() throws Exception {
    Path blocked = Files.createFile(data.resolve("ocpp809"));
    try (StationStore store = open(true)) {
      assertEquals(Optional.empty(), store.refusal());
      assertFalse(store.journal().fault().isEmpty());
      assertTrue(store.journal().fault().contains(blocked.toString()), store.journal().fault());
      Files.delete(blocked);
      done(store.journal().append(Events.started(1, 1)));
      store
          .memory()
          .put("settings", new byte[] {1})
          .toCompletableFuture()
          .get(120, TimeUnit.SECONDS);
      assertEquals("", store.journal().fault());
    }
  }

  @Test
  void aJournalMadeSmallerInTheFormDropsMeterValuesAndOneMadeLargerDoesNot() throws Exception {
    try (StationStore store = StationStore.open(data, PID, 3, true)) {
      store.journal().join("csms");
      store.journal().append(Events.started(1, 1));
      for (int i = 0; i < 5_000; i++) {
        store.journal().append(Events.metered(1, 1, 1_000 + i));
      }
      done(store.journal().append(Events.metered(1, 1, 9_999)));
      assertEquals("", store.journal().dropped());
      store.resize(1);
      done(store.journal().append(Events.ended(1, 1, 10_000)));
      assertTrue(store.journal().dropped().startsWith("The journal is full: "));
      assertEquals(Events.started(1, 1), store.journal().read(1, 1).get(0).event());
    }
  }
}

package io.ocpp809.kura.ocpp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.station.auth.IdToken;
import io.ocpp809.station.journal.JournalEntry;
import io.ocpp809.station.journal.TransactionEvent.Started;
import io.ocpp809.station.time.EventTime;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsmsStoreTest {
  @TempDir private Path data;

  private static JournalEntry start(int number) {
    return new JournalEntry(
        number,
        new Started(
            new EventTime("boot", 0, Instant.EPOCH, true),
            "transaction-" + number,
            1,
            1,
            new IdToken("04A2", IdToken.Kind.ISO14443),
            0,
            OptionalInt.empty(),
            OptionalInt.empty()));
  }

  private Path deadLetters() {
    return data.resolve("ocpp809/csms-1/logs/dead-letters");
  }

  @Test
  void numbersAreThereAfterARestart() throws Exception {
    try (CsmsStore store = CsmsStore.open(data, "csms-1")) {
      assertTrue(store.get("ids").isEmpty());
      store.put("ids", new byte[] {1, 2}).toCompletableFuture().get(120, TimeUnit.SECONDS);
    }
    try (CsmsStore store = CsmsStore.open(data, "csms-1")) {
      assertArrayEquals(new byte[] {1, 2}, store.get("ids").orElseThrow());
    }
  }

  @Test
  void whatCouldNotBeDeliveredIsKeptAsReadableText() throws Exception {
    try (CsmsStore store = CsmsStore.open(data, "csms-1")) {
      store.undelivered(start(7), "StartTransaction was not answered 3 times");
    }
    String text =
        Files.readString(
            deadLetters().resolve("00000000000000000001.log"), StandardCharsets.ISO_8859_1);
    assertTrue(text.contains("7\tStartTransaction was not answered 3 times\tStarted["), text);
    assertTrue(text.contains("transaction-7"), text);
    assertTrue(text.contains("\ttoken 04A2\n"), "who is to be billed: " + text);
    assertFalse(start(7).event().toString().contains("04A2"), "what the log says");
  }

  @Test
  void aDeliveredMessageWhoseAnswerIsOfNoUseIsNotSaidToBeUndelivered() throws Exception {
    try (CsmsStore store = CsmsStore.open(data, "csms-1")) {
      store.answerLost(start(7), "it cannot be read: transactionId is missing");
    }
    String text = text(deadLetters().resolve("00000000000000000001.log"));
    assertTrue(
        text.contains(
            "7\tdelivered, the answer is of no use: it cannot be read: transactionId is missing"),
        text);
  }

  @Test
  void theNewestMegabyteOfThemIsKept() throws Exception {
    try (CsmsStore store = CsmsStore.open(data, "csms-1")) {
      for (int i = 1; i <= 1_500; i++) {
        store.undelivered(start(i), "x".repeat(1_000));
      }
    }
    // Who opens it next has waited until all is on a slow disk.
    CsmsStore.open(data, "csms-1").close();
    long size = 0;
    boolean newest = false;
    try (Stream<Path> files = Files.list(deadLetters())) {
      for (Path file : files.toList()) {
        size += Files.size(file);
        newest |= text(file).contains("transaction-1500");
      }
    }
    assertTrue(size <= 1_000_000, size + " bytes");
    assertEquals(true, newest);
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.ISO_8859_1);
  }
}

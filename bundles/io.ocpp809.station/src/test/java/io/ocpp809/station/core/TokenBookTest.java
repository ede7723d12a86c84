package io.ocpp809.station.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ocpp809.station.auth.Authorization;
import io.ocpp809.station.auth.Authorization.Status;
import io.ocpp809.station.auth.IdToken;
import io.ocpp809.station.port.VolatileMemory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is known of tokens, on disk and full. */
class TokenBookTest {
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final Authorization ACCEPTED = Authorization.of(Status.ACCEPTED);
  private static final Authorization BLOCKED = Authorization.of(Status.BLOCKED);
  private static final Authorization EXPIRED =
      new Authorization(Status.ACCEPTED, Optional.empty(), Optional.of(NOW.minusSeconds(1)));

  private final VolatileMemory memory = new VolatileMemory();
  private final TokenBook book = new TokenBook(memory, "cache", 3);

  private static IdToken token(String value) {
    return new IdToken(value, IdToken.Kind.ISO14443);
  }

  private List<String> values(TokenBook of) {
    return of.content().keySet().stream().map(IdToken::value).toList();
  }

  @Test
  void fullItLetsGoOfWhatIsNotValidBeforeTheOldest() {
    book.put(token("a"), ACCEPTED, NOW);
    book.put(token("b"), BLOCKED, NOW);
    book.put(token("c"), EXPIRED, NOW);
    book.put(token("d"), ACCEPTED, NOW);
    assertEquals(List.of("a", "c", "d"), values(book));
    book.put(token("e"), ACCEPTED, NOW);
    assertEquals(List.of("a", "d", "e"), values(book), "expired is not valid either");
    book.put(token("f"), ACCEPTED, NOW);
    assertEquals(List.of("d", "e", "f"), values(book));
  }

  @Test
  void aTokenSeenAgainIsTheNewest() {
    book.put(token("a"), ACCEPTED, NOW);
    book.put(token("b"), ACCEPTED, NOW);
    book.put(token("c"), ACCEPTED, NOW);
    book.put(token("A"), ACCEPTED, NOW);
    book.put(token("d"), ACCEPTED, NOW);
    assertEquals(List.of("c", "A", "d"), values(book));
  }

  @Test
  void tokensWithAnyCharacterAreReadAsTheyWereWritten() {
    Authorization grouped =
        new Authorization(Status.ACCEPTED, Optional.of(token("g\t%09")), Optional.of(NOW));
    book.put(token("a\tb\nc%0A%"), grouped, NOW);
    TokenBook again = new TokenBook(memory, "cache", 3);
    assertEquals(List.of("a\tb\nc%0A%"), values(again));
    assertEquals(Optional.of(grouped), again.find(token("A\tB\nC%0a%")));
  }

  @Test
  void aDamagedLineCostsThatTokenOnly() {
    memory.put(
        "list",
        "x\nAAA\tLOCAL\tACCEPTED\t\t\nBBB\tLOCAL\nCCC\tLOCAL\tSTRANGE\t\t\nDDD\tLOCAL\tBLOCKED\t\t\n"
            .getBytes(StandardCharsets.UTF_8));
    TokenBook read = new TokenBook(memory, "list", 3);
    assertEquals(List.of("AAA", "DDD"), values(read));
    assertEquals(2, read.passedOver());
  }
}

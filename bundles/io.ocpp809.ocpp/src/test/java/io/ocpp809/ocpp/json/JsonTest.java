package io.ocpp809.ocpp.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  private final Json json = new Json(() -> true);

  record Inner(Integer n) {}

  record Message(
      Instant at, @MaxLength(3) Optional<String> text, List<Inner> list, Optional<Instant> to) {}

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-03-01T10:00:00Z",
        "2026-03-01T10:00:00.000Z",
        "2026-03-01T10:00:00.000000000Z",
        "2026-03-01T11:00:00+01:00",
        "2026-03-01T11:00:00+0100",
        "2026-03-01T11:00:00+01",
        "2026-03-01T10:00:00",
        "2026-03-01T10:00",
        "2026-03-01t10:00:00z",
        " 2026-03-01T10:00:00Z "
      })
  void aTimeIsReadInEveryFormMetInTheField(String text) throws Exception {
    assertEquals(
        Instant.parse("2026-03-01T10:00:00Z"),
        json.decode(Message.class, "{\"at\":\"" + text + "\"}").at());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"at\":\"yesterday\"}|at must be a date and time, not yesterday",
        "{}|at is missing",
        "{\"at\":null}|at is missing",
        "{\"at\":7}|at must be a text",
        "{\"at\":\"2026-03-01T10:00:00Z\",\"text\":\"long\"}|text has 4 of at most 3 characters",
        "{\"at\":\"2026-03-01T10:00:00Z\",\"x\":1}|x is no field of this message",
        "{\"at\":\"2026-03-01T10:00:00Z\",\"list\":[{\"n\":1},{\"n\":\"2\"}]}|list[1].n must be a number",
        "{\"at\":\"2026-03-01T10:00:00Z\",\"list\":[{\"n\":1e99}]}|list[0].n must be a whole number of 32 bits, not 1E+99",
        "{\"at\":\"2026-03-01T10:00:00Z\",\"list\":[{\"n\":1e99999}]}|list[0].n must be a number of fewer digits",
        "{\"at\":\"+10000-01-01T00:00:00Z\"}|at must be a date and time, not +10000-01-01T00:00:00Z",
        "{\"at\":\"-0001-01-01T00:00:00Z\"}|at must be a date and time, not -0001-01-01T00:00:00Z",
        "[1]|the payload must be an object",
        "{'at':1}|the payload is no JSON",
        "{\"at\":NaN}|the payload is no JSON"
      })
  void whatDoesNotFitIsNamedByItsField(String text, String message) {
    assertEquals(
        message,
        assertThrows(CodecException.class, () -> json.decode(Message.class, text)).getMessage());
  }

  @Test
  void anAnswerIsReadAsFarAsItIsNeeded() throws Exception {
    Message m =
        json.read(
            Message.class,
            "{\"at\":\"2026-03-01T10:00:00Z\",\"text\":\"too long\",\"to\":\"\",\"x\":1}");
    assertEquals(Optional.empty(), m.text());
    assertEquals(Optional.empty(), m.to());
    assertEquals(
        "at is missing",
        assertThrows(CodecException.class, () -> json.read(Message.class, "{}")).getMessage());
  }

  record Limits(BigDecimal limit) {}

  @Test
  void aLimitIsWrittenWithoutBinaryNoise() {
    assertEquals("{\"limit\":8.1}", json.encode(new Limits(new BigDecimal("8.1"))));
    assertEquals("{\"limit\":16}", json.encode(new Limits(new BigDecimal("16"))));
  }

  @Test
  void whatIsEmptyIsLeftOutAndASingleElementStaysAList() {
    Instant at = Instant.parse("2026-03-01T10:00:00.123456Z");
    assertEquals(
        "{\"at\":\"2026-03-01T10:00:00.123Z\"}",
        json.encode(new Message(at, Optional.empty(), List.of(), Optional.empty())));
    assertEquals(
        "{\"at\":\"2026-03-01T10:00:00Z\",\"text\":\"a<b\",\"list\":[{\"n\":1}]}",
        new Json(() -> false)
            .encode(new Message(at, Optional.of("a<b"), List.of(new Inner(1)), Optional.empty())));
  }
}

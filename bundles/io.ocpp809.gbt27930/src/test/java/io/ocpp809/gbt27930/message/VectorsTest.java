package io.ocpp809.gbt27930.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.ocpp809.can.Frame;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of vectors, both ways; each line of it carries its derivation. */
class VectorsTest {
  private record Vector(
      MessageType type, Context context, byte[] sent, byte[] encoded, Map<String, String> values) {}

  /** The lines of a table beside the tests, without its comments. */
  static Stream<String> lines(String table) {
    try (InputStream in = VectorsTest.class.getResourceAsStream(table)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines().filter(line -> !line.startsWith("#")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<String> vectors() {
    return lines("vectors.txt");
  }

  private static Vector vector(String line) {
    String[] parts = line.split(" \\| ", -1);
    Map<String, String> values = new TreeMap<>();
    for (String value : parts[4].isBlank() ? new String[0] : parts[4].split(", ")) {
      String[] pair = value.split("=", 2);
      values.put(pair[0], pair[1]);
    }
    byte[] sent = HexFormat.of().parseHex(parts[2]);
    return new Vector(
        MessageType.valueOf(parts[0]),
        parts[1].equals("2011") ? Context.Y2011 : Context.Y2015,
        sent,
        parts[3].equals("=") ? sent : HexFormat.of().parseHex(parts[3]),
        values);
  }

  private static Message message(Decoded decoded) {
    return assertInstanceOf(Decoded.Said.class, decoded).message();
  }

  private static Map<String, String> values(Message message) {
    Map<String, String> values = new TreeMap<>();
    for (Signal signal : Signals.of(message.type())) {
      signal.value(message).ifPresent(value -> values.put(signal.field().name(), value.toString()));
    }
    return values;
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void theOctetsReadAsTheValues(String line) {
    Vector v = vector(line);
    Message message =
        message(Decoder.decode(v.type.sender(), v.type.pgn(), v.sent.clone(), v.context));
    assertEquals(v.values, values(message));
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void theFrameReadsAsItsOctetsDo(String line) {
    Vector v = vector(line);
    if (v.sent.length <= 8) {
      assertEquals(
          message(Decoder.decode(v.type.sender(), v.type.pgn(), v.sent, v.context)),
          message(Decoder.decode(Frame.extended(v.type.id(), v.sent), v.context)));
    }
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void theValuesAreWrittenAsTheOctets(String line) {
    Vector v = vector(line);
    Message message = message(Decoder.decode(v.type.sender(), v.type.pgn(), v.sent, v.context));
    assertEquals(
        HexFormat.of().formatHex(v.encoded), HexFormat.of().formatHex(message.encode(v.context)));
    assertEquals(
        message,
        message(
            Decoder.decode(v.type.sender(), v.type.pgn(), message.encode(v.context), v.context)));
  }

  @Test
  void everyMessageHasAVector() {
    List<MessageType> seen = vectors().map(line -> vector(line).type).distinct().toList();
    assertEquals(
        List.of(MessageType.values()), seen.stream().sorted().collect(Collectors.toList()));
  }
}

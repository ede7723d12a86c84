package io.ocpp809.gbt27930.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of boundaries: least and greatest values, what is refused, what is not available. */
class BoundariesTest {
  private record Row(
      String name,
      int spn,
      int octet,
      int bit,
      int bits,
      String values,
      String refused,
      String none) {
    static Row of(String line) {
      String[] parts = line.split(" \\| ");
      String[] place = parts[2].split("\\.");
      return new Row(
          parts[0],
          Integer.parseInt(parts[1]),
          Integer.parseInt(place[0]),
          Integer.parseInt(place[1]),
          Integer.parseInt(parts[3]),
          parts[4],
          parts[5],
          parts[6]);
    }

    MessageType type() {
      return MessageType.valueOf(name.substring(0, 3));
    }

    /** Zeros but for the value's bits. */
    byte[] octets(long raw) {
      byte[] octets = new byte[type().length(Edition.Y2015)];
      for (int i = 0; i < bits; i++) {
        int at = 8 * (octet - 1) + bit - 1 + i;
        octets[at / 8] |= (byte) ((raw >>> i & 1) << at % 8);
      }
      return octets;
    }

    long raw(byte[] octets) {
      long raw = 0;
      for (int i = bits - 1; i >= 0; i--) {
        int at = 8 * (octet - 1) + bit - 1 + i;
        raw = raw << 1 | octets[at / 8] >>> at % 8 & 1;
      }
      return raw;
    }

    Decoded.Said said(long raw) {
      return assertInstanceOf(
          Decoded.Said.class,
          Decoder.decode(type().sender(), type().pgn(), octets(raw), Context.Y2015));
    }

    Optional<Object> value(Message message) {
      return Signals.named(name).orElseThrow().value(message);
    }

    List<Remark> remarks(Decoded.Said said) {
      String own = name.substring(4);
      return said.remarks().stream().filter(one -> one.field().name().equals(own)).toList();
    }
  }

  private static Stream<String> rows() {
    return VectorsTest.lines("boundaries.txt");
  }

  private static String[] items(String text) {
    return text.equals("-") ? new String[0] : text.split(", ");
  }

  @ParameterizedTest
  @MethodSource("rows")
  void plausibleRawNumbersAreValuesAndBecomeTheSameRawNumbersAgain(String line) {
    Row row = Row.of(line);
    for (String pair : items(row.values)) {
      long raw = Long.parseLong(pair.substring(0, pair.indexOf('=')));
      String value = pair.substring(pair.indexOf('=') + 1);
      Decoded.Said said = row.said(raw);
      assertEquals(value, row.value(said.message()).orElseThrow().toString(), pair);
      assertEquals(List.of(), row.remarks(said), pair);
      assertEquals(raw, row.raw(said.message().encode(Context.Y2015)), pair);
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void implausibleRawNumbersAreNotAvailableAndRemarkedWithSpnAndRawNumber(String line) {
    Row row = Row.of(line);
    for (String text : items(row.refused)) {
      long raw = Long.parseLong(text);
      Decoded.Said said = row.said(raw);
      Remark remark = row.remarks(said).get(0);
      assertEquals(raw, remark.raw());
      assertEquals(row.spn, remark.field().spn());
      assertEquals(Remark.Reason.IMPLAUSIBLE, remark.reason());
      boolean other = row.name.equals("BRM.batteryType");
      assertEquals(
          other ? Optional.of("OTHER") : Optional.empty(), row.value(said.message()), text);
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void allBitsOneAreNotAvailableWithoutARemark(String line) {
    Row row = Row.of(line);
    if (!row.none.equals("-")) {
      Decoded.Said said = row.said(Long.parseLong(row.none));
      assertEquals(List.of(), row.remarks(said));
      boolean other = row.name.equals("BRM.batteryType");
      assertEquals(other ? Optional.of("OTHER") : Optional.empty(), row.value(said.message()));
    }
  }

  @Test
  void everyNumberAndStateHasARow() {
    List<String> rows = rows().map(line -> Row.of(line).name).toList();
    List<String> signals =
        Signals.all().stream()
            .filter(signal -> signal.field().scale() != Scale.COUNT)
            .filter(
                signal ->
                    signal.kind() != Signal.Kind.TEXT
                        || signal.field().name().equals("protocolVersion"))
            .map(Signal::name)
            .toList();
    assertEquals(signals, rows);
  }

  @Test
  void aRemarkIsOneLineThatNamesMessageSpnAndRawNumber() {
    // BCL 740E 10FD 02: raw FD10 is 6078.4 A out of the vehicle
    Decoded.Said said =
        assertInstanceOf(
            Decoded.Said.class,
            Decoder.decode(
                Node.BMS, 0x1000, new byte[] {0x74, 0x0E, 0x10, (byte) 0xFD, 2}, Context.Y2015));
    assertEquals(
        "BCL.currentDemand (SPN 3073), raw 64784 (0xFD10), is beyond what it can be and is taken"
            + " for not available",
        said.remarks().get(0).text());
  }

  @Test
  void anotherOffsetOfCurrentsMovesTheirRange() {
    Context wide = Context.Y2015.with(-1000);
    // raw 0 is 1000 A, raw 10000 is 0 A, raw 10101 would be 10.1 A out of the vehicle
    Bcl most = bcl(0x0000, wide);
    Bcl none = bcl(10_000, wide);
    assertEquals(1000.0, most.currentDemand().getAsDouble());
    assertEquals(0.0, none.currentDemand().getAsDouble());
    assertTrue(bcl(10_101, wide).currentDemand().isEmpty());
    assertEquals(0x10, none.encode(wide)[2]);
    assertEquals(0x27, none.encode(wide)[3]);
  }

  private static Bcl bcl(int rawCurrent, Context context) {
    byte[] octets = {0x74, 0x0E, (byte) rawCurrent, (byte) (rawCurrent >>> 8), 2};
    Decoded decoded = Decoder.decode(Node.BMS, 0x1000, octets, context);
    return (Bcl) assertInstanceOf(Decoded.Said.class, decoded).message();
  }
}

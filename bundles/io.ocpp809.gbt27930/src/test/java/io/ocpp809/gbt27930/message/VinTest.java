package io.ocpp809.gbt27930.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VinTest {
  private static Decoded.Said brm(byte[] vin) {
    byte[] octets = new byte[49];
    Arrays.fill(octets, (byte) 0xFF);
    System.arraycopy(vin, 0, octets, 24, 17);
    return assertInstanceOf(
        Decoded.Said.class, Decoder.decode(Node.BMS, 0x0200, octets, Context.Y2015));
  }

  private static Optional<String> vin(Decoded.Said said) {
    return ((Brm) said.message()).vin();
  }

  private static List<String> remarks(Decoded.Said said) {
    return said.remarks().stream()
        .filter(one -> one.field().name().equals("vin"))
        .map(Remark::text)
        .toList();
  }

  @Test
  void seventeenLettersAndDigitsAreAVin() {
    Decoded.Said said = brm("LGBT27930TEST0001".getBytes(StandardCharsets.US_ASCII));
    assertEquals(Optional.of("LGBT27930TEST0001"), vin(said));
    assertEquals(List.of(), remarks(said));
  }

  @ParameterizedTest
  @ValueSource(ints = {0xFF, 0x00, ' ', '0'})
  void aVinOfNothingButFillIsNotAvailableWithoutARemark(int octet) {
    byte[] fill = new byte[17];
    Arrays.fill(fill, (byte) octet);
    assertEquals(Optional.empty(), vin(brm(fill)));
    assertEquals(List.of(), remarks(brm(fill)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "LGBT27930TEST000 ",
        "LGBT-7930TEST0001",
        "LGBT_7930TEST0001",
        "LGBT[7930TEST0001",
        "LGBT{7930TEST0001",
        "LGBT27930TEST000\n",
        "\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\u0009\n\u000b\f\r\u000e\u000f\u0010",
        "LGBT27930\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000"
      })
  void aVinOfGarbageIsNotAvailableAndTheRemarkDoesNotShowIt(String garbage) {
    Decoded.Said said = brm(garbage.getBytes(StandardCharsets.ISO_8859_1));
    assertEquals(Optional.empty(), vin(said));
    assertEquals(
        List.of("BRM.vin (SPN 2575) is no readable text and is taken for not available"),
        remarks(said));
    said.remarks().forEach(one -> assertEquals(0, one.raw()));
  }

  @Test
  void textsLoseTheFillAtTheirEndAndNothingElse() {
    // manufacturer: 01 00 00 00 is no text
    byte[] octets = new byte[49];
    octets[8] = 1;
    Decoded.Said said =
        assertInstanceOf(
            Decoded.Said.class, Decoder.decode(Node.BMS, 0x0200, octets, Context.Y2015));
    assertEquals(Optional.empty(), ((Brm) said.message()).manufacturer());
    assertEquals(
        "BRM.manufacturer (SPN 2569) is no readable text and is taken for not available",
        said.remarks().stream()
            .filter(one -> one.field().name().equals("manufacturer"))
            .findFirst()
            .orElseThrow()
            .text());
  }
}

package io.ocpp809.iec104.asdu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ocpp809.iec104.apci.Apdu;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GoldenApdusTest {

  static List<String> vectors() throws Exception {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                GoldenApdusTest.class.getResourceAsStream("/io/ocpp809/iec104/apdus.tsv"),
                StandardCharsets.UTF_8))) {
      return in.lines().filter(l -> !l.startsWith("#")).toList();
    }
  }

  @Test
  void noneOfTheVectorsIsMissing() throws Exception {
    assertEquals(46, vectors().size());
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void eachApduIsReadAndWrittenToTheSameOctets(String vector) throws Exception {
    byte[] octets = octets(vector);
    Apdu apdu = Apdu.decode(octets);
    assertArrayEquals(octets, apdu.encode());
    if (apdu instanceof Apdu.Information i) {
      assertArrayEquals(i.asdu(), Asdu.decode(RawAsdu.of(i.asdu())).encode());
      String type = vector.split("[ \t]")[0];
      if (type.matches("[MCP]_.._.._1")) {
        assertEquals(type, RawAsdu.of(i.asdu()).type().orElseThrow().name());
      }
    }
  }

  private static byte[] octets(String vector) {
    return HexFormat.of().parseHex(vector.split("\t")[1].replace(" ", ""));
  }
}

package io.ocpp809.kura.emulator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ValuesTest {

  private static final String XML =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <metatype:MetaData xmlns:metatype="http://www.osgi.org/xmlns/metatype/v1.4.0">
        <OCD id="org.acme" name="Acme">
          <AD id="port" name="Port" type="Integer" required="true" default="502" min="1" max="65535"/>
          <AD id="host" name="Host" type="String" required="true"/>
          <AD id="mode" name="Mode" type="String" required="false" default="A">
            <Option label="first" value="A"/><Option label="second" value="B"/>
          </AD>
          <AD id="names" name="Names" type="String" cardinality="5" required="false" default="a, b\\,c"/>
          <AD id="note" name="Note" type="String" required="true" default="" max="5"/>
        </OCD>
        <Designate factoryPid="org.acme"><Object ocdref="org.acme"/></Designate>
      </metatype:MetaData>
      """;

  private Definition definition;

  @BeforeEach
  void read() throws IOException {
    definition =
        MetatypeReader.read(
                "org.acme", new ByteArrayInputStream(XML.getBytes(StandardCharsets.UTF_8)))
            .orElseThrow();
  }

  private List<String> problems(Map<String, Object> given) {
    return Values.problems(definition, Values.merge(definition, given));
  }

  @Test
  void defaultsAreTypedAndSplitAtCommas() {
    Map<String, Object> values = Values.merge(definition, Map.of("host", "h"));
    assertEquals(502, values.get("port"));
    assertArrayEquals(new String[] {"a", "b,c"}, (String[]) values.get("names"));
    assertEquals(List.of("port", "mode", "names", "host"), List.copyOf(values.keySet()));
    assertEquals(List.of(), Values.problems(definition, values));
  }

  @Test
  void aMissingValueIsNamed() {
    assertEquals(List.of("host (Host) is required"), problems(Map.of()));
  }

  @Test
  void aWrongTypeIsNamed() {
    assertEquals(
        List.of("port needs a value of type Integer, not the String 502"),
        problems(Map.of("host", "h", "port", "502")));
    assertEquals(
        List.of("names needs an array of String, not x"),
        problems(Map.of("host", "h", "names", "x")));
  }

  @Test
  void boundsAndOptionsAreChecked() {
    assertEquals(
        List.of("port is 0, at least 1 is needed"), problems(Map.of("host", "h", "port", 0)));
    assertEquals(
        List.of("port is 70000, at most 65535 is allowed"),
        problems(Map.of("host", "h", "port", 70_000)));
    assertEquals(
        List.of("note has 6 characters, at most 5 is allowed"),
        problems(Map.of("host", "h", "note", "sixsix")));
    assertEquals(List.of("mode is C; there are: A, B"), problems(Map.of("host", "h", "mode", "C")));
  }

  @Test
  void aFileThatIsNotNamedAfterItsClassIsNotFound() throws IOException {
    assertEquals(
        true,
        MetatypeReader.read(
                "org.other", new ByteArrayInputStream(XML.getBytes(StandardCharsets.UTF_8)))
            .isEmpty());
  }
}

package io.ocpp809.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The channels of every template as files for the upload of Kura's console. */
class AssetCsvTest {
  private static final Path FOLDER = Path.of("../../docs/channels");

  static Stream<String> names() throws TemplateException {
    return TemplateLibrary.names().stream().filter(n -> !n.equals("generic-roles"));
  }

  /** Run with {@code -Dchannels.write} to write the files anew. */
  @ParameterizedTest
  @MethodSource("names")
  void theFileOfEachTemplateIsWhatTheTemplateSays(String name) throws Exception {
    String csv = AssetCsv.of(TemplateLibrary.named(name), 0, 1);
    Path file = FOLDER.resolve(name + ".csv");
    if (System.getProperty("channels.write") != null) {
      Files.createDirectories(FOLDER);
      Files.writeString(file, csv);
    }
    assertEquals(csv, Files.readString(file), "write it anew with -Dchannels.write");
  }

  @Test
  void thereIsAFileForEachTemplateWithAddressesAndNoOther() throws Exception {
    try (Stream<Path> files = Files.list(FOLDER)) {
      Set<String> there =
          files
              .map(f -> f.getFileName().toString())
              // A vehicle's asset has no template.
              .filter(f -> !f.equals("gbt27930-vehicle.csv"))
              .collect(Collectors.toCollection(TreeSet::new));
      assertEquals(
          names().map(n -> n + ".csv").collect(Collectors.toCollection(TreeSet::new)), there);
    }
  }

  @Test
  void aLineIsOneChannelUnderTheNamesOfTheAttributes() throws TemplateException {
    List<String> lines = AssetCsv.of(TemplateLibrary.named("eastron-sdm72"), 7, 1).lines().toList();
    assertEquals(
        "name,enabled,type,value.type,unit,table,address,data.type,order,length,bit,mask,shift,"
            + "factor,add,invalid,write.fc,poll,control,feed.value,feed.every,block,block.max,"
            + "watchdog,watchdog.timeout",
        lines.get(0).replaceFirst("(?<=watchdog.timeout),.*", ""));
    assertTrue(
        lines
            .get(1)
            .startsWith(
                "power.total,true,READ,DOUBLE,7,INPUT,52,FLOAT32,ABCD,0,-1,0,0,1.0,0.0,,AUTO,FAST,"
                    + "NONE,,0,GAP:0,80,NONE,0"),
        lines.get(1));
    assertEquals(5, lines.size());
  }

  @Test
  void aFieldWithACommaIsQuoted() throws Exception {
    String text =
        Files.readString(Path.of("src/main/resources/templates/eastron-sdm72.json"))
            .replace(
                "\"role\": \"power.total\"", "\"role\": \"power.total\", \"invalid\": \"FF,FE\"");
    String csv = AssetCsv.of(TemplateLibrary.read("x", text), 0, 1);
    assertTrue(csv.contains(",\"FF,FE\","), csv);
  }

  @Test
  void aTemplateWithoutAddressesHasNoChannelsToUpload() throws IOException, TemplateException {
    PileTemplate generic = TemplateLibrary.named("generic-roles");
    assertThrows(IllegalArgumentException.class, () -> AssetCsv.of(generic, 0, 1));
  }
}

package io.ocpp809.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... arguments) {
    return Main.run(Path.of("."), List.of(arguments), new PrintStream(out), new PrintStream(err));
  }

  private static String text(ByteArrayOutputStream stream) {
    return stream.toString(StandardCharsets.UTF_8).strip();
  }

  @Test
  void aWrongCommandLineIsNamed() {
    assertEquals(2, run("fly"));
    assertEquals(2, run("run"));
    assertEquals(2, run("run", "a.json", "b.json"));
    assertEquals(2, run("demo", "--seconds", "soon"));
    assertEquals(2, run("demo", "--seconds", "0"));
    assertEquals(2, run("demo", "--fast"));
    assertEquals(
        """
        ocpp809: There is no command fly
        ocpp809: run needs a configuration file
        ocpp809: run takes FILE [--data FOLDER], not b.json
        ocpp809: --seconds needs a number, not soon
        ocpp809: --seconds needs a number above 0
        ocpp809: demo takes [--seconds N] [--plain], not --fast"""
            .strip(),
        text(err).replace(System.lineSeparator(), "\n"));
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    assertEquals(1, run("run", "no-such-file.json"));
    assertEquals("ocpp809: there is no file no-such-file.json", text(err));
    assertEquals("", text(out));
  }

  @Test
  void aFolderThatCannotBeWrittenIsNamedWithTheOptionForAnother(@TempDir Path folder)
      throws IOException {
    Path file = Files.writeString(folder.resolve("a.json"), "{}");
    assertEquals(1, run("run", file.toString(), "--data", file.resolve("data").toString()));
    assertEquals("", text(out));
    assertTrue(text(err).startsWith("ocpp809: the state cannot be kept in " + file), text(err));
    assertTrue(text(err).endsWith("name a folder that may be written: --data FOLDER"), text(err));
  }
}

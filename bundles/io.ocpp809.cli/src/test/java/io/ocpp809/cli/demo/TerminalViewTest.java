package io.ocpp809.cli.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class TerminalViewTest {

  @Test
  void noLineIsLongerThanTheTerminalIsWide() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new TerminalView(new PrintStream(bytes, true, StandardCharsets.UTF_8), 60)
        .show(
            new Board.Picture(
                "a scene with a title that goes on and on and on and on and on",
                "grid: 10.0 A",
                List.of(new Board.Row("keba", "Charging", 11_040, "16.0 A", "16 A: rating", 1234)),
                List.of("12:00:00 " + "x".repeat(100))));
    List<String> lines =
        bytes
            .toString(StandardCharsets.UTF_8)
            .replaceAll("\u001b\\[[0-9]*[A-Za-z]", "")
            .lines()
            .toList();
    assertTrue(lines.stream().allMatch(line -> line.length() <= 60), lines::toString);
    assertEquals("12:00:00 " + "x".repeat(50) + "…", lines.get(lines.size() - 1));
    assertTrue(lines.get(4).startsWith("keba "), lines.get(4));
  }

  @Test
  void aTerminalOfAHundredColumnsShowsTheReasonOfALimitInFull() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new TerminalView(new PrintStream(bytes, true, StandardCharsets.UTF_8), 100)
        .show(
            new Board.Picture(
                "noon",
                "grid: 10.0 A",
                List.of(
                    new Board.Row(
                        "heidelberg (Heidelberg Energy Control)",
                        "SuspendedEVSE",
                        11_040,
                        "16.0 A",
                        "16 A: CSMS profile of 12:00",
                        123_456)),
                List.of()));
    String text = bytes.toString(StandardCharsets.UTF_8);
    assertTrue(text.contains("16.0 A (16 A: CSMS profile of 12:00)"), text);
  }
}

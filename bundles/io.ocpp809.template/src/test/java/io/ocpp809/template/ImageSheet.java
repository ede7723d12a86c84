package io.ocpp809.template;

import io.ocpp809.station.core.EvseOptions;
import io.ocpp809.station.core.EvseOptions.EnergyPolicy;
import io.ocpp809.station.core.EvseOptions.TokenPolicy;
import io.ocpp809.station.pile.PileReport;
import io.ocpp809.station.reading.Measurand;
import io.ocpp809.station.reading.Reading;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A sheet of {@code src/test/resources/images}: registers of a product written by hand from its
 * maker's table, and what they mean. See its README for the form.
 *
 * @param facts lines of one word and its value, such as {@code meterStart}
 * @param blocks registers by name of the block: base, plugged, charging
 * @param values sampled values expected of the charging image
 * @param rows states
 */
record ImageSheet(
    Map<String, String> facts,
    Map<String, RegisterImage> blocks,
    List<String> values,
    List<Row> rows) {
  private static final Map<String, String> TABLES =
      Map.of("hr", "HOLDING", "ir", "INPUT", "co", "COIL", "di", "DISCRETE");

  /**
   * A state.
   *
   * @param image registers laid over those of the charging image
   * @param state state of the outlet, or - for none
   * @param idle what a CSMS is told outside a transaction
   * @param within what it is told within one
   * @param text the row as it stands in the sheet
   */
  record Row(RegisterImage image, String state, String idle, String within, String text) {}

  /** The sheet of a template; a missing one is an error. */
  static ImageSheet of(String profile) {
    try (InputStream in = ImageSheet.class.getResourceAsStream("/images/" + profile + ".txt")) {
      if (in == null) {
        throw new AssertionError("no register image of " + profile);
      }
      return read(
          new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ImageSheet read(List<String> lines) {
    ImageSheet sheet =
        new ImageSheet(new HashMap<>(), new HashMap<>(), new ArrayList<>(), new ArrayList<>());
    String block = "";
    for (String raw : lines) {
      String line = raw.replaceFirst("#.*", "").strip();
      if (line.isEmpty()) {
        continue;
      }
      if (line.endsWith(":")) {
        block = line.substring(0, line.length() - 1);
      } else if (block.equals("values")) {
        sheet.values.add(line.replaceAll("\\s+", " "));
      } else if (block.equals("states")) {
        sheet.rows.add(row(line));
      } else if (block.isEmpty()) {
        String[] words = line.split("\\s+", 2);
        sheet.facts.put(words[0], words[1]);
      } else {
        sheet.blocks.merge(block, registers(line), RegisterImage::with);
      }
    }
    return sheet;
  }

  /** Registers, such as {@code hr 1000 0000 0003; hr 1004 0007}. */
  private static RegisterImage registers(String text) {
    RegisterImage result = new RegisterImage();
    for (String part : text.split(";")) {
      String[] words = part.strip().split("\\s+", 3);
      result.set(TABLES.get(words[0]), Integer.parseInt(words[1]), words[2]);
    }
    return result;
  }

  private static Row row(String line) {
    List<String> cells = Arrays.stream(line.split("\\|")).map(String::strip).toList();
    if (cells.size() != 6) {
      throw new AssertionError("six cells are needed: " + line);
    }
    String fault = " " + cells.get(4) + " " + cells.get(5);
    return new Row(
        registers(cells.get(0)), cells.get(1), cells.get(2) + fault, cells.get(3) + fault, line);
  }

  /** This sheet of a meter as that of a pile whose companion it is. */
  ImageSheet behind(String meter) {
    ImageSheet pile = of(facts.get("behind"));
    Map<String, String> all = new HashMap<>(pile.facts);
    all.putAll(facts);
    all.put("companion", meter);
    Map<String, RegisterImage> registers = new HashMap<>(pile.blocks);
    registers.putAll(blocks);
    return new ImageSheet(all, registers, values, pile.rows);
  }

  /** The registers of a block laid over those that all images have. */
  RegisterImage image(String block) {
    RegisterImage base = blocks.getOrDefault("base", new RegisterImage());
    return base.with(blocks.getOrDefault(block, new RegisterImage()));
  }

  int outlet() {
    return Integer.parseInt(facts.getOrDefault("outlet", "1"));
  }

  /** What the pile says, with the readings of its companion meter in the place of its own. */
  PileReport report(PileTemplate t, RegisterImage image, long now) {
    PileReport pile = image.report(t, outlet(), now);
    if (!facts.containsKey("companion")) {
      return pile;
    }
    List<Reading> measured = new ArrayList<>();
    try {
      PileTemplate meter = TemplateLibrary.named(facts.get("companion"));
      measured.addAll(blocks.get("meter").report(meter, 1, now).readings());
    } catch (TemplateException e) {
      throw new AssertionError(e);
    }
    Set<Measurand> replaced = measured.stream().map(Reading::measurand).collect(Collectors.toSet());
    pile.readings().stream().filter(r -> !replaced.contains(r.measurand())).forEach(measured::add);
    return pile.withReadings(measured);
  }

  /** An EVSE that bills what the sheet allows. */
  EvseOptions evse() {
    boolean fixed = facts.containsKey("token.fixed");
    return new EvseOptions(
        1,
        0,
        1000 * Integer.parseInt(facts.getOrDefault("rating", "16")),
        0,
        3,
        "RST",
        fixed ? TokenPolicy.FIXED : TokenPolicy.READ,
        facts.getOrDefault("token.fixed", ""),
        EnergyPolicy.valueOf(facts.getOrDefault("energy", "MEASURED")));
  }
}

package io.ocpp809.template;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The templates that ship with this bundle, and the way to read others. */
public final class TemplateLibrary {
  private static final List<String> NAMES =
      List.of(
          "alfen-ng9",
          "alpitronic-hyc",
          "delta-dc",
          "eastron-sdm630",
          "generic-roles",
          "heidelberg-energy-control",
          "keba-p30",
          "vestel-evc04");

  private TemplateLibrary() {}

  /** Names of the templates that ship, in alphabetical order. */
  public static List<String> names() {
    return NAMES;
  }

  /**
   * A template that ships.
   *
   * @throws TemplateException if there is none of that name; the message lists those there are
   */
  public static PileTemplate named(String profile) throws TemplateException {
    if (!NAMES.contains(profile)) {
      throw new TemplateException(
          List.of("there is no template " + profile + "; there are " + String.join(", ", NAMES)));
    }
    String file = profile + ".json";
    try (InputStream in = TemplateLibrary.class.getResourceAsStream("/templates/" + file)) {
      return read(file, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A template as an operator gives it: the name of one that ships, the name of a file {@code
   * NAME.json} in a folder, or the JSON text itself.
   *
   * @param given name or text
   * @param folder where files are dropped in; a file there hides the template that ships
   * @throws TemplateException with all faults that were found
   */
  public static PileTemplate of(String given, Path folder) throws TemplateException {
    if (given.stripLeading().startsWith("{")) {
      return read("pasted template", given);
    }
    Path file = folder.resolve(given + ".json");
    if (!given.matches("[A-Za-z0-9._-]+") || !Files.isReadable(file)) {
      return named(given);
    }
    try {
      return read(file.getFileName().toString(), Files.readString(file));
    } catch (IOException e) {
      throw new TemplateException(List.of(file + " cannot be read: " + e.getMessage()));
    }
  }

  /**
   * Reads a template from text.
   *
   * @param file name used in messages
   * @throws TemplateException with all faults that were found
   */
  public static PileTemplate read(String file, String text) throws TemplateException {
    return TemplateReader.read(file, text);
  }
}

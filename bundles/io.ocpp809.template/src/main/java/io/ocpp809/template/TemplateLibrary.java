package io.ocpp809.template;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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
   * Reads a template from text.
   *
   * @param file name used in messages
   * @throws TemplateException with all faults that were found
   */
  public static PileTemplate read(String file, String text) throws TemplateException {
    return TemplateReader.read(file, text);
  }
}

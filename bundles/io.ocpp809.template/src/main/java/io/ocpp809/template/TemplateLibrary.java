package io.ocpp809.template;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The templates that ship with this bundle, and the way to read others. */
public final class TemplateLibrary {
  private static final List<String> NAMES =
      List.of(
          "abb-b23",
          "abb-terra-ac",
          "alfen-ng9",
          "alpitronic-hyc",
          "bender-cc612",
          "carlo-gavazzi-em24",
          "chint-dtsu666",
          "cn-dc-hmi-xf",
          "delta-dc",
          "eastron-sdm630",
          "eastron-sdm72",
          "em2go-home",
          "etrel-inch",
          "generic-roles",
          "heidelberg-energy-control",
          "innogy-ebox",
          "janitza-b23",
          "keba-p30",
          "mennekes-amtron-compact",
          "obo-betterman",
          "phoenix-charx",
          "phoenix-em-cp-pp-eth",
          "schneider-evlink-pro",
          "simpleevse-wb",
          "smartevse-3",
          "vestel-evc04",
          "webasto-next");

  /** Read once: templates are immutable, and all piles of a product share one. */
  private static final Map<String, PileTemplate> READ = new ConcurrentHashMap<>();

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
    PileTemplate known = READ.get(profile);
    if (known != null) {
      return known;
    }
    String file = profile + ".json";
    try (InputStream in = TemplateLibrary.class.getResourceAsStream("/templates/" + file)) {
      PileTemplate template =
          TemplateReader.read(file, new String(in.readAllBytes(), StandardCharsets.UTF_8));
      READ.put(profile, template);
      return template;
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
   * Reads a template from text. What nobody writes by the template that ships under the same name
   * is written by this one neither.
   *
   * @param file name used in messages
   * @throws TemplateException with all faults that were found
   */
  public static PileTemplate read(String file, String text) throws TemplateException {
    PileTemplate own = TemplateReader.read(file, text);
    if (!NAMES.contains(own.profile()) || own.foreign()) {
      return own;
    }
    PileTemplate all = own.withNever(named(own.profile()).never());
    List<String> faults = new ArrayList<>();
    NeverReader.check(all, (where, what) -> faults.add(file + ", " + where + ": " + what));
    if (!faults.isEmpty()) {
      throw new TemplateException(faults);
    }
    return all;
  }
}

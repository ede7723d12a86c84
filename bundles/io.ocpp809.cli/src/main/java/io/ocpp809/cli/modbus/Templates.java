package io.ocpp809.cli.modbus;

import io.ocpp809.template.PileTemplate;
import io.ocpp809.template.TemplateException;
import io.ocpp809.template.TemplateLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Templates as they are named on the command line. */
final class Templates {
  private Templates() {}

  /** Those that ship. */
  static List<PileTemplate> shipped() {
    List<PileTemplate> result = new ArrayList<>();
    for (String name : TemplateLibrary.names()) {
      try {
        result.add(TemplateLibrary.named(name));
      } catch (TemplateException e) {
        throw new IllegalStateException("a template that ships is faulty", e);
      }
    }
    return result;
  }

  /** The name of one that ships, or a file. */
  static PileTemplate of(String name, Options o) {
    try {
      if (!name.endsWith(".json")) {
        return TemplateLibrary.named(name);
      }
      Path file = Path.of(name);
      return TemplateLibrary.read(file.getFileName().toString(), Files.readString(file));
    } catch (TemplateException e) {
      throw o.wrong("TEMPLATE: " + String.join("; ", e.faults()) + "; or name a file, FILE.json");
    } catch (NoSuchFileException e) {
      throw o.wrong(
          "TEMPLATE: there is no file " + name + "; a template that ships is named without .json");
    } catch (IOException e) {
      throw o.wrong("TEMPLATE: " + name + " cannot be read: " + e.getMessage());
    }
  }

  /** The outlet that is asked for, from 1; of a product with one outlet there is no other. */
  static int outlet(PileTemplate template, Options o) {
    boolean several = template.stride() > 0 || template.outletsByUnit() || template.foreign();
    int outlet = o.integer("--outlet", 1, 1, 100);
    if (outlet > 1 && !several) {
      throw o.wrong(
          "--outlet: " + template.profile() + " has one outlet; there is no outlet " + outlet);
    }
    return outlet;
  }
}

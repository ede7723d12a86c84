package io.ocpp809.template;

import java.util.List;

/** A template cannot be used; lists all its faults, each with file, point and what to do. */
public final class TemplateException extends Exception {
  private static final long serialVersionUID = 1L;

  private final List<String> faults;

  /** Made with all faults that were found. */
  public TemplateException(List<String> faults) {
    super(String.join("\n", faults));
    this.faults = List.copyOf(faults);
  }

  /** The faults, a sentence each. */
  public List<String> faults() {
    return faults;
  }
}

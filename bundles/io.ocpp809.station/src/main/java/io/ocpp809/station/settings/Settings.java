package io.ocpp809.station.settings;

import io.ocpp809.station.reading.Measurand;
import java.util.List;

/** Present values of a station's settings; safe to read from any thread. */
public interface Settings {
  /** The value as text. */
  String text(Setting setting);

  /** Value of an {@link Setting.Type#INTEGER}. */
  long integer(Setting setting);

  /** Value of a {@link Setting.Type#BOOLEAN}. */
  boolean flag(Setting setting);

  /** Value of a {@link Setting.Type#MEASURANDS}. */
  List<Measurand> measurands(Setting setting);

  /**
   * Sets a value; it is kept over restarts.
   *
   * @return empty if accepted, else why not, in words that name the setting and its range
   */
  String set(Setting setting, String value);
}

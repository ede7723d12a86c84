package io.ocpp809.station.limit;

/** Who limits. */
public enum LimitSource {
  /** What pile, cable and wiring stand, as the operator says. */
  RATING("rating"),
  /** What the pile says that it can do. */
  HARDWARE("pile"),
  /** What the cable that is plugged in can do, as the pile says. */
  CABLE("cable"),
  /** The fuse at the grid connection, through the site's share. */
  FUSE("fuse"),
  /** The fuse of a circuit of the site. */
  CIRCUIT("circuit"),
  /** A charging profile of the CSMS. */
  CSMS_PROFILE("CSMS profile"),
  /** A set-point of the grid operator. */
  GRID("grid set-point"),
  /** A schedule of the operator. */
  SCHEDULE("schedule"),
  /** What holds while a source that must be heard is silent. */
  FAIL_SAFE("fail-safe"),
  /** Set at the station. */
  LOCAL("local setting");

  private final String words;

  LimitSource(String words) {
    this.words = words;
  }

  /** Name as an operator reads it. */
  public String words() {
    return words;
  }
}

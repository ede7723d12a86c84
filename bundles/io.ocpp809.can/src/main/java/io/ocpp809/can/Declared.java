package io.ocpp809.can;

/** What a converter cannot tell of itself and the operator declares. */
final class Declared {
  private Declared() {}

  /**
   * Checks that a converter may be opened.
   *
   * @param listenOnly whether the operator declares that it is set to listen only
   * @return what was declared, for the operator
   * @throws LinkException on a charging bus without that
   */
  static String check(LinkSettings settings, boolean listenOnly) throws LinkException {
    String name = settings.place().name();
    boolean charging = settings.role() == LinkSettings.Role.CHARGING_BUS;
    if (charging && !listenOnly) {
      throw new LinkException(
          LinkException.Kind.NOT_LISTEN_ONLY,
          name
              + ": a converter does not tell its mode, and a charging bus is only listened to; set"
              + " it to listen only (silent) at "
              + settings.bitRate()
              + " bit/s with its maker's program, then declare it: listen.only=true");
    }
    return name
        + ": connected"
        + (charging ? ", declared to listen only at " + settings.bitRate() + " bit/s" : "");
  }
}

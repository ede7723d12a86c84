package io.ocpp809.station.core;

import java.util.Objects;

/**
 * Configuration of a station.
 *
 * @param name the station's name ({@code kura.service.pid})
 * @param vendor vendor told at boot; empty takes the pile's
 * @param model model told at boot; empty takes the pile's
 * @param serial serial number told at boot; empty takes the pile's
 * @param limitMilliamps limit of all EVSEs together per phase, mA; 0 for none
 * @param voltage phase to neutral, V
 * @param offline who may charge while no CSMS was ever reached
 * @param refuseWhenStoreFails whether new transactions are refused while the journal cannot write
 */
public record StationOptions(
    String name,
    String vendor,
    String model,
    String serial,
    int limitMilliamps,
    int voltage,
    OfflinePolicy offline,
    boolean refuseWhenStoreFails) {

  /** Who may charge while no CSMS can be asked. */
  public enum OfflinePolicy {
    /** Nobody. */
    NOBODY,
    /** Tokens of the local list and the cache, as the settings say. */
    LOCAL_LIST,
    /** Everybody. */
    FREE
  }

  /** Checks the parts; messages name the attribute. */
  public StationOptions {
    Objects.requireNonNull(offline, "offline_policy");
    require(name != null && !name.isBlank(), "name: a station needs one");
    require(limitMilliamps >= 0, "limit.current: must be 0 or more");
    require(voltage >= 100 && voltage <= 300, "voltage: must be 100 to 300 V");
    require(vendor.length() <= 20, "vendor: at most 20 characters");
    require(model.length() <= 20, "model: at most 20 characters");
    require(serial.length() <= 25, "serial: at most 25 characters");
  }

  /** Options of that name with everything else at its default. */
  public static StationOptions named(String name) {
    return new StationOptions(name, "", "", "", 0, 230, OfflinePolicy.LOCAL_LIST, true);
  }

  private static void require(boolean right, String message) {
    if (!right) {
      throw new IllegalArgumentException(message);
    }
  }
}

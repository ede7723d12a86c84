package io.ocpp809.ocpp.v16;

import io.ocpp809.ocpp.transport.Endpoint;
import java.util.Objects;

/**
 * Configuration of a connection to a CSMS.
 *
 * @param name name by which the journal knows its reader
 * @param endpoint where the CSMS is
 * @param backOffMinimumSeconds first wait before another attempt, s
 * @param backOffRandomSeconds most that is added by chance, s
 * @param backOffDoublings how often the wait is doubled
 * @param bootOnReconnect whether BootNotification is sent after each connect
 * @param fractions whether timestamps carry milliseconds
 * @param gridLimits whether limits of the grid operator are told by DataTransfer
 * @param vehicles whether identification numbers of vehicles are told by DataTransfer
 */
public record CsmsOptions(
    String name,
    Endpoint endpoint,
    int backOffMinimumSeconds,
    int backOffRandomSeconds,
    int backOffDoublings,
    boolean bootOnReconnect,
    boolean fractions,
    boolean gridLimits,
    boolean vehicles) {
  /** A connection that tells neither limits of the grid nor vehicles. */
  public CsmsOptions(
      String name,
      Endpoint endpoint,
      int backOffMinimumSeconds,
      int backOffRandomSeconds,
      int backOffDoublings,
      boolean bootOnReconnect,
      boolean fractions) {
    this(
        name,
        endpoint,
        backOffMinimumSeconds,
        backOffRandomSeconds,
        backOffDoublings,
        bootOnReconnect,
        fractions,
        false,
        false);
  }

  /** Checks the ranges; messages name the attribute. */
  public CsmsOptions {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(endpoint, "endpoint");
    if (backOffMinimumSeconds < 1 || backOffRandomSeconds < 0 || backOffDoublings < 0) {
      throw new IllegalArgumentException(
          "backoff: the first wait is 1 s or more, chance and doublings 0 or more");
    }
  }
}

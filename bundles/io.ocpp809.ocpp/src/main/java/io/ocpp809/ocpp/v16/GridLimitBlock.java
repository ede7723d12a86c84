package io.ocpp809.ocpp.v16;

import io.ocpp809.ocpp.json.Json;
import io.ocpp809.station.StationEvent.LimitChanged;
import io.ocpp809.station.limit.LimitSource;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Tells the CSMS when a limit of the grid operator comes into force at a connector, changes, or is
 * over: DataTransfer, since 1.6 has no message for it. Once the CSMS refuses that, nothing more is
 * told until the next boot. It is told while the CSMS is there; nothing is kept for later, since
 * the composite schedule shows what holds.
 */
final class GridLimitBlock {
  /** Identifier of the message. */
  static final String MESSAGE = "GridLimit";

  private final Connectors connectors;
  private final OwnMessage message;
  private final Set<Integer> limited = new HashSet<>();

  /**
   * Makes the block.
   *
   * @param wanted whether the operator wants it told
   * @param online whether the CSMS takes messages
   */
  GridLimitBlock(
      Json json,
      Connectors connectors,
      Caller caller,
      BooleanSupplier wanted,
      BooleanSupplier online) {
    this.connectors = connectors;
    this.message = new OwnMessage(MESSAGE, json, caller, wanted, online);
  }

  /** The CSMS has accepted a boot: it may have learnt the message. */
  void booted() {
    message.booted();
  }

  /** The limit in force of an EVSE has changed. */
  void changed(LimitChanged e) {
    boolean grid = e.source().filter(s -> s == LimitSource.GRID).isPresent();
    boolean before = grid ? !limited.add(e.evse()) : limited.remove(e.evse());
    if (grid || before) {
      message.tell(() -> data(e, grid));
    }
  }

  private String data(LimitChanged e, boolean grid) {
    String head = "{\"connectorId\":" + connectors.number(e.evse()) + ",\"active\":" + grid;
    if (!grid) {
      return head + "}";
    }
    boolean watts = e.watts() >= 0;
    String limit =
        watts
            ? String.valueOf(e.watts())
            : String.format(Locale.ROOT, "%.1f", Math.floor(e.milliamps() / 100.0) / 10);
    return head + ",\"limit\":" + limit + ",\"unit\":\"" + (watts ? "W" : "A") + "\"}";
  }
}

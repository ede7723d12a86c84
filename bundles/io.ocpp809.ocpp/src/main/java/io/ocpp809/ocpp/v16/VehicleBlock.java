package io.ocpp809.ocpp.v16;

import io.ocpp809.ocpp.json.Json;
import io.ocpp809.station.StationEvent.VehicleIdentified;
import java.util.function.BooleanSupplier;

/**
 * Tells the CSMS the identification number of the vehicle that is charging at a connector, where
 * the operator wants that: DataTransfer, since 1.6 has no message for it. Once the CSMS refuses
 * that, nothing more is told until the next boot. It is told while the CSMS is there and kept
 * nowhere, since it is personal data.
 */
final class VehicleBlock {
  /** Identifier of the message. */
  static final String MESSAGE = "Vehicle";

  private final Connectors connectors;
  private final OwnMessage message;

  /**
   * Makes the block.
   *
   * @param wanted whether the operator wants it told
   * @param online whether the CSMS takes messages
   */
  VehicleBlock(
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

  /** The vehicle of a running transaction is known. */
  void identified(VehicleIdentified e) {
    message.tell(
        () -> "{\"connectorId\":" + connectors.number(e.evse()) + ",\"vin\":\"" + e.vin() + "\"}");
  }
}

package io.ocpp809.ocpp.v16;

import io.ocpp809.ocpp.json.CodecException;
import io.ocpp809.ocpp.json.Json;
import io.ocpp809.ocpp.rpc.Outcome;
import io.ocpp809.ocpp.v16.Messages.DataTransfer;
import io.ocpp809.ocpp.v16.Messages.DataTransferResponse;
import io.ocpp809.ocpp.v16.Messages.DataTransferStatus;
import io.ocpp809.station.StationEvent.VehicleIdentified;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Tells the CSMS the identification number of the vehicle that is charging at a connector, where
 * the operator wants that: DataTransfer, since 1.6 has no message for it. Once the CSMS refuses
 * that, nothing more is told until the next boot. It is told while the CSMS is there and kept
 * nowhere, since it is personal data.
 */
final class VehicleBlock {
  /** Identifier of the message; its vendor is that of {@link GridLimitBlock}. */
  static final String MESSAGE = "Vehicle";

  private final Json json;
  private final Connectors connectors;
  private final Caller caller;
  private final BooleanSupplier wanted;
  private final BooleanSupplier online;
  private boolean refused;

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
    this.json = json;
    this.connectors = connectors;
    this.caller = caller;
    this.wanted = wanted;
    this.online = online;
  }

  /** The CSMS has accepted a boot: it may have learnt the message. */
  void booted() {
    refused = false;
  }

  /** The vehicle of a running transaction is known. */
  void identified(VehicleIdentified e) {
    if (refused || !wanted.getAsBoolean() || !online.getAsBoolean()) {
      return;
    }
    String data =
        "{\"connectorId\":" + connectors.number(e.evse()) + ",\"vin\":\"" + e.vin() + "\"}";
    caller.call(
        "DataTransfer",
        new DataTransfer(GridLimitBlock.VENDOR, Optional.of(MESSAGE), Optional.of(data)),
        this::answered);
  }

  private void answered(Outcome outcome) {
    if (outcome instanceof Outcome.Refused) {
      refused = true;
    } else if (outcome instanceof Outcome.Answered a) {
      refused |= status(a.payload()) != DataTransferStatus.Accepted;
    }
  }

  private DataTransferStatus status(String payload) {
    try {
      return json.read(DataTransferResponse.class, payload).status();
    } catch (CodecException e) {
      return DataTransferStatus.Rejected;
    }
  }
}

package io.ocpp809.ocpp.v16;

import io.ocpp809.ocpp.json.CodecException;
import io.ocpp809.ocpp.json.Json;
import io.ocpp809.ocpp.rpc.Outcome;
import io.ocpp809.ocpp.v16.Messages.DataTransfer;
import io.ocpp809.ocpp.v16.Messages.DataTransferResponse;
import io.ocpp809.ocpp.v16.Messages.DataTransferStatus;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * A message of ours, by DataTransfer, since 1.6 has none for it: told while the operator wants it
 * and the CSMS is there, and once the CSMS refuses it not before the next boot. Nothing is kept for
 * later.
 */
final class OwnMessage {
  private static final String VENDOR = "io.ocpp809";

  private final String id;
  private final Json json;
  private final Caller caller;
  private final BooleanSupplier wanted;
  private final BooleanSupplier online;
  private boolean refused;

  /**
   * Makes it.
   *
   * @param id its identifier
   * @param wanted whether the operator wants it told
   * @param online whether the CSMS takes messages
   */
  OwnMessage(String id, Json json, Caller caller, BooleanSupplier wanted, BooleanSupplier online) {
    this.id = id;
    this.json = json;
    this.caller = caller;
    this.wanted = wanted;
    this.online = online;
  }

  /** The CSMS has accepted a boot: it may have learnt the message. */
  void booted() {
    refused = false;
  }

  /**
   * Tells it, if it may be told.
   *
   * @param data JSON, made only then
   */
  void tell(Supplier<String> data) {
    if (!refused && wanted.getAsBoolean() && online.getAsBoolean()) {
      caller.call(
          "DataTransfer",
          new DataTransfer(VENDOR, Optional.of(id), Optional.of(data.get())),
          this::answered);
    }
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

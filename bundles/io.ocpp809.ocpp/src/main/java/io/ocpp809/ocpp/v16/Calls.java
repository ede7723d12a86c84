package io.ocpp809.ocpp.v16;

import io.ocpp809.ocpp.json.CodecException;
import io.ocpp809.ocpp.json.Frame;
import io.ocpp809.ocpp.json.Json;
import io.ocpp809.ocpp.rpc.RpcSession;
import io.ocpp809.ocpp.v16.Messages.Empty;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Finds what answers a call of the CSMS; refuses what is not known, not offered or does not fit.
 * Answers of the station come from its own mailbox and go out through the connection's.
 */
final class Calls implements RpcSession.CallHandler {
  private static final Set<String> NOT_OFFERED =
      Set.of(
          "GetDiagnostics",
          "UpdateFirmware",
          "ReserveNow",
          "CancelReservation",
          "CertificateSigned",
          "DeleteCertificate",
          "ExtendedTriggerMessage",
          "GetInstalledCertificateIds",
          "GetLog",
          "InstallCertificate",
          "SignedUpdateFirmware");

  private final Json json;
  private final Executor mailbox;
  private final RpcSession.Oddities oddities;
  private final Map<String, Entry> handlers = new HashMap<>();

  /** Answers one kind of call. */
  @FunctionalInterface
  interface Handler<M extends Record> {
    /**
     * Answers a call.
     *
     * @param answer takes the answer, once, on any thread
     * @throws CodecException if the message as a whole does not fit
     */
    void handle(M message, Consumer<Record> answer) throws CodecException;
  }

  private interface Entry {
    void handle(String payload, Consumer<Record> answer) throws CodecException;
  }

  Calls(Json json, Executor mailbox, RpcSession.Oddities oddities) {
    this.json = json;
    this.mailbox = mailbox;
    this.oddities = oddities;
  }

  /** Says who answers an action. */
  <M extends Record> void on(String action, Class<M> type, Handler<M> handler) {
    handlers.put(action, (payload, answer) -> handler.handle(json.decode(type, payload), answer));
  }

  /** As {@link #on(String, Class, Handler)}, for a message without fields. */
  void on(String action, Consumer<Consumer<Record>> handler) {
    on(action, Empty.class, (m, answer) -> handler.accept(answer));
  }

  @Override
  public void onCall(Frame.Call call, RpcSession.Reply reply) {
    Entry handler = handlers.get(call.action());
    if (handler == null) {
      boolean known = NOT_OFFERED.contains(call.action());
      refuse(
          call,
          reply,
          known ? "NotSupported" : "NotImplemented",
          call.action() + (known ? " is not offered by this station" : " is not known"));
      return;
    }
    try {
      handler.handle(call.payload(), m -> mailbox.execute(() -> reply.answer(json.encode(m))));
    } catch (CodecException e) {
      refuse(call, reply, code(e.fault()), call.action() + ": " + e.getMessage());
    } catch (RuntimeException e) {
      refuse(call, reply, "InternalError", call.action() + ": " + e);
    }
  }

  private void refuse(Frame.Call call, RpcSession.Reply reply, String code, String text) {
    oddities.seen(call.action() + " " + code, "a call of the CSMS is refused: " + text);
    reply.refuse(code, text);
  }

  private static String code(CodecException.Fault fault) {
    return switch (fault) {
      case FORMATION -> "FormationViolation";
      case PROPERTY -> "PropertyConstraintViolation";
      case OCCURRENCE -> "OccurenceConstraintViolation";
      case TYPE -> "TypeConstraintViolation";
    };
  }
}

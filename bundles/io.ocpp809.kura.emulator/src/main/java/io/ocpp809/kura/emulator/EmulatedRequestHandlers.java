package io.ocpp809.kura.emulator;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.kura.KuraErrorCode;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.cloudconnection.message.KuraMessage;
import org.eclipse.kura.cloudconnection.request.RequestHandler;
import org.eclipse.kura.cloudconnection.request.RequestHandlerContext;
import org.eclipse.kura.cloudconnection.request.RequestHandlerRegistry;
import org.eclipse.kura.message.KuraPayload;

/** Keeps request handlers and asks them, as a cloud connection would. */
public final class EmulatedRequestHandlers implements RequestHandlerRegistry {

  private final Map<String, RequestHandler> handlers = new ConcurrentHashMap<>();

  @Override
  public void registerRequestHandler(String id, RequestHandler handler) throws KuraException {
    if (handlers.putIfAbsent(id, handler) != null) {
      throw new KuraException(KuraErrorCode.INVALID_PARAMETER, id + " is registered already");
    }
  }

  @Override
  public void unregister(String id) {
    handlers.remove(id);
  }

  /**
   * The applications that can be asked.
   *
   * @return their ids, sorted
   */
  public Set<String> ids() {
    return new TreeSet<>(handlers.keySet());
  }

  /**
   * Asks an application to read something (GET).
   *
   * @param id the application
   * @param resources the parts of the path
   * @return the metrics of the answer
   * @throws KuraException NOT_FOUND if no such application is registered, or what the handler
   *     throws
   */
  public Map<String, Object> get(String id, List<String> resources) throws KuraException {
    RequestHandler handler = handlers.get(id);
    if (handler == null) {
      throw new KuraException(KuraErrorCode.NOT_FOUND, id);
    }
    RequestHandlerContext context =
        new RequestHandlerContext(null, Map.of("TENANT_ID", "account", "DEVICE_ID", "emulated"));
    KuraMessage request = new KuraMessage(new KuraPayload(), Map.of("args", resources));
    return handler.doGet(context, request).getPayload().metrics();
  }
}

package org.eclipse.kura.cloudconnection.request;

import org.eclipse.kura.KuraException;
import org.osgi.annotation.versioning.ProviderType;

/** Kura interface request handler registry. */
@ProviderType
public interface RequestHandlerRegistry {
  /** Register request handler. */
  void registerRequestHandler(String name, RequestHandler requestHandler) throws KuraException;

  /** Unregister. */
  void unregister(String name) throws KuraException;
}

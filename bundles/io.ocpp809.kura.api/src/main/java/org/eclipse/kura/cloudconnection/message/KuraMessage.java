package org.eclipse.kura.cloudconnection.message;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.kura.message.KuraPayload;
import org.osgi.annotation.versioning.ProviderType;

/** Kura class kura message. */
@ProviderType
public class KuraMessage {
  private final KuraPayload payload;
  private final Map<String, Object> properties;

  /** Made without properties. */
  public KuraMessage(KuraPayload payload) {
    this(payload, new HashMap<>());
  }

  /** Made with properties. */
  public KuraMessage(KuraPayload payload, Map<String, Object> properties) {
    this.payload = payload;
    this.properties = Collections.unmodifiableMap(properties);
  }

  /** Returns the payload. */
  public KuraPayload getPayload() {
    return payload;
  }

  /** Returns the properties, unmodifiable. */
  public Map<String, Object> getProperties() {
    return properties;
  }
}

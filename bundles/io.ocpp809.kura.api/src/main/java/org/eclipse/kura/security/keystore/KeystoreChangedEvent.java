package org.eclipse.kura.security.keystore;

import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;
import org.osgi.service.event.Event;

/** Kura class keystore changed event. */
@ProviderType
public class KeystoreChangedEvent extends Event {
  /** Topic of the event. */
  public static final String EVENT_TOPIC =
      "org/eclipse/kura/security/keystore/KeystoreChangedEvent/KEYSTORE_CHANGED";

  /** Property with the keystore's kura.service.pid. */
  public static final String SENDER_PID_PROPERTY_KEY = "sender.pid";

  /** Made with the keystore's kura.service.pid. */
  public KeystoreChangedEvent(String senderPid) {
    super(EVENT_TOPIC, Map.of(SENDER_PID_PROPERTY_KEY, senderPid));
  }

  /** Returns the keystore's kura.service.pid. */
  public String getSenderPid() {
    return (String) getProperty(SENDER_PID_PROPERTY_KEY);
  }
}

package org.eclipse.kura.clock;

import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;
import org.osgi.service.event.Event;

/** Kura class clock event. */
@ProviderType
public class ClockEvent extends Event {
  /** Topic of the event. */
  public static final String CLOCK_EVENT_TOPIC = "org/eclipse/kura/clock";

  /** Made with its properties. */
  public ClockEvent(Map<String, ?> properties) {
    super(CLOCK_EVENT_TOPIC, properties);
  }
}

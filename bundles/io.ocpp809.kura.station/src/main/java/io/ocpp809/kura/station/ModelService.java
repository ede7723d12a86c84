package io.ocpp809.kura.station;

import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;

/**
 * Properties of a service of the model that is registered beside its component's. The console lists
 * every service that has a {@code kura.service.pid}; without hiding, its component would stand
 * there twice.
 */
final class ModelService {
  private ModelService() {}

  /**
   * Properties that name the service after its component and keep it out of the console's list.
   *
   * @param pid {@code kura.service.pid} of the component
   */
  static Dictionary<String, Object> named(String pid) {
    return new Hashtable<>(Map.of("kura.service.pid", pid, "kura.ui.service.hide", true));
  }
}

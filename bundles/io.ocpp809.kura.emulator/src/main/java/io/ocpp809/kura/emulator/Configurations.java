package io.ocpp809.kura.emulator;

import static org.eclipse.kura.configuration.ConfigurationService.KURA_SERVICE_PID;

import java.io.IOException;
import java.util.Collections;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.kura.KuraErrorCode;
import org.eclipse.kura.KuraException;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/**
 * What ConfigAdmin keeps, by {@code kura.service.pid}. The names that ConfigAdmin and Kura give are
 * left out of the values, and put back when they are stored.
 */
final class Configurations {
  static final String FACTORY = ConfigurationAdmin.SERVICE_FACTORYPID;

  private static final String PID = "service.pid";
  private static final String ANYWHERE = "?";

  private final ConfigurationAdmin admin;

  Configurations(ConfigurationAdmin admin) {
    this.admin = admin;
  }

  /** The configuration of a singleton, made if there is none. */
  Configuration singleton(String pid) throws IOException {
    return admin.getConfiguration(pid, ANYWHERE);
  }

  /** A new configuration of a factory. */
  Configuration instance(String factoryPid) throws IOException {
    return admin.createFactoryConfiguration(factoryPid, ANYWHERE);
  }

  /** All of them. */
  List<Configuration> all() {
    return list("(" + KURA_SERVICE_PID + "=*)");
  }

  /** Those of a factory. */
  List<Configuration> of(String factoryPid) {
    return list("(" + FACTORY + "=" + factoryPid + ")");
  }

  /** That of a name; empty if there is none. */
  Optional<Configuration> find(String pid) {
    return list("(" + KURA_SERVICE_PID + "=" + pid + ")").stream().findFirst();
  }

  /** That of a name. */
  Configuration existing(String pid) throws KuraException {
    return find(pid)
        .orElseThrow(
            () -> new KuraException(KuraErrorCode.INVALID_PARAMETER, "There is no " + pid));
  }

  private List<Configuration> list(String filter) {
    try {
      Configuration[] found = admin.listConfigurations(filter);
      return found == null ? List.of() : List.of(found);
    } catch (IOException | InvalidSyntaxException e) {
      throw new IllegalStateException("Configurations cannot be listed by " + filter, e);
    }
  }

  /** Its name. */
  static String name(Configuration configuration) {
    return String.valueOf(configuration.getProperties().get(KURA_SERVICE_PID));
  }

  /** The PID under which its metatype is declared. */
  static String declaredBy(Configuration configuration) {
    String factory = configuration.getFactoryPid();
    return factory == null ? configuration.getPid() : factory;
  }

  /** Its values, in a map that may be changed. */
  static Map<String, Object> values(Configuration configuration) {
    Map<String, Object> values = new LinkedHashMap<>();
    Dictionary<String, Object> properties = configuration.getProperties();
    if (properties != null) {
      for (String key : Collections.list(properties.keys())) {
        if (!key.equals(PID) && !key.equals(FACTORY) && !key.equals(KURA_SERVICE_PID)) {
          values.put(key, properties.get(key));
        }
      }
    }
    return values;
  }

  /** Stores values, under a name. */
  static void store(Configuration configuration, String pid, Map<String, Object> values)
      throws IOException {
    Dictionary<String, Object> dictionary = new Hashtable<>(values);
    dictionary.remove(PID);
    dictionary.remove(FACTORY);
    dictionary.put(KURA_SERVICE_PID, pid);
    configuration.update(dictionary);
  }
}

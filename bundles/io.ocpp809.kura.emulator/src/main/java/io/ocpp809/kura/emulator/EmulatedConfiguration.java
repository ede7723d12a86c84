package io.ocpp809.kura.emulator;

import java.util.Map;
import org.eclipse.kura.configuration.ComponentConfiguration;
import org.eclipse.kura.configuration.metatype.OCD;

/**
 * The configuration of one component.
 *
 * @param pid its kura.service.pid
 * @param definition its object class; null if its bundle is not there
 * @param properties its values
 */
record EmulatedConfiguration(String pid, OCD definition, Map<String, Object> properties)
    implements ComponentConfiguration {

  @Override
  public String getPid() {
    return pid;
  }

  @Override
  public OCD getDefinition() {
    return definition;
  }

  @Override
  public Map<String, Object> getConfigurationProperties() {
    return properties;
  }
}

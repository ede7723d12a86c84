package io.ocpp809.kura.emulator;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.kura.KuraErrorCode;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.configuration.ComponentConfiguration;
import org.eclipse.kura.configuration.ConfigurationService;
import org.eclipse.kura.crypto.CryptoService;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Filter;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The configuration service over ConfigAdmin. Values are checked against the metatype of their
 * component. Instances in the snapshot come back at the next start before their bundles do; they
 * are then updated once with the defaults of their metatype, as Kura does. A new instance is
 * updated a second time with unchanged values, as Kura was seen to do.
 */
@Component(
    immediate = true,
    service = {ConfigurationService.class, EmulatedConfigurationService.class})
public final class EmulatedConfigurationService implements ConfigurationService {

  private static final Logger LOG = LoggerFactory.getLogger(EmulatedConfigurationService.class);
  private static final Set<String> UNLISTED =
      Set.of("org.eclipse.kura.asset", "org.eclipse.kura.wire.WireAsset");

  private final BundleContext context;
  private final Configurations configurations;
  private final Passwords passwords;
  private final Snapshot snapshot;
  private final Definitions definitions;
  private final Components components;

  /**
   * Brings back what the snapshot holds.
   *
   * @param context of the emulator
   * @param admin keeps the configurations of this run
   * @param crypto encrypts passwords
   * @throws IOException if the snapshot cannot be read
   */
  @Activate
  public EmulatedConfigurationService(
      BundleContext context, @Reference ConfigurationAdmin admin, @Reference CryptoService crypto)
      throws IOException {
    this.context = context;
    this.configurations = new Configurations(admin);
    this.passwords = new Passwords(crypto);
    Path folder = Activator.home(context).resolve("user/snapshots");
    this.snapshot = new Snapshot(folder);
    this.definitions = new Definitions(context, this::arrived);
    this.components = new Components(context);
    for (Map.Entry<String, Snapshot.Entry> one : snapshot.load().entrySet()) {
      restore(one.getKey(), one.getValue());
    }
    definitions.open();
    components.open();
  }

  @Deactivate
  void deactivate() {
    components.close();
    definitions.close();
  }

  private void restore(String pid, Snapshot.Entry entry) throws IOException {
    if (configurations.find(pid).isEmpty()) {
      Configuration configuration =
          entry.factoryPid() == null
              ? configurations.singleton(pid)
              : configurations.instance(entry.factoryPid());
      Configurations.store(configuration, pid, entry.properties());
      components.add(pid);
    }
  }

  private synchronized void arrived(Definition definition) {
    try {
      if (!definition.factory()) {
        fill(configurations.singleton(definition.pid()), definition.pid(), definition);
        return;
      }
      for (Configuration one : configurations.of(definition.pid())) {
        fill(one, Configurations.name(one), definition);
      }
    } catch (IOException e) {
      LOG.warn("Configurations of {} cannot be updated: {}", definition.pid(), e.getMessage());
    }
  }

  private static void fill(Configuration configuration, String pid, Definition definition)
      throws IOException {
    Map<String, Object> values = Values.merge(definition, Configurations.values(configuration));
    Configurations.store(configuration, pid, values);
  }

  /**
   * What a metatype file declares.
   *
   * @param pid PID or factory PID
   * @return the definition; empty if no active bundle has one of that PID
   */
  Optional<Definition> definition(String pid) {
    return definitions.of(pid);
  }

  /** The factory of an instance; empty if there is no such instance, or it is a singleton. */
  Optional<String> factoryOf(String pid) {
    return configurations.find(pid).map(Configuration::getFactoryPid);
  }

  /** As in Kura, passwords of a new instance reach it as they were given, not encrypted. */
  @Override
  public synchronized void createFactoryConfiguration(
      String factoryPid, String pid, Map<String, Object> properties, boolean takeSnapshot)
      throws KuraException {
    Definition definition =
        definitions
            .of(factoryPid)
            .filter(Definition::factory)
            .orElseThrow(
                () ->
                    new KuraException(
                        KuraErrorCode.INVALID_PARAMETER,
                        "There is no factory "
                            + factoryPid
                            + "; there are: "
                            + definitions.factories()));
    if (components.contains(pid)) {
      throw new KuraException(KuraErrorCode.INVALID_PARAMETER, pid + " exists already");
    }
    Map<String, Object> values =
        checked(definition, pid, properties == null ? Map.of() : properties);
    try {
      Configuration configuration = configurations.instance(factoryPid);
      Configurations.store(configuration, pid, values);
      Configurations.store(configuration, pid, values);
      components.add(pid);
    } catch (IOException e) {
      throw new KuraException(KuraErrorCode.CONFIGURATION_UPDATE, e, pid);
    }
    if (takeSnapshot) {
      snapshot();
    }
  }

  @Override
  public synchronized void deleteFactoryConfiguration(String pid, boolean takeSnapshot)
      throws KuraException {
    try {
      configurations.existing(pid).delete();
      components.remove(pid);
    } catch (IOException e) {
      throw new KuraException(KuraErrorCode.CONFIGURATION_UPDATE, e, pid);
    }
    if (takeSnapshot) {
      snapshot();
    }
  }

  @Override
  public void updateConfiguration(String pid, Map<String, Object> properties) throws KuraException {
    updateConfiguration(pid, properties, true);
  }

  @Override
  public synchronized void updateConfiguration(
      String pid, Map<String, Object> properties, boolean takeSnapshot) throws KuraException {
    Configuration configuration = configurations.existing(pid);
    Map<String, Object> values = Configurations.values(configuration);
    values.putAll(properties);
    Optional<Definition> definition = definitionOf(configuration);
    if (definition.isPresent()) {
      values = checked(definition.get(), pid, values);
      passwords.hide(definition.get(), values);
    }
    try {
      Configurations.store(configuration, pid, values);
    } catch (IOException e) {
      throw new KuraException(KuraErrorCode.CONFIGURATION_UPDATE, e, pid);
    }
    if (takeSnapshot) {
      snapshot();
    }
  }

  @Override
  public void updateConfigurations(List<ComponentConfiguration> changes) throws KuraException {
    updateConfigurations(changes, true);
  }

  @Override
  public void updateConfigurations(List<ComponentConfiguration> changes, boolean takeSnapshot)
      throws KuraException {
    for (ComponentConfiguration one : changes) {
      updateConfiguration(one.getPid(), one.getConfigurationProperties(), false);
    }
    if (takeSnapshot) {
      snapshot();
    }
  }

  private Map<String, Object> checked(Definition definition, String pid, Map<String, Object> given)
      throws KuraException {
    Map<String, Object> values = Values.merge(definition, given);
    List<String> problems = Values.problems(definition, values);
    if (!problems.isEmpty()) {
      throw new KuraException(
          KuraErrorCode.CONFIGURATION_ATTRIBUTE_INVALID, pid + ": " + String.join("; ", problems));
    }
    return values;
  }

  @Override
  public ComponentConfiguration getComponentConfiguration(String pid) throws KuraException {
    Optional<Configuration> configuration = configurations.find(pid);
    return configuration.isPresent() ? component(pid, configuration.get()) : null;
  }

  private ComponentConfiguration component(String pid, Configuration configuration)
      throws KuraException {
    Map<String, Object> values = Configurations.values(configuration);
    Optional<Definition> definition = definitionOf(configuration);
    if (definition.isPresent()) {
      passwords.show(definition.get(), values);
    }
    values.put(KURA_SERVICE_PID, pid);
    if (configuration.getFactoryPid() != null) {
      values.put(Configurations.FACTORY, configuration.getFactoryPid());
    }
    return new EmulatedConfiguration(pid, definition.map(Definition::ocd).orElse(null), values);
  }

  @Override
  public List<ComponentConfiguration> getComponentConfigurations() throws KuraException {
    List<ComponentConfiguration> all = new ArrayList<>();
    for (String pid : getConfigurableComponentPids()) {
      ComponentConfiguration one = getComponentConfiguration(pid);
      if (one != null) {
        all.add(one);
      }
    }
    return all;
  }

  /** One for each service that the filter matches, as in Kura, whose console lists them so. */
  @Override
  public List<ComponentConfiguration> getComponentConfigurations(Filter filter)
      throws KuraException {
    if (filter == null) {
      return getComponentConfigurations();
    }
    List<ComponentConfiguration> found = new ArrayList<>();
    for (ServiceReference<?> service : services()) {
      Object pid = service.getProperty(KURA_SERVICE_PID);
      ComponentConfiguration one =
          pid == null || !filter.match(service) ? null : getComponentConfiguration(pid.toString());
      if (one != null) {
        found.add(one);
      }
    }
    return found;
  }

  @Override
  public ComponentConfiguration getDefaultComponentConfiguration(String pid) throws KuraException {
    Definition definition =
        definitions
            .of(pid)
            .orElseThrow(() -> new KuraException(KuraErrorCode.INVALID_PARAMETER, pid));
    return new EmulatedConfiguration(pid, definition.ocd(), Values.merge(definition, Map.of()));
  }

  @Override
  public Set<String> getConfigurableComponentPids() {
    return components.all();
  }

  /** Without the factories of assets: in Kura they have no metatype, so it does not know them. */
  @Override
  public Set<String> getFactoryComponentPids() {
    Set<String> listed = new TreeSet<>(definitions.factories());
    listed.removeAll(UNLISTED);
    return listed;
  }

  @Override
  public synchronized long snapshot() throws KuraException {
    Map<String, Snapshot.Entry> entries = new LinkedHashMap<>();
    for (Configuration one : configurations.all()) {
      entries.put(
          Configurations.name(one),
          new Snapshot.Entry(one.getFactoryPid(), Configurations.values(one)));
    }
    try {
      snapshot.save(entries);
    } catch (IOException e) {
      throw new KuraException(KuraErrorCode.CONFIGURATION_SNAPSHOT_TAKING, e);
    }
    return 0;
  }

  @Override
  public Set<Long> getSnapshots() {
    return Set.of(0L);
  }

  @Override
  public List<ComponentConfiguration> getSnapshot(long id) throws KuraException {
    throw new KuraException(KuraErrorCode.OPERATION_NOT_SUPPORTED, "getSnapshot");
  }

  @Override
  public long rollback() throws KuraException {
    rollback(0);
    return 0;
  }

  /** As Kura does: every instance is deleted and made anew. There is one snapshot, the last. */
  @Override
  public synchronized void rollback(long id) throws KuraException {
    try {
      for (Configuration one : configurations.all()) {
        if (one.getFactoryPid() != null) {
          components.remove(Configurations.name(one));
          one.delete();
        }
      }
      for (Map.Entry<String, Snapshot.Entry> one : snapshot.load().entrySet()) {
        restore(one.getKey(), one.getValue());
      }
    } catch (IOException e) {
      throw new KuraException(KuraErrorCode.CONFIGURATION_UPDATE, e, "rollback");
    }
  }

  private Optional<Definition> definitionOf(Configuration configuration) {
    return definitions.of(Configurations.declaredBy(configuration));
  }

  private List<ServiceReference<?>> services() {
    try {
      ServiceReference<?>[] all = context.getAllServiceReferences(null, null);
      return all == null ? List.of() : List.of(all);
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException("Services cannot be listed", e);
    }
  }
}

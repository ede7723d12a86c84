package io.ocpp809.kura.station;

import io.ocpp809.template.AssetDraft;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.configuration.ComponentConfiguration;
import org.eclipse.kura.configuration.ConfigurationService;

/**
 * Makes the asset of an EVSE from its template where there is none, and compares one that is there.
 * Called on a thread of our own, never while a component is activated.
 */
final class AssetMaker {
  private static final String FACTORY = "org.eclipse.kura.wire.WireAsset";

  private final ConfigurationService configuration;

  AssetMaker(ConfigurationService configuration) {
    this.configuration = configuration;
  }

  /**
   * Makes or compares the asset, and enters it in the EVSE's form.
   *
   * @return what the operator should know; empty if all is as the template says
   */
  Optional<String> make(EvseSettings s) throws KuraException {
    Map<String, Object> draft = AssetDraft.of(s.template(), s.driverPid(), s.unit(), s.outlet());
    Optional<String> finding = Optional.empty();
    if (!configuration.getConfigurableComponentPids().contains(s.assetPid())) {
      configuration.createFactoryConfiguration(FACTORY, s.assetPid(), draft, true);
    } else {
      finding = compare(s, draft);
    }
    String target = "(kura.service.pid=" + s.assetPid() + ")";
    if (!s.assetTarget().equals(target)) {
      configuration.updateConfiguration(s.pid(), Map.of("PileAsset.target", target), true);
    }
    return finding;
  }

  private Optional<String> compare(EvseSettings s, Map<String, Object> draft) throws KuraException {
    ComponentConfiguration there = configuration.getComponentConfiguration(s.assetPid());
    Map<String, Object> has = there == null ? Map.of() : there.getConfigurationProperties();
    List<String> differences = new ArrayList<>();
    draft.forEach(
        (key, value) -> {
          if (!Objects.equals(String.valueOf(value), String.valueOf(has.get(key)))) {
            differences.add(key);
          }
        });
    if (differences.isEmpty()) {
      return Optional.empty();
    }
    if (s.overwrite()) {
      configuration.updateConfiguration(s.assetPid(), new LinkedHashMap<>(draft), true);
      return Optional.empty();
    }
    return Optional.of(
        "asset "
            + s.assetPid()
            + " differs from its template in "
            + String.join(", ", differences.subList(0, Math.min(5, differences.size())))
            + (differences.size() > 5 ? " and " + (differences.size() - 5) + " more" : "")
            + "; it is used as it is. To make it match, choose overwriting in the EVSE's form");
  }
}

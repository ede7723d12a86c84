package io.ocpp809.kura.station;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.configuration.ComponentConfiguration;
import org.eclipse.kura.configuration.ConfigurationService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the asset that an EVSE's form asks for. An asset that is still as it was made follows the
 * form; one that was changed by hand is compared and reported, and overwritten only when asked.
 * Calls wait for Kura: on a thread of our own, never while a component is activated.
 */
final class AssetMaker {
  /** Factory of the assets that Kura's console makes. */
  static final String FACTORY = "org.eclipse.kura.wire.WireAsset";

  /** Attribute that every channel has. */
  private static final String NAME = "#+name";

  private static final Logger LOG = LoggerFactory.getLogger(AssetMaker.class);

  private final ConfigurationService configuration;

  AssetMaker(ConfigurationService configuration) {
    this.configuration = configuration;
  }

  /**
   * What came of an order.
   *
   * @param finding what the operator should know; empty if the asset is as the template says
   * @param again whether it is to be tried again, because Kura is not ready
   */
  record Result(Optional<String> finding, boolean again) {
    static Result good() {
      return new Result(Optional.empty(), false);
    }

    static Result told(String text) {
      return new Result(Optional.of(text), false);
    }

    static Result later(String text) {
      return new Result(Optional.of(text), true);
    }
  }

  /**
   * Makes, follows or compares an asset, and enters it in the EVSE's form. While that form is not
   * to be read nothing is made: Kura is deleting the EVSE, or bringing it and its asset back.
   *
   * @param waited whether an asset that the form names already was given time to come back: Kura's
   *     rollback, and its console when a channel is changed, delete an asset and make it anew; if
   *     it were made here meanwhile, two of one name would be left
   */
  Result make(AssetOrder order, boolean waited) {
    try {
      Map<String, Object> form = properties(order.owner());
      if (form.isEmpty()) {
        return Result.later("asset " + order.assetPid() + " waits for the form of its EVSE");
      }
      boolean named = order.target().equals(form.get(order.attribute()));
      if (!waited && named && !exists(order.assetPid())) {
        return Result.later("there is no asset " + order.assetPid());
      }
      Map<String, Object> draft = order.draft();
      Result result =
          exists(order.assetPid()) ? keep(order, draft) : create(order.assetPid(), draft);
      if (result.again()) {
        return result;
      }
      enter(order, form);
      return result.finding().isPresent() ? result : driver(order);
    } catch (IllegalArgumentException e) {
      return Result.told("driver.pid: " + e.getMessage());
    } catch (KuraException e) {
      return Result.later("asset " + order.assetPid() + " cannot be made: " + e.getMessage());
    }
  }

  private boolean exists(String pid) {
    return configuration.getConfigurableComponentPids().contains(pid);
  }

  private Result create(String assetPid, Map<String, Object> draft) throws KuraException {
    configuration.createFactoryConfiguration(FACTORY, assetPid, draft, true);
    LOG.info("asset {} was made", assetPid);
    return Result.good();
  }

  private Result keep(AssetOrder order, Map<String, Object> draft) throws KuraException {
    Map<String, Object> has = properties(order.assetPid());
    List<String> differences = AssetDifferences.of(draft, has);
    Optional<Map<String, Object>> made = order.madeWith(has);
    boolean untouched = untouched(order, has);
    boolean surplus = untouched && !channelsOf(draft).containsAll(channelsOf(made.get()));
    Map<String, Object> next = made.map(m -> withOwnChannels(draft, has, m)).orElse(draft);
    if (differences.isEmpty() && !surplus) {
      if (made.isPresent() && !imprinted(draft, has)) {
        configuration.updateConfiguration(order.assetPid(), next, true);
      }
      return Result.good();
    }
    if (surplus) {
      configuration.deleteFactoryConfiguration(order.assetPid(), false);
      configuration.createFactoryConfiguration(FACTORY, order.assetPid(), next, true);
      LOG.info("asset {} was made anew, as its template and its EVSE's form say", order.assetPid());
      return Result.good();
    }
    if (untouched || order.overwrite()) {
      configuration.updateConfiguration(order.assetPid(), next, true);
      LOG.info("asset {} follows: {}", order.assetPid(), AssetDifferences.words(differences));
      return Result.good();
    }
    return Result.told(
        "asset "
            + order.assetPid()
            + " differs from template "
            + order.template().profile()
            + ": "
            + AssetDifferences.words(differences)
            + ". It is used as it is; to make it match, choose overwriting in the EVSE's form");
  }

  private static boolean imprinted(Map<String, Object> draft, Map<String, Object> has) {
    return draft.get(AssetImprint.PROPERTY).equals(has.get(AssetImprint.PROPERTY));
  }

  /** The draft, and the channels that the operator has added to what was made. */
  private static Map<String, Object> withOwnChannels(
      Map<String, Object> draft, Map<String, Object> has, Map<String, Object> made) {
    Set<String> ours = channelsOf(made);
    Map<String, Object> all = new LinkedHashMap<>();
    has.forEach(
        (key, value) -> {
          int hash = key.indexOf('#');
          if (hash > 0 && value != null && !ours.contains(key.substring(0, hash))) {
            all.put(key, value);
          }
        });
    all.putAll(draft);
    return all;
  }

  private static Set<String> channelsOf(Map<String, Object> draft) {
    return draft.keySet().stream()
        .filter(k -> k.endsWith(NAME))
        .map(k -> k.substring(0, k.length() - NAME.length()))
        .collect(Collectors.toSet());
  }

  /** Whether an asset was made for this EVSE and is still as it was made. */
  private static boolean untouched(AssetOrder order, Map<String, Object> has) {
    return order.madeWith(has).filter(m -> AssetDifferences.of(m, has).isEmpty()).isPresent();
  }

  private Map<String, Object> properties(String pid) throws KuraException {
    ComponentConfiguration there = configuration.getComponentConfiguration(pid);
    return there == null ? Map.of() : there.getConfigurationProperties();
  }

  /** Enters the asset in the EVSE's form, and takes back the wish to overwrite, once it is done. */
  private void enter(AssetOrder order, Map<String, Object> form) throws KuraException {
    Map<String, Object> changes = new LinkedHashMap<>();
    if (!order.target().equals(form.get(order.attribute()))) {
      changes.put(order.attribute(), order.target());
    }
    if (order.overwrite()) {
      changes.put("asset.overwrite", false);
    }
    if (!changes.isEmpty()) {
      configuration.updateConfiguration(order.owner(), changes, true);
    }
  }

  private Result driver(AssetOrder order) {
    return exists(order.driverPid())
        ? Result.good()
        : Result.later("driver.pid: there is no driver " + order.driverPid());
  }

  /** Deletes the asset of an EVSE that is deleted, unless somebody has changed it since. */
  void discard(AssetOrder order) {
    try {
      if (!exists(order.assetPid()) || exists(order.owner())) {
        return;
      }
      if (untouched(order, properties(order.assetPid()))) {
        configuration.deleteFactoryConfiguration(order.assetPid(), true);
        LOG.info("asset {} was deleted with its EVSE {}", order.assetPid(), order.owner());
      } else {
        LOG.info(
            "asset {} stays: it was changed by hand; EVSE {} is deleted",
            order.assetPid(),
            order.owner());
      }
    } catch (KuraException e) {
      LOG.warn("asset {} cannot be deleted: {}", order.assetPid(), e.getMessage());
    }
  }
}

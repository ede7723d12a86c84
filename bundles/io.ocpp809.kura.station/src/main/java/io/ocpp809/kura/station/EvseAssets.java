package io.ocpp809.kura.station;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.kura.asset.Asset;
import org.eclipse.kura.asset.AssetConfiguration;

/**
 * The assets that an EVSE has at a moment; each may be missing.
 *
 * @param pile the pile's asset
 * @param meter the companion meter's
 * @param vehicle that which tells what the vehicle says
 */
record EvseAssets(Optional<Asset> pile, Optional<Asset> meter, Optional<Asset> vehicle) {
  /** How the pile's asset is configured; empty if it is missing, or does not say. */
  Optional<AssetConfiguration> pileConfiguration() {
    return pile.map(Asset::getAssetConfiguration);
  }

  /** How the meter's asset is configured; empty if it is missing, or does not say. */
  Optional<AssetConfiguration> meterConfiguration() {
    return meter.map(Asset::getAssetConfiguration);
  }

  /**
   * What the form names and is not there.
   *
   * @return texts by the name of their finding, those of nothing missing included as empty
   */
  Map<String, Optional<String>> missing(EvseSettings s) {
    Map<String, Optional<String>> result = new LinkedHashMap<>();
    result.put(
        "evse.asset-missing",
        pile.isPresent() ? Optional.empty() : Optional.of(text("PileAsset", s.pileTarget())));
    result.put(
        "evse.meter-missing",
        meter.isPresent() || !s.metered()
            ? Optional.empty()
            : Optional.of(text("MeterAsset", s.meterTarget()) + "; nothing is billed"));
    return result;
  }

  private static String text(String reference, String target) {
    return target.isEmpty() || target.equals(EvseSettings.NOTHING)
        ? reference + ".target: no asset is chosen, and none is made"
        : reference + ".target: there is no asset " + target;
  }
}

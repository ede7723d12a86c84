package org.eclipse.kura.asset;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Kura interface asset service. */
@ProviderType
public interface AssetService {
  /** Returns the asset. */
  Asset getAsset(String name);

  /** Returns the asset pid. */
  String getAssetPid(Asset asset);

  /** List assets. */
  List<Asset> listAssets();
}

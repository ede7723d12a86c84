package io.ocpp809.kura.emulator;

import java.util.Map;
import org.eclipse.kura.asset.Asset;
import org.eclipse.kura.configuration.ConfigurableComponent;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;

/** The factory {@code org.eclipse.kura.wire.WireAsset}. */
@Component(
    name = "org.eclipse.kura.wire.WireAsset",
    immediate = true,
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    property = "kura.ui.service.hide=true",
    service = {Asset.class, ConfigurableComponent.class})
public final class WireAssetComponent extends EmulatedAsset {

  @Activate
  void activate(BundleContext context, Map<String, Object> properties) {
    start(context, properties);
  }

  @Modified
  void modified(Map<String, Object> properties) {
    change(properties);
  }

  @Deactivate
  void deactivate() {
    stop();
  }
}

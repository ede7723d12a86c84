package io.ocpp809.kura.station;

import io.ocpp809.station.mailbox.Mailbox;
import io.ocpp809.station.site.Site;
import io.ocpp809.station.site.SiteOptions;
import io.ocpp809.template.Interpreter;
import io.ocpp809.template.TemplateException;
import io.ocpp809.template.TemplateLibrary;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.kura.asset.Asset;
import org.eclipse.kura.configuration.ConfigurableComponent;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A site: follows the meter at the grid connection and offers the site to its stations. */
@Component(
    name = SiteConfig.PID,
    immediate = true,
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    service = ConfigurableComponent.class)
@Designate(ocd = SiteConfig.class, factory = true)
public final class SiteComponent implements ConfigurableComponent {
  private static final Logger LOG = LoggerFactory.getLogger(SiteComponent.class);
  private static final int METER_PERIOD_MILLIS = 1_000;

  private final StationRuntime runtime;
  private final Mailbox mailbox;
  private volatile Asset meterAsset;
  private BundleContext context;
  private Props props = new Props(Map.of());
  private Optional<Site> site = Optional.empty();
  private Optional<AssetFeed> meter = Optional.empty();
  private ServiceRegistration<Site> registration;
  private boolean closed;

  /** Made by the component runtime. */
  @Activate
  public SiteComponent(@Reference StationRuntime runtime) {
    this.runtime = runtime;
    this.mailbox =
        new Mailbox(
            runtime.pool(),
            runtime.scheduler(),
            e -> LOG.error("site {}: {}", props.pid(), e.toString(), e));
  }

  @Reference(
      name = "MeterAsset",
      target = "(kura.service.pid=changeme)",
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY,
      unbind = "unbindMeterAsset",
      updated = "updatedMeterAsset")
  void bindMeterAsset(Asset next) {
    meterAsset = next;
    mailbox.post(this::follow);
  }

  void unbindMeterAsset(Asset gone) {
    if (meterAsset == gone) {
      meterAsset = null;
      mailbox.post(this::follow);
    }
  }

  void updatedMeterAsset(Asset asset) {
    mailbox.post(this::follow);
  }

  @Activate
  void activate(BundleContext bundleContext, Map<String, Object> properties) {
    context = bundleContext;
    mailbox.post(() -> configure(properties));
  }

  @Modified
  void modified(Map<String, Object> properties) {
    mailbox.post(() -> configure(properties));
  }

  @Deactivate
  synchronized void deactivate() {
    mailbox.close();
    meter.ifPresent(AssetFeed::close);
    if (registration != null) {
      registration.unregister();
      registration = null;
    }
    site.ifPresent(Site::close);
    closed = true;
  }

  private synchronized void configure(Map<String, Object> properties) {
    Props next = new Props(properties);
    if (closed || next.equals(props)) {
      return;
    }
    props = next;
    try {
      SiteOptions options = options(next);
      if (site.isPresent()) {
        String refusal = site.get().reconfigure(options);
        if (!refusal.isEmpty()) {
          throw new IllegalArgumentException(refusal);
        }
      } else {
        open(options);
      }
    } catch (IllegalArgumentException e) {
      LOG.warn(
          "site {}: {}; {}",
          next.pid(),
          e.getMessage(),
          site.isPresent()
              ? "the configuration before stays in force"
              : "until then there is no such site, and its piles stay paused");
    }
    follow();
  }

  private void open(SiteOptions options) {
    Site opened =
        new Site(
            options,
            runtime.time(),
            runtime.pool(),
            runtime.scheduler(),
            ThreadLocalRandom.current().nextDouble());
    site = Optional.of(opened);
    registration = context.registerService(Site.class, opened, ModelService.named(props.pid()));
  }

  private static SiteOptions options(Props p) {
    return new SiteOptions(
        p.pid(),
        milli(p.real("fuse.current", 0)),
        milli(p.real("reserve.current", 0)),
        milli(p.real("failsafe.current", 0)),
        !p.text("MeterAsset.target", "=changeme)").contains("=changeme)"),
        p.integer("meter.stale", 5) * 1000L,
        milli(p.real("ramp", 5)),
        p.integer("powerup.delay", 0) * 1000L,
        p.integer("voltage", 230),
        p.integer("pauses.per.hour", 6),
        p.integer("turn", 15) * 60_000L,
        SiteOptions.circuits(p.text("circuits", "")));
  }

  private static int milli(double amps) {
    return (int) Math.round(amps * 1000);
  }

  private synchronized void follow() {
    meter.ifPresent(AssetFeed::close);
    meter = Optional.empty();
    Asset asset = meterAsset;
    if (asset == null || site.isEmpty() || closed) {
      return;
    }
    Site mine = site.get();
    try {
      Interpreter reader =
          new Interpreter(
              TemplateLibrary.named(props.text("meter.template", "eastron-sdm630")),
              props.pid() + "-meter");
      AssetFeed[] feed = new AssetFeed[1];
      feed[0] =
          new AssetFeed(
              asset,
              runtime,
              METER_PERIOD_MILLIS,
              word -> {
                long now = runtime.time().monotonicMillis();
                mine.meter(reader.interpret(feed[0].values(), now).readings());
              });
      meter = Optional.of(feed[0]);
      feed[0].start();
    } catch (TemplateException e) {
      LOG.warn("site {}: meter.template: {}", props.pid(), e.getMessage());
    }
  }
}

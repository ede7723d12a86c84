package io.ocpp809.kura.station;

import io.ocpp809.station.pile.Capabilities;
import io.ocpp809.station.pile.PileCommand;
import io.ocpp809.station.pile.PileOutcome;
import io.ocpp809.station.pile.PilePort;
import io.ocpp809.template.ControlRecipe;
import io.ocpp809.template.ControlRecipe.Plan;
import io.ocpp809.template.ControlRecipe.Step;
import io.ocpp809.template.PileTemplate;
import io.ocpp809.template.Roles;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.channel.Channel;
import org.eclipse.kura.channel.ChannelFlag;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.type.DataType;
import org.eclipse.kura.type.TypedValue;
import org.eclipse.kura.type.TypedValues;

/**
 * Carries commands to a pile by writing to its asset, each batch with the station's lease first.
 */
final class AssetPilePort implements PilePort {
  private static final long LEASE_MILLIS = 10_000;
  private static final int READ_BACK_TRIES = 3;

  private final AssetFeed feed;
  private final ControlRecipe recipe;
  private final Capabilities capabilities;
  private final StationRuntime runtime;
  private final Optional<Step> firstFeed;
  private volatile boolean fed;

  AssetPilePort(
      AssetFeed feed, PileTemplate template, Capabilities capabilities, StationRuntime runtime) {
    this.feed = feed;
    this.recipe = new ControlRecipe(template);
    this.firstFeed =
        template.watchdog().kind() == Capabilities.Watchdog.WRITE
            ? template
                .named(template.watchdog().point())
                .map(p -> new Step(p.channel(), template.watchdog().value()))
            : Optional.empty();
    this.capabilities = capabilities;
    this.runtime = runtime;
  }

  @Override
  public Capabilities capabilities() {
    return capabilities;
  }

  @Override
  public void execute(PileCommand command, Consumer<PileOutcome> outcomes) {
    Optional<Plan> plan = recipe.plan(command);
    if (plan.isEmpty()) {
      outcomes.accept(new PileOutcome.Refused("this pile cannot do it", false));
      return;
    }
    runtime.pool().execute(() -> carryOut(plan.get(), outcomes));
  }

  private void carryOut(Plan plan, Consumer<PileOutcome> outcomes) {
    try {
      List<ChannelRecord> batch = new ArrayList<>();
      lease(LEASE_MILLIS).ifPresent(batch::add);
      for (Step step : plan.steps()) {
        batch.add(record(step));
      }
      feed.asset().write(batch);
      for (ChannelRecord r : batch) {
        if (!good(r)) {
          outcomes.accept(new PileOutcome.Refused(why(r), true));
          return;
        }
      }
      if (plan.readBack().filter(feed::has).isEmpty()) {
        outcomes.accept(new PileOutcome.Written());
      } else {
        outcomes.accept(new PileOutcome.Written());
        readBackLater(plan, outcomes, READ_BACK_TRIES);
      }
    } catch (KuraException | RuntimeException e) {
      outcomes.accept(new PileOutcome.Refused(String.valueOf(e.getMessage()), true));
    }
  }

  private static String why(ChannelRecord r) {
    String text =
        r.getChannelStatus() == null ? "no answer" : r.getChannelStatus().getExceptionMessage();
    return "channel " + r.getChannelName() + ": " + text;
  }

  private void readBackLater(Plan plan, Consumer<PileOutcome> outcomes, int tries) {
    runtime
        .scheduler()
        .schedule(
            () -> runtime.pool().execute(() -> readBack(plan, outcomes, tries)),
            Math.max(200, plan.settleMillis()),
            TimeUnit.MILLISECONDS);
  }

  private void readBack(Plan plan, Consumer<PileOutcome> outcomes, int tries) {
    String channel = plan.readBack().orElseThrow();
    try {
      for (ChannelRecord r : feed.asset().read(Set.of(channel))) {
        boolean good =
            r.getChannelStatus() != null
                && r.getChannelStatus().getChannelFlag() == ChannelFlag.SUCCESS
                && r.getValue() != null
                && r.getValue().getValue() instanceof Number;
        if (good) {
          double shown = ((Number) r.getValue().getValue()).doubleValue();
          if (shown <= plan.expected() + plan.tolerance()) {
            outcomes.accept(new PileOutcome.ReadBack());
            return;
          }
        }
      }
    } catch (KuraException | RuntimeException e) {
      outcomes.accept(new PileOutcome.Refused("cannot be read back: " + e.getMessage(), true));
      return;
    }
    if (tries > 1) {
      readBackLater(plan, outcomes, tries - 1);
    }
  }

  private ChannelRecord record(Step step) {
    Channel channel = feed.channel(step.channel());
    if (channel == null) {
      throw new IllegalArgumentException("the asset has no channel " + step.channel());
    }
    return ChannelRecord.createWriteRecord(
        step.channel(), typed(step.value(), channel.getValueType()));
  }

  private static TypedValue<?> typed(Object value, DataType type) {
    String text =
        value instanceof Double d && d == Math.rint(d) && type != DataType.DOUBLE
            ? String.valueOf(d.longValue())
            : String.valueOf(value);
    return TypedValues.parseTypedValue(type, text);
  }

  private Optional<ChannelRecord> lease(long millis) {
    return feed.has(Roles.LEASE)
        ? Optional.of(
            ChannelRecord.createWriteRecord(
                Roles.LEASE, TypedValues.newStringValue(runtime.leases().lease(millis))))
        : Optional.empty();
  }

  @Override
  public void renewLease(Duration timeToLive) {
    if (feed.has(Roles.LEASE)) {
      runtime.pool().execute(() -> renew(timeToLive.toMillis()));
    }
  }

  /** Renews the lease; the first time it feeds the watchdog too, from then on the driver does. */
  private void renew(long millis) {
    try {
      List<ChannelRecord> batch = new ArrayList<>();
      lease(millis).ifPresent(batch::add);
      boolean feeds = !fed && firstFeed.filter(s -> feed.has(s.channel())).isPresent();
      if (feeds) {
        batch.add(record(firstFeed.get()));
      }
      feed.asset().write(batch);
      fed |= feeds && good(batch.get(batch.size() - 1));
    } catch (KuraException | RuntimeException e) {
      feed.readSoon();
    }
  }

  private static boolean good(ChannelRecord r) {
    return r.getChannelStatus() != null
        && r.getChannelStatus().getChannelFlag() == ChannelFlag.SUCCESS;
  }

  @Override
  public void refresh(Duration maximumAge) {
    feed.readSoon();
  }
}

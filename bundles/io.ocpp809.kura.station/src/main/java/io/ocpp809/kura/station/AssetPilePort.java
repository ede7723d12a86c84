package io.ocpp809.kura.station;

import io.ocpp809.station.pile.Capabilities;
import io.ocpp809.station.pile.PileCommand;
import io.ocpp809.station.pile.PileOutcome;
import io.ocpp809.station.pile.PilePort;
import io.ocpp809.station.pile.WritingRules;
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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.channel.Channel;
import org.eclipse.kura.channel.ChannelFlag;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.type.DataType;
import org.eclipse.kura.type.TypedValue;
import org.eclipse.kura.type.TypedValues;

/**
 * Carries commands to a pile by writing to its asset, each batch with the station's lease first. An
 * asset that hangs is waited for by one command and one renewal, not by more, one after the other.
 */
final class AssetPilePort implements PilePort {
  private static final long LEASE_MILLIS = 10_000;
  private static final int READ_BACK_TRIES = 3;

  private final AssetFeed feed;
  private final ControlRecipe recipe;
  private final Capabilities capabilities;
  private final StationRuntime runtime;
  private final Optional<Step> firstFeed;
  private final AtomicBoolean commanding = new AtomicBoolean();
  private final AtomicBoolean renewing = new AtomicBoolean();
  private final String holder;
  private final String never;
  private volatile boolean fed;

  /**
   * The way to a pile.
   *
   * @param pid of the EVSE whose pile it is
   * @param outlet which outlet of the pile, from 1
   */
  AssetPilePort(
      String pid,
      AssetFeed feed,
      PileTemplate template,
      int outlet,
      Capabilities capabilities,
      StationRuntime runtime) {
    this.feed = feed;
    this.holder = runtime.leases().holder(pid);
    this.never = template.neverText(outlet).isEmpty() ? "" : ";" + template.neverText(outlet);
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
  public WritingRules writing() {
    return recipe.writing();
  }

  @Override
  public Optional<WritingRules.Worn> worn(PileCommand command) {
    return recipe.worn(command);
  }

  @Override
  public void execute(PileCommand command, Consumer<PileOutcome> outcomes) {
    Optional<Plan> plan = recipe.plan(command);
    if (plan.isEmpty()) {
      outcomes.accept(new PileOutcome.Refused("this pile cannot do it", false));
      return;
    }
    if (commanding.compareAndSet(false, true)) {
      runtime.assets().write(feed.asset(), () -> carryOut(plan.get(), outcomes));
    } else {
      outcomes.accept(
          new PileOutcome.Refused("the asset has not answered the command before yet", true));
    }
  }

  private void carryOut(Plan plan, Consumer<PileOutcome> outcomes) {
    try {
      for (ChannelRecord r : written(plan)) {
        if (!good(r)) {
          outcomes.accept(new PileOutcome.Refused(why(r), true));
          return;
        }
      }
      boolean readBack = plan.readBack().filter(feed::has).isPresent();
      outcomes.accept(new PileOutcome.Written(readBack));
      if (readBack) {
        readBackLater(plan, outcomes, READ_BACK_TRIES);
      }
    } catch (KuraException | RuntimeException e) {
      outcomes.accept(new PileOutcome.Refused(String.valueOf(e.getMessage()), true));
    }
  }

  private List<ChannelRecord> written(Plan plan) throws KuraException {
    try {
      List<ChannelRecord> batch = new ArrayList<>();
      lease(LEASE_MILLIS).ifPresent(batch::add);
      for (Step step : plan.steps()) {
        batch.add(record(step));
      }
      feed.asset().write(batch);
      return batch;
    } finally {
      commanding.set(false);
    }
  }

  private static String why(ChannelRecord r) {
    String text =
        r.getChannelStatus() == null ? "no answer" : r.getChannelStatus().getExceptionMessage();
    return text != null && text.startsWith("channel ")
        ? text
        : "channel " + r.getChannelName() + ": " + text;
  }

  private void readBackLater(Plan plan, Consumer<PileOutcome> outcomes, int tries) {
    runtime
        .scheduler()
        .schedule(
            () -> runtime.assets().read(feed.asset(), () -> readBack(plan, outcomes, tries)),
            Math.max(200, plan.settleMillis()),
            TimeUnit.MILLISECONDS);
  }

  private void readBack(Plan plan, Consumer<PileOutcome> outcomes, int tries) {
    String channel = plan.readBack().orElseThrow();
    String shown = "cannot be read back";
    try {
      for (ChannelRecord r : feed.asset().read(Set.of(channel))) {
        if (!good(r)) {
          shown = "cannot be read back: " + why(r);
        } else if (r.getValue() != null && r.getValue().getValue() instanceof Number n) {
          if (n.doubleValue() <= plan.expected() + plan.tolerance()) {
            outcomes.accept(new PileOutcome.ReadBack());
            return;
          }
          shown = "channel " + channel + " shows " + n + " instead of " + plan.expected();
        }
      }
    } catch (KuraException | RuntimeException e) {
      shown = "cannot be read back: " + e.getMessage();
    }
    if (tries > 1) {
      readBackLater(plan, outcomes, tries - 1);
    } else {
      outcomes.accept(new PileOutcome.Refused(shown, true));
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
                Roles.LEASE,
                TypedValues.newStringValue(runtime.leases().lease(millis, holder) + never)))
        : Optional.empty();
  }

  @Override
  public void renewLease(Duration timeToLive) {
    if (feed.has(Roles.LEASE) && renewing.compareAndSet(false, true)) {
      runtime.assets().write(feed.asset(), () -> renew(timeToLive.toMillis()));
    }
  }

  /**
   * Renews the lease; the first time it feeds the watchdog too, from then on the driver does. A
   * driver that does not take a lease may be gone, and with it what it fed.
   */
  private void renew(long millis) {
    try {
      List<ChannelRecord> batch = new ArrayList<>();
      lease(millis).ifPresent(batch::add);
      boolean feeds = !fed && firstFeed.filter(s -> feed.has(s.channel())).isPresent();
      if (feeds) {
        batch.add(record(firstFeed.get()));
      }
      feed.asset().write(batch);
      boolean all = batch.stream().allMatch(AssetPilePort::good);
      fed = all && (fed || feeds);
    } catch (KuraException | RuntimeException e) {
      fed = false;
      feed.readSoon();
    } finally {
      renewing.set(false);
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

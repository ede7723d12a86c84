package io.ocpp809.station.core;

import io.ocpp809.station.limit.Limit;
import io.ocpp809.station.pile.PileCommand;
import io.ocpp809.station.pile.PilePort;
import io.ocpp809.station.pile.WritingRules;
import io.ocpp809.station.pile.WritingRules.Worn;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Whether a rise of a pile's limit, or the opening of its gate, is worth a write now: dead band,
 * dwell, and the daily budget of registers that wear. A reduction always is. Lives in the mailbox.
 */
final class WriteThrift {
  private static final String FINDING = "limit.wear";
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final StationContext context;
  private final int evse;
  private final Runnable again;
  private final Map<String, WearBudget> budgets = new HashMap<>();
  private PilePort port;
  private WritingRules rules = WritingRules.NONE;
  private boolean written;
  private long writtenMillis;
  private Optional<Worn> exhausted = Optional.empty();
  private Runnable alarm = () -> {};

  /**
   * Makes a judge.
   *
   * @param again called when what was held back may be written
   */
  WriteThrift(StationContext context, int evse, Runnable again) {
    this.context = context;
    this.evse = evse;
    this.again = again;
  }

  void attach(PilePort pile) {
    port = pile;
    rules = pile.writing();
    written = false;
    alarm.run();
    exhausted = Optional.empty();
    context.clear(FINDING, evse);
  }

  /**
   * Whether a command may be told now. What is held back is looked at again in time.
   *
   * @param holds what the pile has acknowledged; empty if that is not known
   * @param shown what it shows as its limit; empty if that cannot be read
   */
  boolean allows(PileCommand command, Optional<Limit> holds, Optional<Limit> shown) {
    Optional<Limit> wanted = PileWriter.limitOf(command);
    Optional<Worn> worn = port.worn(command);
    Optional<Limit> before = holds.or(() -> worn.isPresent() ? shown : Optional.empty());
    boolean opens = command instanceof PileCommand.Enable;
    boolean known =
        wanted.isPresent() && before.filter(b -> b.kind() == wanted.get().kind()).isPresent();
    int from = known ? before.get().value() : 0;
    if (!opens && (!known || wanted.get().value() < from || wanted.get().value() == 0)) {
      return true;
    }
    if (known && from > 0 && wanted.get().value() - from < rules.deadBand()) {
      return false;
    }
    return dwelt(wanted.isPresent()) && affordable(worn, opens || from == 0);
  }

  private boolean dwelt(boolean limit) {
    long left = writtenMillis + rules.dwellMillis() - context.millis();
    if (!limit || !written || left <= 0) {
      return true;
    }
    later(left);
    return false;
  }

  /** A fifth of the budget is kept for what starts charging. */
  private boolean affordable(Optional<Worn> worn, boolean starting) {
    if (worn.isEmpty()) {
      return true;
    }
    WearBudget budget = budget(worn.get());
    int most = worn.get().perDay();
    int adjusting = adjusting(worn.get());
    if (budget.used() < (starting ? most : adjusting)) {
      return true;
    }
    long left = budget.remainingMillis();
    context.raise(FINDING, evse, words(worn.get(), starting, left));
    exhausted = worn;
    later(left);
    return false;
  }

  /** The finding ends with the day also where nothing is to be raised any more. */
  private void awake() {
    if (exhausted.isPresent()) {
      WearBudget budget = budget(exhausted.get());
      if (budget.used() < adjusting(exhausted.get())) {
        context.clear(FINDING, evse);
        exhausted = Optional.empty();
      } else {
        later(budget.remainingMillis());
      }
    }
    again.run();
  }

  private static int adjusting(Worn worn) {
    return Math.max(1, worn.perDay() * 4 / 5);
  }

  private String words(Worn worn, boolean starting, long left) {
    String when =
        context.now().trusted()
            ? "at " + CLOCK.format(context.wall().plusMillis(left))
            : "in " + (left + 3_599_999) / 3_600_000 + " h";
    return worn.register()
        + " wears with each write: of "
        + worn.perDay()
        + " writes a day "
        + (starting
            ? "none is left, and charging cannot begin or go on after a pause"
            : "only those are left that are kept for starts, and the limit is not raised")
        + ". It goes on "
        + when
        + "; reductions are written as ever";
  }

  /** A command is being told. */
  void telling(PileCommand command) {
    if (PileWriter.limitOf(command).isPresent()) {
      written = true;
      writtenMillis = context.millis();
    }
    port.worn(command).ifPresent(w -> budget(w).note());
  }

  private WearBudget budget(Worn worn) {
    return budgets.computeIfAbsent(worn.register(), name -> new WearBudget(context, evse, name));
  }

  private void later(long millis) {
    alarm.run();
    alarm = context.mailbox.after(Math.min(millis + 1, 3_600_000), this::awake);
  }
}

package io.ocpp809.kura.driver;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.channel.listener.ChannelListener;
import org.eclipse.kura.type.DataType;

/**
 * One who listens to a channel, and what it was told last. Safe for many threads.
 *
 * @param <S> what a channel's configuration says
 */
public final class Listener<S> {
  private final ChannelListener target;
  private final String channel;
  private final DataType type;
  private final S spec;
  private final AtomicReference<Consumer<ChannelRecord>> pending = new AtomicReference<>();
  private volatile boolean ended;
  private Shown told;

  /**
   * Has been told nothing yet.
   *
   * @param target who is told
   * @param channel the channel's name
   * @param type the type in which it wants values
   * @param spec what the channel's configuration says
   */
  public Listener(ChannelListener target, String channel, DataType type, S spec) {
    this.target = target;
    this.channel = channel;
    this.type = type;
    this.spec = spec;
  }

  /** What the channel's configuration says. */
  public S spec() {
    return spec;
  }

  /** Whether it is that one. */
  public boolean is(ChannelListener other) {
    return target == other;
  }

  /** It is told nothing any more, not even what waits to be told. */
  public void end() {
    ended = true;
  }

  /**
   * Takes something for told, if it passes.
   *
   * @param passes of what was told last, null if nothing was, and of what may be told now
   * @return whether it passed, and has to be told
   */
  public synchronized boolean takes(Shown next, BiPredicate<Shown, Shown> passes) {
    boolean passed = passes.test(told, next);
    if (passed) {
      told = next;
    }
    return passed;
  }

  /** What it was told last does not count any more. */
  public synchronized void forget() {
    told = null;
  }

  /** Puts what is to be told in the place of what was not told yet; whether nothing was. */
  boolean put(Consumer<ChannelRecord> fill) {
    return pending.getAndSet(fill) == null;
  }

  /** Nobody will tell what was put. */
  void drop() {
    pending.set(null);
  }

  /** Tells what was put last. */
  void deliver() {
    Consumer<ChannelRecord> fill = pending.getAndSet(null);
    if (fill != null && !ended) {
      ChannelRecord record = ChannelRecord.createReadRecord(channel, type);
      fill.accept(record);
      Telling.call(target, record);
    }
  }
}

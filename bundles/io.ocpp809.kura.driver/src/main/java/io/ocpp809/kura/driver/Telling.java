package io.ocpp809.kura.driver;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.channel.listener.ChannelEvent;
import org.eclipse.kura.channel.listener.ChannelListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells listeners on a thread of their own; one that is slow misses values in between, never the
 * newest. What comes together wakes that thread once.
 */
public final class Telling {
  private static final Logger LOG = LoggerFactory.getLogger(Telling.class);

  private final Supplier<Executor> executor;
  private final Queue<Listener<?>> due = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean handedOver = new AtomicBoolean();

  /**
   * Tells nobody yet.
   *
   * @param executor runs one task at a time
   */
  public Telling(Supplier<Executor> executor) {
    this.executor = executor;
  }

  /**
   * Tells a listener.
   *
   * @param fill puts into the record what there is to tell, when it is told
   */
  public void tell(Listener<?> listener, Consumer<ChannelRecord> fill) {
    if (listener.put(fill)) {
      due.add(listener);
      try {
        handOver();
      } catch (RuntimeException refused) {
        // Nobody delivers it: the next value has to be handed over anew.
        due.remove(listener);
        listener.drop();
        throw refused;
      }
    }
  }

  /** Tells one whose channel's configuration is wrong, once. */
  public void refuse(ChannelListener listener, ChannelRecord record) {
    executor.get().execute(() -> call(listener, record));
  }

  private void handOver() {
    if (handedOver.compareAndSet(false, true)) {
      try {
        executor.get().execute(this::deliver);
      } catch (RuntimeException refused) {
        handedOver.set(false);
        throw refused;
      }
    }
  }

  private void deliver() {
    handedOver.set(false);
    try {
      for (Listener<?> l = due.poll(); l != null; l = due.poll()) {
        l.deliver();
      }
    } finally {
      if (!due.isEmpty()) {
        handOver();
      }
    }
  }

  /** Tells it here and now; what it throws is no fault of ours. */
  static void call(ChannelListener listener, ChannelRecord record) {
    try {
      listener.onChannelEvent(new ChannelEvent(record));
    } catch (RuntimeException e) {
      LOG.warn("a listener of channel {} failed: {}", record.getChannelName(), e.toString());
    }
  }
}

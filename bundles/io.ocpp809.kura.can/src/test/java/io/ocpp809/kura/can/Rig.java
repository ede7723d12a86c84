package io.ocpp809.kura.can;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.can.CanLink;
import io.ocpp809.can.Frame;
import io.ocpp809.can.FrameListener;
import io.ocpp809.can.LinkCounters;
import io.ocpp809.can.LinkException;
import io.ocpp809.can.LinkState;
import io.ocpp809.can.MemoryBus;
import io.ocpp809.can.SendingLink;
import io.ocpp809.kura.can.DriverOptions.BusOptions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.eclipse.kura.channel.ChannelFlag;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.channel.listener.ChannelListener;
import org.eclipse.kura.type.DataType;
import org.eclipse.kura.type.TypedValue;

/** Drivers on a bus in memory, with somebody else on it who sends and notes what is sent. */
final class Rig implements AutoCloseable {
  /** Stands still unless a test moves it: no value ages by itself. */
  final AtomicLong clock = new AtomicLong(1_000_000_000L);

  final MemoryBus memory = new MemoryBus(clock::get);
  final List<Frame> seen = Collections.synchronizedList(new ArrayList<>());
  final List<CanLink> made = Collections.synchronizedList(new ArrayList<>());
  volatile String refusal = "";
  private final SendingLink other = memory.join("other");
  private final List<CanDriver> drivers = new ArrayList<>();
  final BusRegistry registry = new BusRegistry(this::link, clock::get);

  Rig() {
    try {
      other.open((frame, nanos) -> seen.add(frame));
    } catch (LinkException e) {
      throw new AssertionError(e);
    }
  }

  private CanLink link(BusOptions options) throws LinkException {
    if (!refusal.isEmpty()) {
      throw new LinkException(LinkException.Kind.ABSENT, refusal);
    }
    CanLink link = options.send() ? memory.join("driver") : memory.tap("driver");
    made.add(link);
    return link;
  }

  /** A driver with these attributes, whose bus is heard. */
  CanDriver driver(String... attributes) {
    CanDriver driver = silent(attributes);
    await(
        () ->
            read(driver, "state", DataType.STRING, "kind=LINK", "signal=state")
                .contains("in memory"));
    return driver;
  }

  /** A driver with these attributes. */
  CanDriver silent(String... attributes) {
    CanDriver driver = new CanDriver(registry);
    Predicate<String> authority = "token"::equals;
    driver.bindAuthority(authority);
    drivers.add(driver);
    driver.activate(config(attributes));
    return driver;
  }

  /** Time passes. */
  void pass(long millis) {
    clock.addAndGet(millis * 1_000_000);
  }

  /** Somebody else on the bus sends a frame. */
  void send(String id, String octets) {
    Key key = Key.of(id);
    byte[] data = java.util.HexFormat.of().parseHex(octets);
    send(key.extended() ? Frame.extended(key.id(), data) : Frame.standard(key.id(), data));
  }

  void send(Frame frame) {
    try {
      other.send(frame);
    } catch (LinkException e) {
      throw new AssertionError(e);
    }
  }

  static Map<String, Object> config(String... attributes) {
    Map<String, Object> config = new HashMap<>();
    for (String a : attributes) {
      config.put(a.substring(0, a.indexOf('=')), a.substring(a.indexOf('=') + 1));
    }
    return config;
  }

  static ChannelRecord readRecord(String name, DataType type, String... attributes) {
    ChannelRecord r = ChannelRecord.createReadRecord(name, type);
    r.setChannelConfig(config(attributes));
    return r;
  }

  static ChannelRecord writeRecord(String name, TypedValue<?> v, String... attributes) {
    ChannelRecord r = ChannelRecord.createWriteRecord(name, v);
    r.setChannelConfig(config(attributes));
    return r;
  }

  /** What a channel shows: its value as text, or "! " and why there is none. */
  static String read(CanDriver driver, String name, DataType type, String... attributes) {
    ChannelRecord r = readRecord(name, type, attributes);
    driver.read(List.of(r));
    return shown(r);
  }

  static String write(CanDriver driver, String name, TypedValue<?> v, String... attributes) {
    ChannelRecord r = writeRecord(name, v, attributes);
    driver.write(List.of(r));
    return status(r);
  }

  static String shown(ChannelRecord r) {
    String status = status(r);
    return status.isEmpty() ? String.valueOf(r.getValue().getValue()) : status;
  }

  static String status(ChannelRecord r) {
    assertTrue(r.getTimestamp() > 0);
    return r.getChannelStatus().getChannelFlag() == ChannelFlag.SUCCESS
        ? ""
        : "! " + r.getChannelStatus().getExceptionMessage();
  }

  /** Listens to a channel; what it is told comes into the queue. */
  static BlockingQueue<ChannelRecord> listen(
      CanDriver driver, String name, DataType type, String... attributes) {
    BlockingQueue<ChannelRecord> told = new LinkedBlockingQueue<>();
    Map<String, Object> config = config(attributes);
    config.put("+name", name);
    config.put("+value.type", type.name());
    ChannelListener listener = event -> told.add(event.getChannelRecord());
    driver.registerChannelListener(config, listener);
    return told;
  }

  /** The next that is told. */
  static String next(BlockingQueue<ChannelRecord> told) {
    try {
      ChannelRecord r = told.poll(120, TimeUnit.SECONDS);
      return r == null ? "nothing" : shown(r);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Waits until a listener is told this. */
  static void until(BlockingQueue<ChannelRecord> told, String wanted) {
    String last;
    do {
      last = next(told);
    } while (!last.equals(wanted) && !last.equals("nothing"));
    assertEquals(wanted, last);
  }

  static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + 120_000_000_000L;
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, "not within 120 s");
      Thread.onSpinWait();
    }
  }

  @Override
  public void close() {
    drivers.forEach(CanDriver::deactivate);
    other.close();
  }

  /** A link that fails as told. */
  static final class Broken implements SendingLink {
    volatile LinkState state = new LinkState(LinkState.Phase.OPEN, "in memory");
    volatile FrameListener listener;
    volatile Runnable onSend = () -> {};

    @Override
    public void open(FrameListener to) {
      listener = to;
    }

    @Override
    public LinkState state() {
      return state;
    }

    @Override
    public LinkCounters counters() {
      return new LinkCounters(1, 2, 3, 4, 5, 1);
    }

    @Override
    public void send(Frame frame) {
      onSend.run();
    }

    @Override
    public void close() {
      state = LinkState.CLOSED;
    }
  }
}

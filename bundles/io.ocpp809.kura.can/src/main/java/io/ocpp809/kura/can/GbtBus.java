package io.ocpp809.kura.can;

import io.ocpp809.can.Frame;
import io.ocpp809.gbt27930.message.Brm;
import io.ocpp809.gbt27930.message.Chm;
import io.ocpp809.gbt27930.message.Message;
import io.ocpp809.gbt27930.message.MessageType;
import io.ocpp809.gbt27930.message.Signal;
import io.ocpp809.gbt27930.message.Signals;
import io.ocpp809.gbt27930.session.Latest;
import io.ocpp809.gbt27930.session.ObserverSettings;
import io.ocpp809.gbt27930.session.Phase;
import io.ocpp809.gbt27930.session.SessionEvent;
import io.ocpp809.gbt27930.session.SessionObserver;
import io.ocpp809.gbt27930.session.SessionView;
import io.ocpp809.kura.can.DriverOptions.BusOptions;
import io.ocpp809.kura.driver.Shown;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * What charger and vehicle say on a bus, as channels show it. Heard on the link's thread, looked at
 * from any.
 */
final class GbtBus {
  private static final long NANOS = 1_000_000L;
  private static final List<MessageType> SOC =
      List.of(MessageType.BCP, MessageType.BCS, MessageType.BSD);

  private final LongSupplier clock;
  private final SessionObserver observer;
  private final SessionLog log;
  private long busTime;
  private long heardAt;
  private SessionView view;

  GbtBus(BusOptions options, LongSupplier clock) {
    this.clock = clock;
    this.log = new SessionLog(options.endpoint(), options.vinMasked());
    this.heardAt = clock.getAsLong();
    this.observer =
        new SessionObserver(
            new ObserverSettings(options.currentOffset(), options.silenceSeconds() * 1_000L));
    this.view = observer.view();
  }

  /**
   * A frame was heard.
   *
   * @param nanos time of the link
   * @return the messages that ended with it; empty if there is nothing new to show
   */
  synchronized Optional<Set<String>> heard(Frame frame, long nanos) {
    long now = clock.getAsLong();
    // Between frames the time of the link is taken to go on as ours does, which it may be behind.
    busTime = heardOnce() ? Math.max(at(now), nanos) : nanos;
    heardAt = now;
    return happened(observer.heard(frame, busTime));
  }

  private boolean heardOnce() {
    return view.heardAt() != Long.MIN_VALUE || busTime != 0;
  }

  /** The time of the link at a time of ours. */
  private long at(long now) {
    return busTime + Math.max(0, now - heardAt);
  }

  /**
   * Time has passed.
   *
   * @return as {@link #heard}
   */
  synchronized Optional<Set<String>> tick() {
    if (!heardOnce()) {
      return Optional.empty();
    }
    return happened(observer.tick(at(clock.getAsLong())));
  }

  private Optional<Set<String>> happened(List<SessionEvent> events) {
    if (events.isEmpty()) {
      return Optional.empty();
    }
    view = observer.view();
    if (events.size() == 1 && events.get(0) instanceof SessionEvent.Heard one) {
      return Optional.of(Set.of(one.message().type().name()));
    }
    Set<String> messages = new HashSet<>();
    for (SessionEvent event : events) {
      log.told(event);
      if (event instanceof SessionEvent.Heard h) {
        messages.add(h.message().type().name());
      }
    }
    return Optional.of(messages);
  }

  /**
   * What a signal shows.
   *
   * @param staleMillis age from which it counts no more, ms; 0 for what the message says
   * @param now time by the clock
   */
  synchronized Shown shown(String signal, int staleMillis, long now) {
    SessionView v = view;
    return switch (signal) {
      case "session.state" -> Shown.of(v.state(), now);
      case "session.phase" -> Shown.of(v.phase().name().toLowerCase(Locale.ROOT), now);
      case "session.stopParty" -> Shown.of(v.stop().party().text(), now);
      case "session.stopReason" -> Shown.of(String.join(",", v.stop().causes()), now);
      case "session.error" -> Shown.of(v.error(), now);
      case "session.evidence" -> Shown.of(v.evidence(), now);
      case "session.energy" -> told(v.toldWh(), now);
      case "energy" -> Shown.of(v.estimatedWh(), now);
      case "power" -> said(MessageType.CCS, staleMillis, now, m -> boxed(v.watts()), signal);
      case "soc" -> said(newest(), staleMillis, now, m -> boxed(v.soc()), signal);
      case "vin" -> said(MessageType.BRM, staleMillis, now, m -> v.vin(), signal);
      case "protocolVersion" -> version(staleMillis, now);
      default -> {
        Signal s = Signals.named(signal).orElseThrow();
        yield said(s.type(), staleMillis, now, s::value, signal);
      }
    };
  }

  private static Shown told(OptionalDouble wattHours, long now) {
    return wattHours.isPresent()
        ? Shown.of(wattHours.getAsDouble(), now)
        : Shown.fault("the charger has not told the energy of the session", now);
  }

  private static Optional<Object> boxed(OptionalDouble value) {
    return value.isPresent() ? Optional.of(value.getAsDouble()) : Optional.empty();
  }

  /** Which message has told the state of charge last. */
  private MessageType newest() {
    MessageType newest = MessageType.BCS;
    long at = Long.MIN_VALUE;
    for (MessageType type : SOC) {
      Optional<Latest> latest = observer.latest(type);
      if (latest.isPresent() && latest.get().nanos() >= at) {
        at = latest.get().nanos();
        newest = type;
      }
    }
    return newest;
  }

  /** Takes something out of a message. */
  private interface Taking {
    Optional<?> of(Message message);
  }

  private Shown said(MessageType type, int staleMillis, long now, Taking taking, String signal) {
    if (view.phase() == Phase.NONE) {
      return Shown.fault("no session: nothing is heard of charger and vehicle", now);
    }
    Latest latest = observer.latest(type).orElse(null);
    if (latest == null) {
      return Shown.fault("no " + type + " was heard in this session yet", now);
    }
    long age = Math.max(0, at(now) - latest.nanos());
    int limit = staleMillis > 0 ? staleMillis : GbtSignals.staleMillis(type);
    if (limit > 0 && age > limit * NANOS) {
      return Shown.fault("no " + type + " within the last " + limit + " ms", now);
    }
    return taking
        .of(latest.message())
        .map(v -> Shown.of(v, now - age))
        .orElseGet(
            () -> Shown.fault(signal + " is not available: it is filled, or not plausible", now));
  }

  /** The vehicle's version where it has said one, since that decides how it is read. */
  private Shown version(int staleMillis, long now) {
    boolean vehicle = observer.latest(MessageType.BRM).isPresent();
    return said(
        vehicle ? MessageType.BRM : MessageType.CHM,
        staleMillis,
        now,
        m ->
            (m instanceof Brm b ? b.protocolVersion() : ((Chm) m).protocolVersion())
                .map(Object::toString),
        "protocolVersion");
  }
}

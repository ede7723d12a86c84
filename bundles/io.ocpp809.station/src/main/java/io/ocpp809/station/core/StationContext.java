package io.ocpp809.station.core;

import io.ocpp809.station.Finding;
import io.ocpp809.station.StationEvent;
import io.ocpp809.station.StationListener;
import io.ocpp809.station.mailbox.Mailbox;
import io.ocpp809.station.port.CsmsPort;
import io.ocpp809.station.settings.SettingsStore;
import io.ocpp809.station.time.EventTime;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What the rooms of a station share. Lives in the mailbox; time and listeners may be asked
 * anywhere.
 */
final class StationContext {
  /** After so long without another fault of a task none is reported any more, ms. */
  static final long FAULTLESS_MILLIS = 3_600_000;

  final StationPorts ports;
  final Mailbox mailbox;
  final SettingsStore settings;
  private final List<StationListener> listeners = new CopyOnWriteArrayList<>();
  private final Map<String, Finding> findings = new LinkedHashMap<>();
  private volatile StationOptions options;
  private volatile Long offsetMillis;
  private volatile CsmsPort csms;
  private volatile boolean csmsSeen;
  private Runnable faultless = () -> {};

  StationContext(StationOptions options, StationPorts ports, Runnable settingsChanged) {
    this.options = options;
    this.ports = ports;
    this.mailbox = new Mailbox(ports.pool(), ports.timers(), this::taskFailed);
    this.settings = new SettingsStore(ports.memory(), settingsChanged);
  }

  StationOptions options() {
    return options;
  }

  void options(StationOptions next) {
    options = next;
  }

  /** Present time, right as far as clock or CSMS have told. */
  EventTime now() {
    EventTime t = ports.time().now();
    Long offset = offsetMillis;
    if (t.trusted() || offset == null) {
      return t;
    }
    return new EventTime(t.bootId(), t.monotonicMillis(), t.wall().plusMillis(offset), true);
  }

  /** A moment of this run by its monotonic time, ms. */
  EventTime at(long monotonicMillis) {
    EventTime now = now();
    return new EventTime(
        now.bootId(),
        monotonicMillis,
        now.wall().plusMillis(monotonicMillis - now.monotonicMillis()),
        now.trusted());
  }

  Instant wall() {
    return now().wall();
  }

  long millis() {
    return ports.time().monotonicMillis();
  }

  void offset(long millis) {
    offsetMillis = millis;
  }

  Optional<CsmsPort> csms() {
    return Optional.ofNullable(csms);
  }

  /** Whether a CSMS has been connected since the start. */
  boolean csmsSeen() {
    return csmsSeen;
  }

  boolean online() {
    CsmsPort port = csms;
    return port != null && port.online();
  }

  void csms(CsmsPort port) {
    csms = port;
    csmsSeen |= port != null;
  }

  boolean isCsms(CsmsPort port) {
    return csms == port;
  }

  AutoCloseable listen(StationListener listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  void emit(StationEvent event) {
    for (StationListener listener : listeners) {
      try {
        listener.onEvent(event);
      } catch (RuntimeException fault) {
        if (!(event instanceof StationEvent.FindingChanged)) {
          raise("listener.failed", 0, "A listener of the station failed: " + fault);
        }
      }
    }
  }

  void raise(String id, int evse, String text) {
    Finding finding = new Finding(id, evse, text);
    if (!finding.equals(findings.put(id + "#" + evse, finding))) {
      emit(new StationEvent.FindingChanged(now(), finding, true));
    }
  }

  /** What was raised and is not cleared yet, oldest first. */
  List<Finding> findings() {
    return List.copyOf(findings.values());
  }

  void clear(String id, int evse) {
    Finding gone = findings.remove(id + "#" + evse);
    if (gone != null) {
      emit(new StationEvent.FindingChanged(now(), gone, false));
    }
  }

  private void taskFailed(Throwable fault) {
    faultless.run();
    faultless = mailbox.after(FAULTLESS_MILLIS, () -> clear("station.task", 0));
    raise("station.task", 0, "A task of the station failed and was skipped: " + fault);
  }
}

package io.ocpp809.kura.mqtt;

import io.ocpp809.mqtt.BackOff;
import io.ocpp809.mqtt.MirrorMessage;
import io.ocpp809.mqtt.MirrorSession;
import io.ocpp809.mqtt.MirrorStatus;
import io.ocpp809.mqtt.MqttLink;
import io.ocpp809.mqtt.MqttOptions;
import io.ocpp809.mqtt.StationMirror;
import io.ocpp809.station.Station;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.random.RandomGenerator;
import org.eclipse.kura.cloudconnection.publisher.CloudPublisher;

/**
 * A mirror at work: stations on one side, broker and cloud on the other, one thread between them.
 * Changes are applied to what they concern only. Called under the component's lock.
 */
final class MirrorRuntime {
  private final MqttLink.Factory links;
  private final ScheduledExecutorService executor;
  private final Map<Station, StationMirror> mirrors = new LinkedHashMap<>();
  private volatile Optional<MirrorSession> session = Optional.empty();
  private volatile Optional<CloudSink> cloud = Optional.empty();
  private Optional<MqttOptions> broker = Optional.empty();
  private Optional<MirrorOptions> options = Optional.empty();

  MirrorRuntime(MqttLink.Factory links, ScheduledExecutorService executor) {
    this.links = links;
    this.executor = executor;
  }

  /**
   * Applies a configuration.
   *
   * @param to the broker with its TLS sockets; empty for none
   */
  void apply(MirrorOptions next, Optional<MqttOptions> to) {
    Optional<MirrorOptions> before = options;
    options = Optional.of(next);
    if (!to.equals(broker)) {
      reconnect(to);
    }
    boolean samePublishing =
        before
            .filter(
                b -> b.measuring().equals(next.measuring()) && b.personal().equals(next.personal()))
            .isPresent();
    if (!samePublishing) {
      synchronized (mirrors) {
        mirrors.replaceAll(
            (station, mirror) -> {
              mirror.close();
              return mirror(station, next);
            });
      }
    }
  }

  private void reconnect(Optional<MqttOptions> to) {
    session.ifPresent(MirrorSession::close);
    broker = to;
    session = to.map(this::newSession);
    session.ifPresent(MirrorSession::start);
  }

  private MirrorSession newSession(MqttOptions to) {
    return new MirrorSession(
        to,
        links,
        executor,
        Clock.systemUTC(),
        new BackOff(RandomGenerator.getDefault()),
        this::snapshotToBroker);
  }

  /** On the executor, after each connecting. */
  private void snapshotToBroker() {
    synchronized (mirrors) {
      session.ifPresent(s -> mirrors.values().forEach(m -> m.snapshot(s::offer)));
    }
  }

  void add(Station station) {
    options.ifPresent(
        o -> {
          StationMirror mirror = mirror(station, o);
          synchronized (mirrors) {
            mirrors.put(station, mirror);
          }
          mirror.snapshot(this::hand);
        });
  }

  void remove(Station station) {
    StationMirror mirror;
    synchronized (mirrors) {
      mirror = mirrors.remove(station);
    }
    if (mirror != null) {
      mirror.close();
    }
  }

  private StationMirror mirror(Station station, MirrorOptions o) {
    return new StationMirror(station, o.measuring(), o.personal(), this::hand);
  }

  private void hand(MirrorMessage message) {
    session.ifPresent(s -> s.offer(message));
    handToCloud(message);
  }

  private void handToCloud(MirrorMessage message) {
    cloud.ifPresent(c -> executor.execute(() -> c.publish(message)));
  }

  void cloud(Optional<CloudPublisher> publisher) {
    cloud = publisher.map(CloudSink::new);
    synchronized (mirrors) {
      mirrors.values().forEach(m -> m.snapshot(this::handToCloud));
    }
  }

  Optional<MirrorStatus> status() {
    return session.map(MirrorSession::status);
  }

  /** Leaves the stations and the broker; the executor may be shut down after that. */
  void close() {
    synchronized (mirrors) {
      mirrors.values().forEach(StationMirror::close);
      mirrors.clear();
    }
    session.ifPresent(MirrorSession::close);
    session = Optional.empty();
    cloud = Optional.empty();
  }
}

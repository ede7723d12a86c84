package io.ocpp809.bench.peers;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.ocpp809.bench.truth.Auditor;
import io.ocpp809.bench.truth.Call;
import io.ocpp809.bench.truth.Session;
import io.ocpp809.bench.truth.Verdict;
import io.ocpp809.testkit.csms.Charge;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The traffic at all piles, and what is known of it in the end. */
final class Crossroads {

  private static final Duration LEAVE = Duration.ofSeconds(120);

  private final Peers peers;
  private final List<Traffic> traffic = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final LinkedBlockingQueue<String> answered = new LinkedBlockingQueue<>();

  Crossroads(Peers peers, long seed) {
    this.peers = peers;
    peers.csms.listen(
        message -> {
          if (message.fromStation()) {
            answered.add(message.action());
          }
        });
    for (Place place : peers.places.values()) {
      Traffic one = new Traffic(peers, place, seed);
      Thread thread = new Thread(one, "traffic-" + place.station());
      thread.setDaemon(true);
      traffic.add(one);
      threads.add(thread);
    }
    threads.forEach(Thread::start);
  }

  /** How many cars charge now. */
  long charging() {
    return traffic.stream().filter(Traffic::charging).count();
  }

  /** Returns when one of these actions has been answered, or after a while. */
  boolean awaitAnswer(Set<String> actions, long millis) throws InterruptedException {
    answered.clear();
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (true) {
      String action = answered.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (action == null || actions.contains(action)) {
        return action != null;
      }
    }
  }

  /** Lets all cars leave, and waits until all transactions have ended at the CSMS. */
  void end(Duration patience) throws IOException {
    traffic.forEach(Traffic::end);
    Peers.await("all cars have left", () -> threads.stream().noneMatch(Thread::isAlive), LEAVE);
    long end = System.nanoTime() + patience.toNanos();
    while (running() > 0 && System.nanoTime() < end) {
      Peers.pause(200);
    }
  }

  private long running() {
    return peers.csms.charges().stream().filter(one -> one.meterStop().isEmpty()).count();
  }

  /** Compares what was billed with what the piles have counted. */
  JsonElement verdict() {
    List<Call> calls = new ArrayList<>();
    peers.csms.messages().stream()
        .filter(m -> m.fromStation())
        .forEach(m -> calls.add(new Call(m.station(), m.action(), m.payload())));
    Map<String, List<Integer>> given = new LinkedHashMap<>();
    for (Charge charge : peers.csms.charges()) {
      given.computeIfAbsent(charge.station(), s -> new ArrayList<>()).add(charge.id());
    }
    List<Session> sessions = new ArrayList<>();
    traffic.forEach(one -> sessions.addAll(one.sessions()));
    Verdict verdict = Auditor.audit(calls, given, peers.unaccountedWh(), sessions);
    JsonObject result = new JsonObject();
    result.addProperty("worstWh", verdict.worstWh());
    result.addProperty("unaccountedWh", verdict.mostUnaccountedWh());
    result.addProperty("billedWh", verdict.billedWh());
    result.addProperty("transactions", verdict.transactions());
    result.addProperty("sessions", sessions.size());
    result.addProperty("calls", calls.size());
    result.addProperty("repeatedStarts", verdict.repeatedStarts());
    result.addProperty("repeatedStops", verdict.repeatedStops());
    result.addProperty("repeatedValues", verdict.repeatedValues());
    result.add("lost", texts(verdict.lost()));
    result.add("disorder", texts(verdict.disorder()));
    JsonObject difference = new JsonObject();
    verdict.differenceWh().forEach(difference::addProperty);
    result.add("differenceWh", difference);
    JsonObject unaccounted = new JsonObject();
    verdict.unaccountedWh().forEach(unaccounted::addProperty);
    result.add("unaccounted", unaccounted);
    return result;
  }

  private static JsonArray texts(List<String> list) {
    JsonArray array = new JsonArray();
    list.forEach(array::add);
    return array;
  }
}

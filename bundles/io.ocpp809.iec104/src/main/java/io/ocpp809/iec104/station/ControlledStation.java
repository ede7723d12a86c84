package io.ocpp809.iec104.station;

import io.ocpp809.iec104.apci.Action;
import io.ocpp809.iec104.apci.Apdu;
import io.ocpp809.iec104.apci.ApduException;
import io.ocpp809.iec104.asdu.Asdu;
import io.ocpp809.iec104.asdu.Cause;
import io.ocpp809.iec104.asdu.Content.Qualifier;
import io.ocpp809.iec104.asdu.InformationObject;
import io.ocpp809.iec104.asdu.RawAsdu;
import io.ocpp809.iec104.asdu.TypeId;
import io.ocpp809.iec104.asdu.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A controlled station: takes samples of its points, tells events to its groups, answers and
 * carries out what they ask. Not thread-safe; who owns it calls it under one lock, and in order.
 *
 * <p>What is sent goes in one order a group: events and answers as they arose. Only confirmations
 * go before what waits.
 */
public final class ControlledStation {
  /** How long a forced value stands, ms. */
  private static final long FORCED_MILLIS = 600_000;

  /** More answers than this wait only for a client that asks and does not confirm. */
  private static final int MOST_ANSWERS = 10_000;

  private final StationSettings settings;
  private final Image image;
  private final Map<String, Group> groups = new LinkedHashMap<>();
  private final List<Connection> connections = new ArrayList<>();
  private final EventLog log;
  private final StationListener listener;
  private final Requests requests;
  private final Scans scans;
  private final ToldTime time;

  /**
   * Makes a station; events of before a restart wait for their groups again.
   *
   * @param settings how it behaves
   * @param table its points
   * @param groups who may connect
   * @param commands carries commands out
   * @param log where events outlive a restart
   * @param listener is told what happens
   */
  public ControlledStation(
      StationSettings settings,
      PointTable table,
      Collection<GroupSettings> groups,
      Commands commands,
      EventLog log,
      StationListener listener) {
    this.settings = settings;
    this.image = new Image(table, settings.chatterChanges());
    this.time = new ToldTime(settings);
    this.log = log;
    this.listener = listener;
    this.requests = new Requests(this, image, commands);
    this.scans = new Scans(this, image);
    for (GroupSettings g : groups) {
      Group group = new Group(g);
      if (this.groups.putIfAbsent(g.name(), group) != null) {
        throw new IllegalArgumentException("two groups have the name " + g.name());
      }
      group.takeUp(log.pending(g.name(), table));
    }
  }

  StationSettings settings() {
    return settings;
  }

  StationListener listener() {
    return listener;
  }

  /** The points. */
  public PointTable table() {
    return image.table();
  }

  /** What a point says now; nothing if it has never been known. */
  public Optional<Sample> present(int address) {
    return image.present(address);
  }

  /**
   * Takes a connection.
   *
   * @param group name of its group
   */
  public Connection connect(String group, Transport transport, Moment now) {
    Group g = groups.get(group);
    if (g == null) {
      throw new IllegalArgumentException("no group has the name " + group);
    }
    Connection connection = new Connection(g, transport, now.millis());
    connections.add(connection);
    return connection;
  }

  /** Octets have come. */
  public void received(Connection c, byte[] octets, int count, Moment now) {
    if (c.gone()) {
      return;
    }
    try {
      c.stream().take(octets, count, apdu -> received(c, apdu, now));
    } catch (ApduException e) {
      fault(c, e.getMessage(), now);
    }
    pump(c.group(), now);
  }

  private void received(Connection c, Apdu apdu, Moment now) {
    if (c.gone()) {
      return;
    }
    carryOut(c, c.session().received(apdu, now.millis()), now);
    if (c.urgent().size() + c.group().queue().answers() > MOST_ANSWERS && !c.gone()) {
      fault(c, "more than " + MOST_ANSWERS + " answers wait to be confirmed", now);
    }
  }

  /** The peer has gone. */
  public void disconnected(Connection c, Moment now) {
    if (!c.gone()) {
      leave(c, now);
    }
  }

  /** Takes a sample of a point. */
  public void update(int address, Sample sample, Moment now) {
    image
        .take(address, sample, false, now.millis())
        .ifPresent(c -> tell(c, Cause.SPONTANEOUS, now));
  }

  /**
   * There is no sample of a point at present; what it told last is not topical (NT) after a while.
   *
   * @param topicalMillis for how long it is topical, ms
   */
  public void missing(int address, long topicalMillis, Moment now) {
    image
        .missing(address, topicalMillis, now.millis())
        .ifPresent(c -> tell(c, Cause.SPONTANEOUS, now));
  }

  /**
   * Has a point tell something for ten minutes whatever it knows, marked as substituted (SB): for
   * the bit test at acceptance. Nothing is driven by it.
   *
   * @throws IllegalArgumentException if there is no such point, or the value is of another kind
   */
  public void force(int address, Value value, Moment now) {
    tell(image.force(address, value, now, now.millis() + FORCED_MILLIS), Cause.SPONTANEOUS, now);
  }

  /** Takes a sample that follows a command: it is told even if nothing has changed. */
  public void feedBack(int address, Sample sample, boolean remote, Moment now) {
    Cause cause = remote ? Cause.RETURN_REMOTE : Cause.RETURN_LOCAL;
    image.take(address, sample, true, now.millis()).ifPresent(c -> tell(c, cause, now));
  }

  /** The end of a command that was executed. */
  public void completed(Order order, boolean effective, Moment now) {
    requests.completed(order, effective, now);
  }

  /**
   * Looks at time-outs, intervals and scans; to be called once a second, or by {@link #deadline}.
   */
  public void tick(Moment now) {
    time.look(now);
    for (Group group : groups.values()) {
      int lost = group.lost();
      if (lost > 0) {
        listener.overflowed(group.settings().name(), lost, now);
      }
    }
    for (Connection c : List.copyOf(connections)) {
      carryOut(c, c.session().expired(now.millis()), now);
    }
    image.due(now.millis()).forEach(c -> tell(c, Cause.SPONTANEOUS, now));
    scans.tick(now);
  }

  /** When a time-out of a connection is due next, monotonic ms. */
  public long deadline() {
    long next = Long.MAX_VALUE;
    for (Connection c : connections) {
      next = Math.min(next, c.session().deadline());
    }
    return next;
  }

  /** Closes all connections. */
  public void close(Moment now) {
    for (Connection c : List.copyOf(connections)) {
      c.transport().close("the station is being closed");
      leave(c, now);
    }
  }

  /** Events that wait for a group. */
  public int waiting(String group) {
    return groups.get(group).queue().size();
  }

  /** Whether a group's data transfer is started. */
  public boolean started(String group) {
    return groups.get(group).active() != null;
  }

  /** Connections at present. */
  public int connections() {
    return connections.size();
  }

  private void carryOut(Connection c, List<Action> actions, Moment now) {
    for (Action action : actions) {
      if (action instanceof Action.Transmit t) {
        c.transport().write(t.octets());
      } else if (action instanceof Action.Started) {
        started(c, now);
      } else if (action instanceof Action.Stopped) {
        stopped(c, now);
      } else if (action instanceof Action.Confirmed confirmed) {
        confirmed(c.group(), confirmed.count());
      } else if (action instanceof Action.Close close) {
        fault(c, close.reason(), now);
      } else if (action instanceof Action.Deliver d) {
        requests.take(c, d.asdu(), now);
      }
    }
    if (!actions.isEmpty()) {
      pump(c.group(), now);
    }
  }

  private void started(Connection c, Moment now) {
    Group group = c.group();
    Connection before = group.active();
    if (before != null && before != c) {
      before
          .transport()
          .close("another connection of group " + group.settings().name() + " starts");
      leave(before, now);
    }
    group.active(c);
    listener.started(group.settings().name(), now);
    if (!group.initialised()) {
      c.urgent().add(endOfInitialisation());
    }
  }

  private byte[] endOfInitialisation() {
    InformationObject object = InformationObject.of(0, new Qualifier(0));
    return Asdu.monitored(
            TypeId.M_EI_NA_1, Cause.INITIALISED, settings.commonAddress(), false, List.of(object))
        .encode();
  }

  private void stopped(Connection c, Moment now) {
    Group group = c.group();
    requests.forget(c);
    c.urgent().clear();
    if (group.active() == c) {
      group.active(null);
      group.queue().interrupted();
      listener.stopped(group.settings().name(), now);
    }
  }

  private void leave(Connection c, Moment now) {
    c.leave();
    connections.remove(c);
    stopped(c, now);
  }

  /** Closes a connection whose peer does what the standard forbids. */
  void fault(Connection c, String reason, Moment now) {
    if (c.gone()) {
      return;
    }
    listener.audit(
        new Audit(
            now, c.group().settings().name(), c.transport().peer(), "connection", false, reason));
    c.transport().close(reason);
    leave(c, now);
  }

  private void confirmed(Group group, int count) {
    group.markInitialised();
    long highest = group.queue().confirmed(count);
    if (highest >= 0) {
      log.confirmed(group.settings().name(), highest);
    }
  }

  private void tell(Image.Change change, Cause cause, Moment now) {
    PointEvent event =
        new PointEvent(log.nextNumber(), change.point(), cause.code(), change.sample());
    if (!change.point().kind().measured()) {
      log.append(event);
    }
    for (Group group : groups.values()) {
      List<PointEvent> gone = group.queue().add(event);
      if (!gone.isEmpty()) {
        log.confirmed(group.settings().name(), gone.get(gone.size() - 1).number());
        listener.overflowed(group.settings().name(), gone.size(), now);
      }
      pump(group, now);
    }
  }

  /** Sends what waits, as far as the connection takes it. */
  void pump(Group group, Moment now) {
    Connection c = group.active();
    while (c != null && !c.gone() && c.session().ready()) {
      byte[] asdu = c.urgent().poll();
      if (asdu == null) {
        asdu = group.queue().next(kind -> Asdu.most(kind.timed(), false), this::encode);
      } else {
        group.queue().sentBetween();
      }
      if (asdu == null) {
        return;
      }
      c.transport().write(c.session().send(asdu, now.millis()));
    }
  }

  private byte[] encode(List<PointEvent> events) {
    PointEvent first = events.get(0);
    List<InformationObject> objects = new ArrayList<>(events.size());
    for (PointEvent e : events) {
      objects.add(
          Packer.object(e.point(), e.sample(), time.stamp(e.sample().at(), e.sample().trusted())));
    }
    return new Asdu(
            first.point().kind().timed(),
            first.cause(),
            false,
            false,
            0,
            settings.commonAddress(),
            false,
            objects)
        .encode();
  }

  /** The time that controlling stations have told. */
  ToldTime time() {
    return time;
  }

  Collection<Group> groups() {
    return groups.values();
  }

  /** Forgets the events that wait for a group. */
  void clear(Group group, Moment now) {
    long highest = group.queue().clear();
    if (highest >= 0) {
      log.confirmed(group.settings().name(), highest);
    }
    listener.cleared(group.settings().name(), now);
  }

  /** Answers a request at once, before everything that waits. */
  void confirm(Connection c, byte[] asdu) {
    c.urgent().add(asdu);
  }

  /** Whether an ASDU is addressed to this station. */
  boolean mine(RawAsdu raw) {
    return raw.commonAddress() == settings.commonAddress();
  }
}

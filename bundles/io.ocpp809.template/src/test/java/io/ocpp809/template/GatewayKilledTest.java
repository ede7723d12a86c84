package io.ocpp809.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.modbus.BlockPlanner;
import io.ocpp809.modbus.Control;
import io.ocpp809.modbus.Device;
import io.ocpp809.modbus.Device.PollClass;
import io.ocpp809.modbus.Lease;
import io.ocpp809.modbus.Point;
import io.ocpp809.modbus.Point.WriteFunction;
import io.ocpp809.modbus.VirtualLine;
import io.ocpp809.station.pile.Capabilities.Watchdog;
import io.ocpp809.station.pile.PileCommand;
import io.ocpp809.testkit.modbus.ModbusFault;
import io.ocpp809.testkit.pile.AlfenNg9;
import io.ocpp809.testkit.pile.DeltaDc;
import io.ocpp809.testkit.pile.DescribedPile;
import io.ocpp809.testkit.pile.HeidelbergEnergyControl;
import io.ocpp809.testkit.pile.KebaP30;
import io.ocpp809.testkit.pile.SimulatedPile;
import io.ocpp809.testkit.pile.VestelEvc04;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every template that ships with a watchdog at a simulated pile, whose watchdog is written down by
 * hand, on the driver's own line, feeds and lease: fed in time it never trips, and when the gateway
 * is killed, or the station's lease ends, the pile ends in the state that the template declares.
 */
class GatewayKilledTest {
  private static final int VOLTAGE = 230;
  private static final double CAR_WATTS = 30_000;
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  /** Instants of orders are of the machine's own clock; this one lies far enough before it. */
  private final AtomicLong nanos = new AtomicLong(System.nanoTime() - TimeUnit.HOURS.toNanos(10));

  private PileTemplate template;
  private SimulatedPile pile;
  private VirtualLine line;
  private Device device;
  private Lease lease;
  private boolean stationLives;
  private boolean gatewayLives;
  private long ticks;

  static Stream<String> watched() {
    return TemplateLibrary.names().stream()
        .filter(n -> template(n).watchdog().kind() != Watchdog.NONE);
  }

  static Stream<String> unwatched() {
    return TemplateLibrary.names().stream()
        .filter(n -> !template(n).meter() && template(n).watchdog().kind() == Watchdog.NONE);
  }

  private static PileTemplate template(String name) {
    try {
      return TemplateLibrary.named(name);
    } catch (TemplateException e) {
      throw new AssertionError(e);
    }
  }

  /** The pile as an installer leaves it: time-out and fail-safe set as the template says. */
  private SimulatedPile installed(String name) throws ModbusFault {
    int seconds = template.watchdog().timeoutMillis() / 1000;
    int ampere = template.capabilities().failSafeMilliamps() / 1000;
    switch (name) {
      case "keba-p30" -> {
        KebaP30 keba = new KebaP30(nanos::get, 0);
        keba.write(6, 5016, new int[] {ampere * 1000});
        keba.write(6, 5014, new int[] {1});
        return keba;
      }
      case "alfen-ng9" -> {
        return new AlfenNg9(nanos::get, 0, ampere, seconds);
      }
      case "vestel-evc04" -> {
        return new VestelEvc04(nanos::get, 0);
      }
      case "heidelberg-energy-control" -> {
        return new HeidelbergEnergyControl(nanos::get, 0);
      }
      case "delta-dc" -> {
        DeltaDc delta = new DeltaDc(nanos::get);
        delta.write(16, 201, new int[] {1});
        delta.write(16, 202, new int[] {seconds});
        return delta;
      }
      default -> {
        return DescribedPile.of(name, nanos::get, seconds, ampere);
      }
    }
  }

  private long millis() {
    return nanos.get() / 1_000_000;
  }

  private static Point point(PileTemplate t, TemplatePoint p) {
    Point at = RegisterImage.point(p, p.address() + (p.station() ? 0 : t.stride()));
    return new Point(
        at.table(),
        at.address(),
        at.type(),
        at.order(),
        at.length(),
        at.bit(),
        at.mask(),
        at.shift(),
        at.factor(),
        at.add(),
        at.invalid(),
        WriteFunction.valueOf(p.write().replaceAll("^(\\d)", "F$1")));
  }

  /** Pile, line, device and lease as driver and asset make them of the template's draft. */
  private void charging(String name) throws ModbusFault {
    template = template(name);
    pile = installed(name);
    pile.plug(CAR_WATTS);
    line = new VirtualLine(9_600, (io.ocpp809.testkit.modbus.Device) pile, nanos);
    String block = template.block();
    boolean exact = block.equals("EXACT");
    device =
        new Device(
            template.unit(),
            line.line(),
            new BlockPlanner(
                exact ? 0 : Integer.parseInt(block.substring(4)),
                Math.min(template.mostRegisters(), line.line().settings().mostRegisters()),
                exact),
            this::millis);
    Lease.Watchdog kind = Lease.Watchdog.valueOf(template.watchdog().kind().name());
    lease = line.line().lease(template.unit(), new Lease(kind, this::millis));
    lease.watchdog(kind, template.watchdog().timeoutMillis());
    for (TemplatePoint p : template.points()) {
      if (p.readable()) {
        device.track(point(template, p), PollClass.valueOf(p.poll()));
      }
    }
    stationLives = true;
    gatewayLives = true;
    lease.renew(10_000);
    life().ifPresent(p -> write(p, template.watchdog().value(), Control.FEED));
    life()
        .ifPresent(
            p ->
                device.feed(
                    point(template, p),
                    template.watchdog().value(),
                    template.watchdog().everyMillis()));
    ControlRecipe recipe = new ControlRecipe(template);
    boolean watts = template.control().power();
    for (PileCommand c :
        List.of(
            new PileCommand.Enable(),
            watts
                ? new PileCommand.LimitPower(charging())
                : new PileCommand.LimitCurrent(ampere() * 1000))) {
      recipe
          .plan(c)
          .ifPresent(
              plan ->
                  plan.steps()
                      .forEach(
                          s -> {
                            TemplatePoint p = template.channel(s.channel()).orElseThrow();
                            boolean limit = p.role().startsWith("limit.");
                            write(p, s.value(), limit ? Control.LIMIT : Control.ENABLE);
                          }));
    }
    seconds(3);
    assertEquals(charging(), pile.watts(), 1, "it charges");
  }

  private Optional<TemplatePoint> life() {
    return template.watchdog().kind() == Watchdog.WRITE
        ? template.named(template.watchdog().point())
        : Optional.empty();
  }

  private void write(TemplatePoint p, Object value, Control control) {
    device.write(point(template, p), value, control, Long.MAX_VALUE);
  }

  /** Time passes as the driver's timers cut it: feeds four times a second, polls, renewals. */
  private void seconds(double n) {
    long end = nanos.get() + Math.round(n * SECOND);
    while (nanos.get() < end) {
      if (gatewayLives && ticks % 10 == 0 && stationLives) {
        lease.renew(10_000);
      }
      if (gatewayLives) {
        device.feedDue();
        if (ticks % 4 == 0) {
          device.poll(PollClass.FAST);
        }
        if (ticks % 40 == 0) {
          device.poll(PollClass.SLOW);
          device.poll(PollClass.ONCE);
        }
      }
      ticks++;
      long next = Math.min(end, nanos.get() + SECOND / 4);
      if (gatewayLives) {
        line.runUntil(next);
      } else {
        nanos.set(next);
      }
    }
  }

  /** What it charges with, which is another current than it falls back to. */
  private int ampere() {
    return template.capabilities().failSafeMilliamps() == 16_000 ? 10 : 16;
  }

  private int charging() {
    return ampere() * 3 * VOLTAGE;
  }

  private double declaredWatts() {
    return template.capabilities().failSafeMilliamps() / 1000.0 * 3 * VOLTAGE;
  }

  private double timeoutSeconds() {
    return template.watchdog().timeoutMillis() / 1000.0;
  }

  @ParameterizedTest
  @MethodSource("watched")
  void aPileWhoseGatewayIsKilledEndsInTheStateThatItsTemplateDeclares(String name)
      throws ModbusFault {
    charging(name);
    seconds(60);
    assertEquals(charging(), pile.watts(), 1, "fed");
    gatewayLives = false;
    seconds(timeoutSeconds() / 4);
    assertEquals(charging(), pile.watts(), 1, "not tripped yet");
    seconds(timeoutSeconds());
    assertEquals(declaredWatts(), pile.watts(), 1, "tripped");
  }

  @ParameterizedTest
  @MethodSource("watched")
  void aPileWhoseStationIsNotHealthyEndsThereTooThoughTheDriverLives(String name)
      throws ModbusFault {
    charging(name);
    stationLives = false;
    seconds(10 + timeoutSeconds() * 1.5);
    assertEquals(declaredWatts(), pile.watts(), 1, "lease ended, tripped");
    stationLives = true;
    seconds(5);
    assertTrue(lease.current());
  }

  @ParameterizedTest
  @MethodSource("watched")
  void fedInTimeItNeverTripsOverAnHourAtNineThousandSixHundredBaud(String name) throws ModbusFault {
    charging(name);
    int before = line.requests();
    for (int i = 0; i < 3_600; i++) {
      seconds(1);
      assertEquals(charging(), pile.watts(), 1, "after " + i + " s");
    }
    assertTrue(line.requests() - before >= 1_800, "polled all the while");
  }

  /** That is what makes it unprotected: what it was told last is what it does. */
  @ParameterizedTest
  @MethodSource("unwatched")
  void aPileWithoutWatchdogKeepsItsLimitWhenTheGatewayIsKilledAndIsUnprotected(String name)
      throws ModbusFault {
    assertTrue(!template(name).capabilities().isProtected(), name);
    if (DescribedPile.names().contains(name)) {
      charging(name);
      gatewayLives = false;
      seconds(3_600);
      assertEquals(charging(), pile.watts(), 1, name);
    }
  }

  /** A watchdog that trips in the simulator is one that a gateway without feeds would notice. */
  @Test
  void aLimitThatIsWrittenOnceAndNeverFedDoesTrip() throws ModbusFault {
    DescribedPile p = DescribedPile.of("webasto-next", nanos::get, 20, 6);
    p.plug(22_000);
    p.write(6, 6000, new int[] {1});
    p.write(6, 5004, new int[] {16});
    nanos.addAndGet(20 * SECOND);
    assertEquals(16 * 3 * VOLTAGE, p.watts(), 1);
    p.write(6, 5004, new int[] {16});
    nanos.addAndGet(1);
    assertEquals(6 * 3 * VOLTAGE, p.watts(), 1, "a limit is no life sign there");
  }
}

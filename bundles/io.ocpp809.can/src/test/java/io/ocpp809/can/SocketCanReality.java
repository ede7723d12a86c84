package io.ocpp809.can;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.can.LinkException.Kind;
import io.ocpp809.can.LinkSettings.ConverterTcp;
import io.ocpp809.can.LinkSettings.Place;
import io.ocpp809.can.LinkSettings.Role;
import io.ocpp809.can.LinkSettings.SlcanSerial;
import io.ocpp809.can.LinkSettings.SocketCan;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The links at a real kernel; started by .ci/can/run, on a machine of its own where vcan0 and vcan1
 * are up and can0 is the kernel's SLCAN interface, behind which a charger talks with 250 kbit/s.
 * can-utils are the other party. Every method is a check; each leaves a line in the result.
 */
final class SocketCanReality {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(120);

  /** Frames that a socket's queue of default size holds, however late its owner comes. */
  private static final int QUEUED = 200;

  private final Path adapterLog;
  private final List<AutoCloseable> open = new ArrayList<>();

  private SocketCanReality(Path adapterLog) {
    this.adapterLog = adapterLog;
  }

  /**
   * Runs the checks.
   *
   * @param arguments file for the result, log of the adapter
   */
  public static void main(String[] arguments) throws Exception {
    List<Method> checks =
        Arrays.stream(SocketCanReality.class.getDeclaredMethods())
            .filter(
                m -> m.getParameterCount() == 0 && m.getName().matches("(an?|the|frames)[A-Z].*"))
            .sorted(Comparator.comparing(Method::getName))
            .toList();
    int good = 0;
    try (PrintStream result = new PrintStream(arguments[0], StandardCharsets.UTF_8)) {
      for (Method check : checks) {
        long begun = System.nanoTime();
        String verdict = run(check, Path.of(arguments[1]));
        good += verdict.startsWith("ok") ? 1 : 0;
        result.println(verdict + " (" + (System.nanoTime() - begun) / 1_000_000 + " ms)");
        result.flush();
      }
      result.println(
          (good == checks.size() ? "all " : "FAILED: only ") + good + " of " + checks.size());
    }
    // Daemon threads of a check that failed hold nothing up.
    System.exit(0);
  }

  private static String run(Method check, Path adapterLog) {
    SocketCanReality reality = new SocketCanReality(adapterLog);
    try {
      check.invoke(reality);
      return "ok     " + check.getName();
    } catch (InvocationTargetException e) {
      e.getCause().printStackTrace();
      return "FAILED " + check.getName() + ": " + e.getCause().getMessage();
    } catch (IllegalAccessException e) {
      return "FAILED " + check.getName() + ": " + e;
    } finally {
      reality.closeAll();
    }
  }

  private void closeAll() {
    for (AutoCloseable each : open) {
      try {
        each.close();
      } catch (Exception e) {
        e.printStackTrace();
      }
    }
  }

  private static LinkSettings settings(String name, Role role, int bitRate, IdFilter... filters) {
    return new LinkSettings(new SocketCan(name), role, bitRate, List.of(filters));
  }

  private CanLink listen(LinkSettings settings, FrameListener listener) throws LinkException {
    CanLink link = Links.listening(settings);
    open.add(link);
    link.open(listener);
    return link;
  }

  private SendingLink sender(LinkSettings settings) throws LinkException {
    SendingLink link = Links.sending(settings);
    open.add(link);
    link.open((frame, nanos) -> {});
    return link;
  }

  private static void ip(String... arguments) throws LinkException {
    IpProgram.find().run(arguments);
  }

  private static void run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).inheritIO().start();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), () -> String.join(" ", command));
    assertEquals(0, process.exitValue(), () -> String.join(" ", command));
  }

  private Process start(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    open.add(process::destroyForcibly);
    return process;
  }

  private static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() - deadline < 0, what);
      try {
        Thread.sleep(2);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  private static void refused(Kind kind, String message, LinkSettings settings) {
    try (CanLink link = Links.listening(settings)) {
      LinkException e = assertThrows(LinkException.class, () -> link.open((frame, nanos) -> {}));
      assertEquals(kind + ": " + message, e.kind() + ": " + e.getMessage());
    }
  }

  void anInterfaceThatIsNotThereIsRefused() {
    refused(
        Kind.ABSENT,
        "can9 does not exist; is the adapter plugged in? Those there are shows: ip -brief link show"
            + " type can",
        settings("can9", Role.CHARGING_BUS, 250_000));
  }

  void anInterfaceThatIsNoCanIsRefused() {
    refused(
        Kind.SETTINGS,
        "lo is no CAN interface; those there are shows: ip -brief link show type can",
        settings("lo", Role.OTHER, 0));
  }

  void anInterfaceThatIsDownIsRefused() throws Exception {
    ip("link", "set", "vcan1", "down");
    refused(
        Kind.DOWN,
        "vcan1 is down; type: ip link set vcan1 up",
        settings("vcan1", Role.CHARGING_BUS, 250_000));
    ip("link", "set", "vcan1", "up");
  }

  private void can0(int bitRate, String listenOnly) throws LinkException {
    ip("link", "set", "can0", "down");
    ip(
        "link",
        "set",
        "can0",
        "up",
        "type",
        "can",
        "bitrate",
        "" + bitRate,
        "listen-only",
        listenOnly);
  }

  void anInterfaceThatIsNotListeningOnlyIsRefusedOnAChargingBus() throws Exception {
    can0(250_000, "off");
    refused(
        Kind.NOT_LISTEN_ONLY,
        "can0 is not listening only, a charging bus allows nothing else; type: ip link set can0 down"
            + " && ip link set can0 up type can bitrate 250000 listen-only on",
        settings("can0", Role.CHARGING_BUS, 250_000));
    refused(
        Kind.SETTINGS,
        "can0 has wires and is no test bus; choose what the bus is, or make a virtual one: ip link"
            + " add vcan0 type vcan && ip link set vcan0 up",
        settings("can0", Role.TEST_BUS, 0));
    CanLink other = listen(settings("can0", Role.OTHER, 250_000), (frame, nanos) -> {});
    assertTrue(
        other.state().words().startsWith("can0: 250000 bit/s, ERROR-"), other.state()::words);
  }

  void aWrongBitRateIsRefused() throws Exception {
    can0(125_000, "on");
    refused(
        Kind.BIT_RATE,
        "can0 has 125000 bit/s, not 250000; type: ip link set can0 down && ip link set can0 up type"
            + " can bitrate 250000 listen-only on",
        settings("can0", Role.CHARGING_BUS, 250_000));
  }

  void aChargingBusIsHeardWhenListenOnlyAndTheBitRateAreReadBack() throws Exception {
    can0(250_000, "on");
    CountDownLatch hundred = new CountDownLatch(100);
    List<Frame> first = new ArrayList<>();
    CanLink link =
        listen(
            settings("can0", Role.CHARGING_BUS, 250_000),
            (frame, nanos) -> {
              if (hundred.getCount() == 100) {
                first.add(frame);
              }
              hundred.countDown();
            });
    assertTrue(
        link.state().words().startsWith("can0: listening only, 250000 bit/s, ERROR-"),
        link.state()::words);
    assertTrue(hundred.await(120, TimeUnit.SECONDS));
    assertEquals(List.of(Frame.extended(0x1826F456, (byte) 1, (byte) 1, (byte) 0)), first);
  }

  void anInterfaceThatBeginsToAcknowledgeIsLeftAndFoundAgainWhenItListens() throws Exception {
    can0(250_000, "on");
    CanLink link = listen(settings("can0", Role.CHARGING_BUS, 250_000), (frame, nanos) -> {});
    can0(250_000, "off");
    await(
        "refused: " + link.state(),
        () -> link.state().words().startsWith("can0 is not listening only"));
    can0(250_000, "on");
    await("found again", () -> link.state().open());
    long before = link.counters().heard();
    await("heard again", () -> link.counters().heard() > before);
    // Once more if it was opened in the very moment in which it went up.
    assertTrue(link.counters().opened() >= 2, link.counters()::toString);
  }

  void theBitRateIsFoundByListening() throws Exception {
    can0(500_000, "on");
    BitRateFinder.Outcome found =
        BitRateFinder.find(settings("can0", Role.OTHER, 0), BitRateFinder.LISTEN_NANOS);
    assertEquals(OptionalInt.of(250_000), found.bitRate(), found::words);
  }

  void theKernelWroteNoFrameToTheBusOfTheCharger() throws Exception {
    List<String> lines = Files.readAllLines(adapterLog);
    assertTrue(lines.contains("L"), lines::toString);
    assertEquals(List.of(), lines.stream().filter(SlcanCodec::begins).toList());
  }

  void framesOfEveryKindAreHeardAsCansendSentThem() throws Exception {
    List<String> sent =
        List.of("123#", "7FF#R4", "00000123#01", "1FFFFFFF#0102030405060708", "1826F456#010100");
    List<String> heard = new ArrayList<>();
    CountDownLatch all = new CountDownLatch(sent.size());
    listen(
        settings("vcan0", Role.TEST_BUS, 0),
        (frame, nanos) -> {
          heard.add(frame.toString());
          all.countDown();
        });
    for (String frame : sent) {
      run("cansend", "vcan0", frame);
    }
    assertTrue(all.await(120, TimeUnit.SECONDS));
    assertEquals(sent, heard);
  }

  void framesAreSentAsCandumpHearsThemAndNotHeardByTheirSender() throws Exception {
    Process candump = start("candump", "-L", "-n", "3", "vcan0");
    awaitListeners("vcan0", 1);
    SendingLink sender = sender(settings("vcan0", Role.TEST_BUS, 0));
    CountDownLatch heard = new CountDownLatch(3);
    listen(settings("vcan0", Role.TEST_BUS, 0), (frame, nanos) -> heard.countDown());
    sender.send(Frame.extended(0x1FFFFFFF, (byte) 1, (byte) 2));
    sender.send(new Frame(0x7FF, Frame.Kind.STANDARD_REMOTE, 4, 0));
    sender.send(Frame.standard(0x123));
    assertTrue(candump.waitFor(120, TimeUnit.SECONDS));
    List<String> lines = new ArrayList<>();
    try (LogReader reader =
        new LogReader(new BufferedReader(new InputStreamReader(candump.getInputStream())))) {
      for (var f = reader.next(); f.isPresent(); f = reader.next()) {
        lines.add(f.get().frame().toString());
      }
    }
    assertEquals(List.of("1FFFFFFF#0102", "7FF#R4", "123#"), lines);
    assertTrue(heard.await(120, TimeUnit.SECONDS));
    assertEquals(0, sender.counters().heard());
    assertEquals(3, sender.counters().sent());
  }

  /** Waits until so many sockets hear everything on an interface. */
  private static void awaitListeners(String name, int count) {
    await(
        "listeners of " + name,
        () -> {
          try {
            return Files.readAllLines(Path.of("/proc/net/can/rcvlist_all")).stream()
                    .filter(line -> line.strip().startsWith(name + " "))
                    .count()
                >= count;
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        });
  }

  void framesHaveTheStampsOfTheKernel() throws Exception {
    // Into a file: a pipe that nobody reads meanwhile would hold candump up.
    Path log = Files.createTempFile(Path.of(""), "candump", ".log");
    Process candump =
        new ProcessBuilder("candump", "-L", "-n", "" + QUEUED, "vcan0")
            .redirectOutput(log.toFile())
            .start();
    open.add(candump::destroyForcibly);
    awaitListeners("vcan0", 1);
    List<Long> ours = new ArrayList<>();
    CountDownLatch all = new CountDownLatch(QUEUED);
    CanLink link =
        listen(
            settings("vcan0", Role.CHARGING_BUS, 250_000),
            (frame, nanos) -> {
              ours.add(nanos);
              all.countDown();
            });
    run(
        "cangen",
        "vcan0",
        "-e",
        "-g",
        "1",
        "-I",
        "1826F456",
        "-L",
        "8",
        "-D",
        "i",
        "-n",
        "" + QUEUED);
    assertTrue(candump.waitFor(120, TimeUnit.SECONDS));
    List<Long> theirs = new ArrayList<>();
    try (LogReader reader = LogReader.open(log)) {
      for (var f = reader.next(); f.isPresent(); f = reader.next()) {
        theirs.add(f.get().nanos());
      }
    }
    assertTrue(all.await(120, TimeUnit.SECONDS));
    assertEquals(QUEUED, theirs.size());
    assertEquals(new LinkCounters(QUEUED, 0, 0, 0, 0, 1), link.counters());
    long[] apart = new long[QUEUED];
    for (int i = 0; i < apart.length; i++) {
      apart[i] = ours.get(i) - theirs.get(i);
    }
    long middle = Arrays.stream(apart).sorted().toArray()[QUEUED / 2];
    long near = Arrays.stream(apart).filter(d -> Math.abs(d - middle) < 1_000_000).count();
    // A frame that waited for us has its stamp all the same; a few suffer from the reading of two
    // clocks one after the other.
    assertTrue(near > QUEUED / 2, near + " of " + QUEUED + " within a millisecond");
  }

  void theKernelFilters() throws Exception {
    CountDownLatch ten = new CountDownLatch(10);
    CanLink link =
        listen(
            settings(
                "vcan0",
                Role.TEST_BUS,
                0,
                new IdFilter(0xF456, 0xFFFF, true),
                new IdFilter(0x100, 0x700, false)),
            (frame, nanos) -> ten.countDown());
    String lists =
        Files.readString(Path.of("/proc/net/can/rcvlist_fil"))
            + Files.readString(Path.of("/proc/net/can/rcvlist_all"));
    assertTrue(lists.contains("8000f456") && lists.contains("8000ffff"), lists);
    assertTrue(lists.contains("80000700"), lists);
    run("cangen", "vcan0", "-g", "0", "-e", "-I", "182756F4", "-n", "500");
    run("cangen", "vcan0", "-g", "0", "-I", "223", "-n", "500");
    run("cangen", "vcan0", "-g", "0", "-e", "-I", "1826F456", "-n", "5");
    run("cangen", "vcan0", "-g", "0", "-I", "123", "-n", "5");
    assertTrue(ten.await(120, TimeUnit.SECONDS));
    assertEquals(10, link.counters().heard());
  }

  void framesThatTheQueueCannotTakeAreCounted() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    CanLink link =
        listen(
            settings("vcan0", Role.TEST_BUS, 0),
            (frame, nanos) -> {
              try {
                release.await();
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
            });
    run("cangen", "vcan0", "-g", "0", "-I", "123", "-L", "8", "-n", "20000");
    release.countDown();
    awaitAccount(link, 20_000);
    assertTrue(link.counters().lost() > 0, link.counters()::toString);
  }

  void theFramesOfAFullBusAreHeardOrCountedAsLost() throws Exception {
    // 1,908 frames a second is what 250 kbit/s carry of eight octets; here three seconds of it. How
    // many are lost is a matter of the machine, and measured by the bench.
    CanLink link = listen(settings("vcan0", Role.CHARGING_BUS, 250_000), (frame, nanos) -> {});
    run("cangen", "vcan0", "-e", "-g", "0.5", "-I", "1826F456", "-L", "8", "-n", "5724");
    int told = awaitAccount(link, 5724);
    System.err.println("full bus: " + told + " frames, " + link.counters());
  }

  /**
   * Waits until every frame sent is either heard or counted as lost; the kernel tells its count
   * with the next frame that it queues, so more are sent, one by one.
   *
   * @return how many were sent in all
   */
  private static int awaitAccount(CanLink link, int sent) throws Exception {
    int all = sent;
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (link.counters().heard() + link.counters().lost() != all) {
      assertTrue(System.nanoTime() - end < 0, sent + " sent, " + link.counters());
      Thread.sleep(100);
      run("cansend", "vcan0", "124#");
      all++;
      Thread.sleep(100);
    }
    return all;
  }

  void anInterfaceThatGoesDownIsFoundAgain() throws Exception {
    CanLink link = listen(settings("vcan1", Role.CHARGING_BUS, 250_000), (frame, nanos) -> {});
    ip("link", "set", "vcan1", "down");
    await("lost", () -> link.state().phase() == LinkState.Phase.LOST);
    await("why", () -> link.state().words().equals("vcan1 is down; type: ip link set vcan1 up"));
    ip("link", "set", "vcan1", "up");
    await("found again", () -> link.state().open());
    run("cansend", "vcan1", "123#01");
    await("heard", () -> link.counters().heard() == 1);
  }

  void anInterfaceThatIsPulledIsFoundAgain() throws Exception {
    CanLink link = listen(settings("vcan1", Role.CHARGING_BUS, 250_000), (frame, nanos) -> {});
    ip("link", "del", "vcan1");
    await(
        "gone",
        () -> link.state().words().startsWith("vcan1 does not exist; is the adapter plugged in?"));
    ip("link", "add", "vcan1", "type", "vcan");
    ip("link", "set", "vcan1", "up");
    await("found again", () -> link.state().open());
    run("cansend", "vcan1", "123#01");
    await("heard", () -> link.counters().heard() == 1);
  }

  void theFramesOfTwoInterfacesAreKeptApart() throws Exception {
    CanLink first = listen(settings("vcan0", Role.CHARGING_BUS, 250_000), (frame, nanos) -> {});
    CanLink second = listen(settings("vcan1", Role.CHARGING_BUS, 250_000), (frame, nanos) -> {});
    run("cangen", "vcan0", "-g", "0", "-n", "30");
    run("cangen", "vcan1", "-g", "0", "-n", "50");
    await("first", () -> first.counters().heard() == 30);
    await("second", () -> second.counters().heard() == 50);
  }

  void anSlcanAdapterOfOthersCarriesFramesBothWays() throws Exception {
    Process slcanpty = start("stdbuf", "-oL", "slcanpty", "/dev/ptmx", "vcan1");
    BufferedReader words = new BufferedReader(new InputStreamReader(slcanpty.getInputStream()));
    String said = words.readLine();
    Matcher terminal = Pattern.compile("/dev/pts/\\d+").matcher(said);
    assertTrue(terminal.find(), said);
    Place place = new SlcanSerial(terminal.group(), 115_200);
    SendingLink link = Links.sending(new LinkSettings(place, Role.OTHER, 250_000, List.of()));
    open.add(link);
    List<String> heard = new ArrayList<>();
    CountDownLatch all = new CountDownLatch(200);
    link.open(
        (frame, nanos) -> {
          heard.add(frame.toString());
          all.countDown();
        });
    CanLink bus = listen(settings("vcan1", Role.TEST_BUS, 0), (frame, nanos) -> {});
    run(
        "cangen",
        "vcan1",
        "-e",
        "-g",
        "5",
        "-I",
        "1826F456",
        "-L",
        "3",
        "-D",
        "010100",
        "-n",
        "199");
    run("cansend", "vcan1", "123#R");
    assertTrue(all.await(120, TimeUnit.SECONDS), () -> link.counters().toString());
    assertEquals("1826F456#010100", heard.get(0));
    assertEquals("123#R0", heard.get(199));
    link.send(Frame.extended(0x182756F4, (byte) 0x8E, (byte) 0x17));
    await("sent", () -> bus.counters().heard() == 201);
  }

  void aConverterCarriesFramesBothWays() throws Exception {
    Process converter =
        start("/usr/bin/python3", "-B", System.getProperty("ocpp809.converter"), "vcan1", "4001");
    assertEquals(
        "ready", new BufferedReader(new InputStreamReader(converter.getInputStream())).readLine());
    SendingLink link =
        Links.sending(
            new LinkSettings(new ConverterTcp("127.0.0.1", 4001, false), Role.OTHER, 0, List.of()));
    open.add(link);
    List<String> heard = new ArrayList<>();
    CountDownLatch all = new CountDownLatch(QUEUED + 1);
    link.open(
        (frame, nanos) -> {
          heard.add(frame.toString());
          all.countDown();
        });
    CanLink bus = listen(settings("vcan1", Role.TEST_BUS, 0), (frame, nanos) -> {});
    run("cansend", "vcan1", "1826F456#010100");
    run("cangen", "vcan1", "-g", "1", "-I", "7FF", "-L", "8", "-n", "" + QUEUED);
    assertTrue(all.await(120, TimeUnit.SECONDS), () -> link.counters().toString());
    assertEquals("1826F456#010100", heard.get(0));
    link.send(Frame.extended(0x182756F4, (byte) 0x8E, (byte) 0x17));
    await("sent", () -> bus.counters().heard() == QUEUED + 2);
  }
}

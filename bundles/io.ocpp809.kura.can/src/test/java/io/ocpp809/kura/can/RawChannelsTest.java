package io.ocpp809.kura.can;

import static io.ocpp809.kura.can.Rig.listen;
import static io.ocpp809.kura.can.Rig.next;
import static io.ocpp809.kura.can.Rig.read;
import static io.ocpp809.kura.can.Rig.until;
import static io.ocpp809.kura.can.Rig.write;
import static io.ocpp809.kura.can.Rig.writeRecord;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.can.CanLink;
import io.ocpp809.can.LinkState;
import io.ocpp809.can.SendingLink;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.stream.Stream;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.driver.Driver.ConnectionException;
import org.eclipse.kura.driver.PreparedRead;
import org.eclipse.kura.type.DataType;
import org.eclipse.kura.type.TypedValues;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Raw signals and the driver's own behaviour, on a bus in memory. */
class RawChannelsTest {
  private static final String[] VOLTAGE = {
    "kind=RAW", "id=18FF50E5", "start.bit=15", "length=16", "order=BIG", "factor=0.1"
  };
  private static final String[] LIMIT = {
    "kind=RAW", "id=100FF68A", "start.bit=16", "length=16", "factor=0.1", "frame=01020000FFFFFFFF"
  };
  private static final String[] SENDS = {"role=OTHER", "send=true"};

  private final Rig rig = new Rig();

  @AfterEach
  void end() {
    rig.close();
  }

  private static String[] with(String[] attributes, String... more) {
    return Stream.of(attributes, more).flatMap(Stream::of).toArray(String[]::new);
  }

  @Test
  void aReadIsAnsweredFromTheNewestFrameWithItsTime() {
    CanDriver driver = rig.driver("role=OTHER");
    assertEquals("! no frame 18FF50E5 was heard yet", read(driver, "v", DataType.DOUBLE, VOLTAGE));
    // By hand: octets 1 and 2 are 0BB8h = 3000, times 0.1 V.
    rig.send("18FF50E5", "000BB8");
    rig.pass(3_000);
    ChannelRecord r = Rig.readRecord("v", DataType.DOUBLE, VOLTAGE);
    long before = System.currentTimeMillis();
    driver.read(List.of(r));
    long after = System.currentTimeMillis();
    assertEquals("300.0", Rig.shown(r));
    // Heard three seconds ago.
    assertTrue(r.getTimestamp() >= before - 3_000 && r.getTimestamp() <= after - 3_000);
    rig.send("18FF50E5", "000BB9");
    assertEquals("300", read(driver, "v", DataType.INTEGER, VOLTAGE));
    assertEquals("300.1", read(driver, "v", DataType.STRING, VOLTAGE));
  }

  @Test
  void aPreparedReadAnswersAnewEachTime() throws KuraException, ConnectionException {
    CanDriver driver = rig.driver("role=OTHER");
    PreparedRead prepared =
        driver.prepareRead(List.of(Rig.readRecord("v", DataType.DOUBLE, VOLTAGE)));
    rig.send("18FF50E5", "000BB8");
    assertEquals("300.0", Rig.shown(prepared.execute().get(0)));
    rig.send("18FF50E5", "000001");
    assertEquals("0.1", Rig.shown(prepared.execute().get(0)));
  }

  @Test
  void aListenerIsToldOfEachFrameAndOfNoOther() {
    CanDriver driver = rig.driver("role=OTHER");
    BlockingQueue<ChannelRecord> told = listen(driver, "v", DataType.DOUBLE, VOLTAGE);
    assertEquals("! no frame 18FF50E5 was heard yet", next(told));
    rig.send("18FF50E6", "000001");
    rig.send("0E5", "000001");
    rig.send("18FF50E5", "000BB8");
    assertEquals("300.0", next(told));
    rig.send("18FF50E5", "000BB8");
    assertEquals("300.0", next(told));
    rig.send("18FF50E5", "00");
    assertEquals("! frame 18FF50E5 has 1 octets, the signal needs 3", next(told));
    driver.unregisterChannelListener(event -> {});
  }

  @Test
  void aStaleValueIsAFailureThatSaysSoAndIsNeverRepeated() {
    CanDriver driver = rig.driver("role=OTHER");
    BlockingQueue<ChannelRecord> told = listen(driver, "v", DataType.DOUBLE, VOLTAGE);
    rig.send("18FF50E5", "000BB8");
    until(told, "300.0");
    rig.pass(5_000);
    assertEquals("300.0", read(driver, "v", DataType.DOUBLE, VOLTAGE));
    assertEquals(
        "! no frame 18FF50E5 within the last 4999 ms",
        read(driver, "v", DataType.DOUBLE, with(VOLTAGE, "stale=4999")));
    rig.pass(1);
    assertEquals("! no frame 18FF50E5 within the last 5000 ms", next(told));
    assertEquals(
        "! no frame 18FF50E5 within the last 5000 ms", read(driver, "v", DataType.DOUBLE, VOLTAGE));
    rig.send("18FF50E5", "000BB8");
    assertEquals("300.0", next(told));
  }

  @Test
  void aListenersDeadBandHoldsBackSmallChanges() {
    CanDriver driver = rig.driver("role=OTHER");
    rig.send("18FF50E5", "000BB8");
    BlockingQueue<ChannelRecord> told =
        listen(driver, "v", DataType.DOUBLE, with(VOLTAGE, "listen.deadband=1"));
    assertEquals("300.0", next(told));
    rig.send("18FF50E5", "000BC1");
    rig.send("18FF50E5", "000BC2");
    assertEquals("301.0", next(told));
  }

  @Test
  void aLinkThatIsLostFailsEveryChannelWithItsReasonAndListenersAreTold() {
    Rig.Broken link = new Rig.Broken();
    BusRegistry registry = new BusRegistry(o -> link, System::nanoTime);
    CanDriver driver = new CanDriver(registry);
    driver.activate(Rig.config("role=OTHER"));
    try {
      Rig.await(() -> link.listener != null);
      BlockingQueue<ChannelRecord> told = listen(driver, "v", DataType.DOUBLE, VOLTAGE);
      link.listener.heard(
          io.ocpp809.can.Frame.extended(0x18FF50E5, (byte) 0, (byte) 0, (byte) 1), 1);
      until(told, "0.1");
      link.state = new LinkState(LinkState.Phase.LOST, "can0 is down; ip link set can0 up");
      until(told, "! can0 is down; ip link set can0 up");
      assertEquals(
          "! can0 is down; ip link set can0 up", read(driver, "v", DataType.DOUBLE, VOLTAGE));
      link.state = new LinkState(LinkState.Phase.OPEN, "in memory");
      until(told, "0.1");
      assertEquals("3", read(driver, "c", DataType.LONG, "kind=LINK", "signal=lost"));
    } finally {
      driver.deactivate();
    }
    Rig.await(() -> link.state == LinkState.CLOSED);
  }

  @Test
  void aLinkThatDoesNotOpenIsTriedAgainAndItsReasonIsShownMeanwhile() {
    rig.refusal = "there is no interface can7";
    CanDriver driver = rig.silent("role=OTHER", "interface=can7");
    BlockingQueue<ChannelRecord> told = listen(driver, "v", DataType.DOUBLE, VOLTAGE);
    until(told, "! there is no interface can7");
    rig.refusal = "";
    until(told, "! no frame 18FF50E5 was heard yet");
  }

  @Test
  void severalDriversOnOneInterfaceShareOneLink() {
    CanDriver one = rig.driver("role=OTHER");
    CanDriver two = rig.driver("role=OTHER");
    assertEquals(1, rig.made.size());
    rig.send("18FF50E5", "000BB8");
    assertEquals("300.0", read(two, "v", DataType.DOUBLE, VOLTAGE));
    one.deactivate();
    rig.send("18FF50E5", "000001");
    assertEquals("0.1", read(two, "v", DataType.DOUBLE, VOLTAGE));
    two.deactivate();
    Rig.await(() -> !rig.made.get(0).state().open());
  }

  @Test
  void driversWithOtherSettingsForTheSameInterfaceAreRefusedUntilItIsFree() {
    CanDriver one = rig.driver("role=OTHER");
    CanDriver two = rig.silent("role=OTHER", "send=true");
    BlockingQueue<ChannelRecord> told = listen(two, "v", DataType.DOUBLE, VOLTAGE);
    until(
        told,
        "! can0 is in use by another driver with other settings; give both the same link, role,"
            + " bit.rate, send, current.offset, session.silence and vin.masked");
    one.deactivate();
    until(told, "! no frame 18FF50E5 was heard yet");
    assertTrue(rig.made.get(1) instanceof SendingLink);
  }

  @Test
  void anUnchangedFormKeepsTheLinkAndAChangedOneMakesAnother() {
    CanDriver driver = rig.driver("role=OTHER");
    driver.modified(Rig.config("role=OTHER", "write.bound=500"));
    assertEquals(1, rig.made.size());
    CanLink first = rig.made.get(0);
    assertTrue(first.state().open());
    driver.modified(Rig.config("role=OTHER", "bit.rate=125000"));
    Rig.await(() -> rig.made.size() == 2);
    Rig.await(() -> !first.state().open());
  }

  @Test
  void aDriverThatIsNotToSendGetsALinkThatHasNoWayToSend() {
    CanDriver driver = rig.driver("role=OTHER");
    assertTrue(!(rig.made.get(0) instanceof SendingLink));
    assertEquals(
        "! the driver does not send; set send to true in its form, if no charger and no vehicle are"
            + " on this bus",
        write(driver, "fan", TypedValues.newIntegerValue(1), LIMIT));
    assertEquals(List.of(), rig.seen);
  }

  @Test
  void channelsOfOneIdentifierLeaveInOneFrameAndTheRestIsAsConfigured() {
    CanDriver driver = rig.driver(SENDS);
    ChannelRecord a = writeRecord("fan.speed", TypedValues.newDoubleValue(12.3), LIMIT);
    ChannelRecord b =
        writeRecord(
            "fan.on",
            TypedValues.newBooleanValue(true),
            with(LIMIT, "start.bit=32", "length=1", "factor=1"));
    driver.write(List.of(a, b));
    assertEquals(List.of("", ""), List.of(Rig.status(a), Rig.status(b)));
    // 12.3 is raw 123 = 007Bh, little endian in octets 2 and 3; bit 32 was set already.
    assertEquals("[100FF68A#01027B00FFFFFFFF]", rig.seen.toString());
  }

  @Test
  void aValueThatDoesNotFitIsNotSent() {
    CanDriver driver = rig.driver(SENDS);
    assertEquals(
        "! the value 7000.0 is raw 70000, which is not within 0 to 65535",
        write(driver, "fan", TypedValues.newDoubleValue(7000), LIMIT));
    assertEquals(
        "! the value fast is no number",
        write(driver, "fan", TypedValues.newStringValue("fast"), LIMIT));
    assertEquals(List.of(), rig.seen);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "voltage.demand|100FF68A|! channel voltage.demand: faults, protection levels, voltage demand,"
            + " manual modes, contactors and power modules are never written",
        "manual.mode|100FF68A|! channel manual.mode: faults, protection levels, voltage demand,"
            + " manual modes, contactors and power modules are never written",
        "module.3.off|100FF68A|! channel module.3.off: faults, protection levels, voltage demand,"
            + " manual modes, contactors and power modules are never written",
        "start|1001F68A|! identifier 1001F68A is never sent: the start of the billing unit's scheme"
            + " carries voltage and current demand and a manual mode",
        "start|1802F456|! identifier 1802F456: a charging bus is only listened to, nothing is sent"
            + " there as charger or vehicle",
        "start|101956F4|! identifier 101956F4: a charging bus is only listened to, nothing is sent"
            + " there as charger or vehicle",
      })
  void whatIsNeverWrittenIsRefusedByName(String name, String id, String why) {
    CanDriver driver = rig.driver(SENDS);
    assertEquals(why, write(driver, name, TypedValues.newIntegerValue(1), with(LIMIT, "id=" + id)));
    assertEquals(List.of(), rig.seen);
  }

  @Test
  void whatAChannelNamesAsNeverSentHoldsForAllDriversOfTheBus() {
    CanDriver driver = rig.driver(SENDS);
    CanDriver other = rig.driver(SENDS);
    assertEquals("", write(other, "fan", TypedValues.newIntegerValue(1), LIMIT));
    read(driver, "x", DataType.LONG, with(VOLTAGE, "never=100FF600-100FF6FF: switches modules"));
    assertEquals(
        "! identifier 100FF68A is never sent: switches modules",
        write(other, "fan", TypedValues.newIntegerValue(1), LIMIT));
    assertEquals(1, rig.seen.size());
  }

  @Test
  void aControlledChannelIsWrittenOnlyInTheStationsOwnCallAndALimitIsNeverRoundedUp() {
    CanDriver driver = rig.driver(SENDS);
    Function<String, ChannelRecord> lease =
        text -> writeRecord("control.lease", TypedValues.newStringValue(text), "kind=LEASE");
    String[] limit = with(LIMIT, "control=LIMIT");
    String refused = "! controlled by the charging station; write refused";
    assertEquals(refused, write(driver, "limit", TypedValues.newDoubleValue(1.29), limit));
    ChannelRecord foreign = lease.apply("guess;5000");
    ChannelRecord value = writeRecord("limit", TypedValues.newDoubleValue(1.29), limit);
    driver.write(List.of(foreign, value));
    assertEquals(List.of(refused, refused), List.of(Rig.status(foreign), Rig.status(value)));
    assertEquals("no lease yet", read(driver, "l", DataType.STRING, "kind=LEASE"));
    ChannelRecord own = lease.apply("token;5000");
    driver.write(List.of(own, value));
    assertEquals(List.of("", ""), List.of(Rig.status(own), Rig.status(value)));
    // 1.29 is raw 12.9: 12, not 13.
    assertEquals("[100FF68A#01020C00FFFFFFFF]", rig.seen.toString());
    assertTrue(read(driver, "l", DataType.STRING, "kind=LEASE").startsWith("runs for another"));
    // Also while the lease runs, and under no other name.
    assertEquals(refused, write(driver, "limit", TypedValues.newDoubleValue(9), limit));
    assertEquals(refused, write(driver, "other", TypedValues.newDoubleValue(9), LIMIT));
    ChannelRecord garbage = lease.apply("token");
    driver.write(List.of(garbage));
    assertEquals("! a lease is written as token;milliseconds", Rig.status(garbage));
  }

  @Test
  void aBusOnWhichChargerOrVehicleIsHeardIsLetGoOfWhateverTheFormSays() {
    CanDriver driver = rig.driver(SENDS);
    BlockingQueue<ChannelRecord> told = listen(driver, "v", DataType.DOUBLE, VOLTAGE);
    rig.send("1826F456", "010100");
    until(
        told,
        "! frame 1826F456 of a charger or vehicle was heard: this is a charging bus, which is only"
            + " listened to. It was let go of. Set role to CHARGING_BUS, send to false, and the"
            + " interface to listen only");
    assertTrue(!rig.made.get(0).state().open());
    assertTrue(
        write(driver, "fan", TypedValues.newIntegerValue(1), LIMIT)
            .endsWith(
                "a charging bus is only listened to, nothing is sent there as charger or vehicle"));
    assertEquals(List.of(), rig.seen);
  }

  @Test
  void aLinkThatHangsWhileItSendsHoldsNobodyForLongerThanTheBound() {
    Rig.Broken link = new Rig.Broken();
    CountDownLatch stuck = new CountDownLatch(1);
    link.onSend =
        () -> {
          try {
            stuck.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };
    CanDriver driver = new CanDriver(new BusRegistry(o -> link, System::nanoTime));
    driver.activate(Rig.config("role=OTHER", "send=true", "write.bound=100"));
    try {
      Rig.await(() -> link.listener != null);
      assertEquals(
          "! the link did not take it in time; it may still be sent",
          write(driver, "fan", TypedValues.newIntegerValue(1), LIMIT));
      assertEquals(
          "! it did not leave in time and is not sent",
          write(driver, "fan", TypedValues.newIntegerValue(1), LIMIT));
    } finally {
      driver.deactivate();
    }
    Rig.await(() -> !link.state.open());
    stuck.countDown();
  }

  @Test
  void identifiersBeyondWhatIsKeptTakeNoMemory() {
    CanDriver driver = rig.driver("role=OTHER");
    rig.send("18FF50E5", "000BB8");
    for (int id = 0; id < 10_000; id++) {
      rig.send(io.ocpp809.can.Frame.extended(0x0100_0000 + id, (byte) 1));
    }
    rig.send("18FF50E5", "000001");
    assertEquals("0.1", read(driver, "v", DataType.DOUBLE, VOLTAGE));
    assertEquals(
        "! no frame 0100270F was heard yet",
        read(driver, "w", DataType.LONG, "kind=RAW", "id=0100270F"));
    assertEquals("10002", read(driver, "c", DataType.LONG, "kind=LINK", "signal=heard"));
  }

  @Test
  void theDescriptorIsTheSameForEveryDriver() {
    CanDriver driver = rig.silent("role=OTHER");
    assertSame(driver.getChannelDescriptor(), rig.silent("role=OTHER").getChannelDescriptor());
  }
}

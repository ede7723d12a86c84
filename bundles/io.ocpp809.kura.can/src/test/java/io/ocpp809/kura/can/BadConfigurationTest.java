package io.ocpp809.kura.can;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.can.LinkSettings;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.core.configuration.metatype.Tad;
import org.eclipse.kura.type.DataType;
import org.eclipse.kura.type.TypedValues;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bad forms and channels get one message that names the attribute and says what to do. */
class BadConfigurationTest {
  private static final String WRITING =
      "send: a charging bus is only listened to, a third node that sends can end a charging under"
          + " load. Set send to false; limits, start and stop go through the pile's own interface. If"
          + " no charger and no vehicle are on this bus, set role to OTHER";

  private final Rig rig = new Rig();

  @AfterEach
  void end() {
    rig.close();
  }

  @Test
  void aDriverConfiguredToWriteOnAChargingBusIsRefusedAndOpensNothing() {
    CanDriver driver = rig.silent("send=true");
    BlockingQueue<ChannelRecord> told =
        Rig.listen(driver, "soc", DataType.DOUBLE, "signal=BCL.voltageDemand");
    assertEquals("! " + WRITING, Rig.next(told));
    assertEquals("! " + WRITING, Rig.read(driver, "soc", DataType.DOUBLE));
    assertEquals(
        "! " + WRITING,
        Rig.write(driver, "x", TypedValues.newIntegerValue(1), "kind=RAW", "id=123"));
    assertEquals(List.of(), rig.made);
    driver.modified(Map.of());
    Rig.await(() -> rig.made.size() == 1);
  }

  @Test
  void onAChargingBusNoChannelIsWritten() {
    CanDriver driver = rig.driver();
    assertEquals(
        "! a charging bus is only listened to, nothing is sent on it; write through the pile's own"
            + " interface",
        Rig.write(driver, "fan", TypedValues.newIntegerValue(1), "kind=RAW", "id=123"));
    assertEquals(
        "! only channels of kind RAW are written",
        Rig.write(driver, "x", TypedValues.newIntegerValue(1), "signal=BCL.voltageDemand"));
    assertEquals(List.of(), rig.seen);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "link=CANOPEN|link: CANOPEN is none of [SOCKETCAN, SLCAN, SLCAN_TCP, CONVERTER_TCP,"
            + " CONVERTER_UDP, REPLAY]",
        "role=MINE|role: MINE is none of [CHARGING_BUS, TEST_BUS, OTHER]",
        "interface=can 0|interface: name a CAN interface, such as can0",
        "bit.rate=0|bit.rate: a charging bus needs one, 250000 by GB/T 27930 (50000 where the pile's"
            + " maker says so)",
        "bit.rate=2000000|bit.rate: 0 to 1000000, not 2000000",
        "bit.rate=fast|bit.rate: a whole number is needed, not fast",
        "port=0|port: 1 to 65535, not 0",
        "send=perhaps|send: true or false, not perhaps",
        "listen.only=1|listen.only: true or false, not 1",
        "current.offset=5|current.offset: -6500 to 0, not 5",
        "session.silence=0|session.silence: 1 to 60, not 0",
        "vin.masked=x|vin.masked: true or false, not x",
        "write.bound=1|write.bound: 100 to 30000, not 1",
      })
  void aBadFormNamesTheAttribute(String attribute, String message) {
    assertEquals(
        message,
        assertThrows(IllegalArgumentException.class, () -> DriverOptions.of(Rig.config(attribute)))
            .getMessage());
  }

  @Test
  void aTestBusIsOnlyListenedToAndAReplayNamesItsFileAndPace() {
    assertEquals(
        "send: a test bus is only listened to; set send to false, or role to OTHER",
        assertThrows(
                IllegalArgumentException.class,
                () -> DriverOptions.of(Rig.config("role=TEST_BUS", "send=true")))
            .getMessage());
    assertTrue(
        assertThrows(
                IllegalArgumentException.class,
                () -> DriverOptions.of(Rig.config("link=REPLAY", "replay.file=a\0b")))
            .getMessage()
            .startsWith("replay.file: "));
    assertEquals(
        "replay.pace: SLOW is none of [REAL, FAST]",
        assertThrows(
                IllegalArgumentException.class,
                () -> DriverOptions.of(Rig.config("link=REPLAY", "replay.pace=SLOW")))
            .getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "SOCKETCAN, can0",
    "SLCAN, /dev/ttyACM0",
    "SLCAN_TCP, 127.0.0.1:4001",
    "CONVERTER_TCP, 127.0.0.1:4001",
    "CONVERTER_UDP, 127.0.0.1:4001/udp",
    "REPLAY, /var/lib/ocpp809/recording.log"
  })
  void anEmptyFormMeansTheDefaultsOfEachLink(String link, String name) {
    LinkSettings settings = DriverOptions.of(Rig.config("link=" + link)).bus().link();
    assertEquals(name, settings.place().name());
    assertEquals(250_000, settings.bitRate());
    assertEquals(LinkSettings.Role.CHARGING_BUS, settings.role());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kind=DBC||kind: DBC is none of [GBT, RAW, LINK, LEASE]",
        "kind=LINK|signal=speed|signal: speed is none of [state, heard, sent, lost, bus.errors,"
            + " malformed, opened]",
        "kind=RAW||id: an identifier of three hexadecimal digits (11 bits, to 7FF) or eight (29"
            + " bits, to 1FFFFFFF) is needed, not empty",
        "kind=RAW|id=800|id: an identifier of three hexadecimal digits (11 bits, to 7FF) or eight (29"
            + " bits, to 1FFFFFFF) is needed, not 800",
        "kind=RAW|id=20000000|id: an identifier of three hexadecimal digits (11 bits, to 7FF) or"
            + " eight (29 bits, to 1FFFFFFF) is needed, not 20000000",
        "start.bit=64|id=123|start.bit: 0 to 63, not 64",
        "length=0|id=123|length: 1 to 64, not 0",
        "start.bit=60|id=123|length: from start bit 60 there are 4 bits in this order of octets, not"
            + " 8",
        "order=MIXED|id=123|order: MIXED is none of [LITTLE, BIG]",
        "signed=no|id=123|signed: true or false, not no",
        "factor=0|id=123|factor: a number other than 0",
        "add=x|id=123|add: a number is needed, not x",
        "control=STOP|id=123|control: STOP is none of [NONE, LIMIT, ENABLE, UNLOCK]",
        "frame=0G|id=123|frame: up to eight octets of two hexadecimal digits each, not 0G",
        "frame=000000000000000000|id=123|frame: up to eight octets of two hexadecimal digits each,"
            + " not 000000000000000000",
        "start.bit=32|id=123;frame=00000000|frame: the signal reaches to octet 5, the frame has 4",
        "never=100: |id=123|never: \"100:\" is not such as 1001F68A: voltage demand",
        "never=200-100: x|id=123|never: \"200-100: x\": the lower identifier first, both of the same"
            + " length",
        "never=12: x|id=123|never: an identifier of three hexadecimal digits (11 bits, to 7FF) or"
            + " eight (29 bits, to 1FFFFFFF) is needed, not 12",
        "stale=-1|id=123|stale: 0 to 86400000, not -1",
        "listen.deadband=-1|id=123|listen.deadband: 0 or more, not -1.0",
      })
  void aBadChannelNamesTheAttribute(String first, String second, String message) {
    String all = "kind=RAW;" + (second == null ? "" : second + ";") + first;
    assertEquals(
        message,
        assertThrows(
                IllegalArgumentException.class,
                () -> ChannelSpec.of("x", Rig.config(all.split(";"))))
            .getMessage());
  }

  @Test
  void aBadChannelFailsAloneAndItsListenerIsToldOnce() {
    CanDriver driver = rig.driver("role=OTHER");
    rig.send("123", "07");
    ChannelRecord good = Rig.readRecord("good", DataType.LONG, "kind=RAW", "id=123");
    ChannelRecord bad = Rig.readRecord("bad", DataType.LONG, "kind=RAW", "id=1");
    driver.read(List.of(bad, good));
    assertEquals("7", Rig.shown(good));
    assertTrue(Rig.status(bad).startsWith("! id: an identifier of three"));
    BlockingQueue<ChannelRecord> told =
        Rig.listen(driver, "bad", DataType.LONG, "kind=RAW", "id=1");
    assertTrue(Rig.status(take(told)).startsWith("! id: an identifier of three"));
  }

  private static ChannelRecord take(BlockingQueue<ChannelRecord> told) {
    try {
      return told.take();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void theDefaultsOfTheDescriptorMakeAGoodChannel() {
    List<?> ads = (List<?>) new CanChannelDescriptor().getDescriptor();
    Map<String, Object> config = new java.util.HashMap<>();
    ads.stream()
        .map(Tad.class::cast)
        .filter(ad -> ad.getDefault() != null)
        .forEach(ad -> config.put(ad.getId(), ad.getDefault()));
    assertEquals(ChannelSpec.of("x", Map.of()), ChannelSpec.of("x", config));
    config.put("kind", "RAW");
    config.put("id", "123");
    assertEquals(
        ChannelSpec.of("x", Rig.config("kind=RAW", "id=123")), ChannelSpec.of("x", config));
  }
}

package io.ocpp809.kura.can;

import static io.ocpp809.kura.can.Rig.listen;
import static io.ocpp809.kura.can.Rig.next;
import static io.ocpp809.kura.can.Rig.read;
import static io.ocpp809.kura.can.Rig.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.ocpp809.can.SendingLink;
import java.util.concurrent.BlockingQueue;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.type.DataType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What charger and vehicle say, as channels. */
class GbtChannelsTest {
  private static final String NOBODY = "! no session: nothing is heard of charger and vehicle";

  /**
   * CCS by hand: 400.0 V is raw 4000 = 0FA0h, 50 A into the vehicle is -50 A on the wire, raw (400
   * - 50) × 10 = 3500 = 0DACh, 1 minute, permitted (bits 01, all others one).
   */
  private static final String CCS = "A00FAC0D0100FDFF";

  private final Rig rig = new Rig();

  @AfterEach
  void end() {
    rig.close();
  }

  @Test
  void aChargingBusIsListenedToByALinkThatHasNoWayToSend() {
    rig.driver();
    assertFalse(rig.made.get(0) instanceof SendingLink);
  }

  @Test
  void signalsAreReadByMessageAndField() {
    CanDriver driver = rig.driver();
    assertEquals(NOBODY, read(driver, "v", DataType.DOUBLE, "signal=CCS.outputVoltage"));
    rig.send("1812F456", CCS);
    assertEquals("400.0", read(driver, "v", DataType.DOUBLE, "signal=CCS.outputVoltage"));
    assertEquals("50.0", read(driver, "c", DataType.DOUBLE, "signal=CCS.outputCurrent"));
    assertEquals("1", read(driver, "t", DataType.LONG, "signal=CCS.elapsedTime"));
    assertEquals("60.0", read(driver, "t", DataType.DOUBLE, "signal=CCS.elapsedTime", "factor=60"));
    assertEquals("PERMITTED", read(driver, "p", DataType.STRING, "signal=CCS.permission"));
    assertEquals("20000.0", read(driver, "w", DataType.DOUBLE, "signal=power"));
    assertEquals(
        "! no BCL was heard in this session yet",
        read(driver, "d", DataType.DOUBLE, "signal=BCL.currentDemand"));
    // An empty channel shows the state of charge.
    assertEquals("! no BCS was heard in this session yet", read(driver, "s", DataType.DOUBLE));
  }

  @Test
  void messagesOfSeveralFramesAreReadWhenTheirLastFrameIsThere() {
    CanDriver driver = rig.driver();
    BlockingQueue<ChannelRecord> told = listen(driver, "soc", DataType.LONG, "signal=BCS.soc");
    assertEquals(NOBODY, next(told));
    // A session is noticed by BCL; BCS alone is none.
    rig.send("181056F4", "A00FB80B02");
    until(told, "! no BCS was heard in this session yet");
    // BCS by hand: 384.0 V = 0F00h, -35.8 A = raw 3642 = 0E3Ah, cell 3.37 V = 151h, group 0,
    // 77 % = 4Dh, 23 minutes = 0017h.
    rig.send("1CEC56F4", "100900 02FF001100".replace(" ", ""));
    rig.send("1CECF456", "110201FFFF001100");
    rig.send("1CEB56F4", "01000F3A0E51014D");
    rig.send("1CEB56F4", "021700FFFFFFFFFF");
    assertEquals("77", next(told));
    assertEquals("35.8", read(driver, "c", DataType.DOUBLE, "signal=BCS.current"));
    assertEquals("1380", read(driver, "s", DataType.LONG, "signal=BCS.remainingTime", "factor=60"));
  }

  @Test
  void whatIsFilledIsNotAvailableAndIsNoZero() {
    CanDriver driver = rig.driver();
    rig.send("1812F456", "FFFFFFFFFFFFFFFF");
    assertEquals(
        "! CCS.outputVoltage is not available: it is filled, or not plausible",
        read(driver, "v", DataType.DOUBLE, "signal=CCS.outputVoltage"));
    assertEquals(
        "! power is not available: it is filled, or not plausible",
        read(driver, "w", DataType.DOUBLE, "signal=power"));
  }

  @Test
  void theOffsetOfCurrentsIsThatOfTheForm() {
    CanDriver driver = rig.driver("current.offset=-1000");
    rig.send("1812F456", CCS);
    // Raw 3500 is -1000 + 350 = -650 A on the wire.
    assertEquals("650.0", read(driver, "c", DataType.DOUBLE, "signal=CCS.outputCurrent"));
  }

  @Test
  void listenersAreToldOfEachMessageAndOfNoOther() {
    CanDriver driver = rig.driver();
    BlockingQueue<ChannelRecord> told =
        listen(driver, "v", DataType.DOUBLE, "signal=CCS.outputVoltage");
    assertEquals(NOBODY, next(told));
    rig.send("1812F456", CCS);
    assertEquals("400.0", next(told));
    rig.send("181056F4", "A00FB80B02");
    rig.send("1812F456", CCS);
    assertEquals("400.0", next(told));
  }

  @Test
  void aListenerOfADerivedSignalIsToldWhenItChanges() {
    CanDriver driver = rig.driver();
    BlockingQueue<ChannelRecord> told = listen(driver, "w", DataType.DOUBLE, "signal=power");
    assertEquals(NOBODY, next(told));
    rig.send("1812F456", CCS);
    rig.send("1812F456", CCS);
    // 400.1 V.
    rig.send("1812F456", "A10FAC0D0100FDFF");
    until(told, "20005.0");
  }

  @Test
  void aStaleMessageIsAFailureThatSaysSoAlsoToListeners() {
    CanDriver driver = rig.driver("session.silence=60");
    BlockingQueue<ChannelRecord> told =
        listen(driver, "v", DataType.DOUBLE, "signal=CCS.outputVoltage");
    rig.send("1812F456", CCS);
    until(told, "400.0");
    rig.pass(1_001);
    assertEquals("! no CCS within the last 1000 ms", next(told));
    assertEquals(
        "! no CCS within the last 1000 ms",
        read(driver, "v", DataType.DOUBLE, "signal=CCS.outputVoltage"));
    // The minutes of one channel may count longer than those of another.
    assertEquals("1", read(driver, "t", DataType.LONG, "signal=CCS.elapsedTime", "stale=600000"));
  }

  @Test
  void afterTheSilenceOfTheFormThereIsNoSession() {
    CanDriver driver = rig.driver("session.silence=1");
    BlockingQueue<ChannelRecord> told =
        listen(driver, "v", DataType.DOUBLE, "signal=BHM.maxTotalVoltage");
    rig.send("182756F4", "A00F");
    until(told, "400.0");
    rig.pass(999);
    assertEquals("400.0", read(driver, "v", DataType.DOUBLE, "signal=BHM.maxTotalVoltage"));
    rig.pass(2);
    assertEquals(NOBODY, next(told));
  }

  @Test
  void framesOfOthersOnTheBusAreNoneOfTheSession() {
    CanDriver driver = rig.driver();
    rig.send("1812F4B5", CCS);
    rig.send("0F4", CCS);
    assertEquals(NOBODY, read(driver, "v", DataType.DOUBLE, "signal=CCS.outputVoltage"));
    // As raw signals they are there all the same.
    assertEquals("160", read(driver, "r", DataType.LONG, "kind=RAW", "id=1812F4B5"));
  }

  @Test
  void onAnyOtherBusNothingIsDecodedAndTheMessageSaysWhatToDo() {
    CanDriver driver = rig.driver("role=OTHER");
    assertEquals(
        "! signal: GB/T 27930 is decoded on a charging bus only; set the driver's role to"
            + " CHARGING_BUS",
        read(driver, "v", DataType.DOUBLE, "signal=CCS.outputVoltage"));
  }

  @Test
  void aNameThatIsNoSignalIsRefusedWithThoseThatAre() {
    CanDriver driver = rig.driver();
    assertEquals(
        "! signal: BHM has no soc, but [maxTotalVoltage]",
        read(driver, "v", DataType.DOUBLE, "signal=BHM.soc"));
    assertEquals(
        "! signal: charge is neither message and field, such as BCS.soc, nor one of "
            + GbtSignals.derivedNames(),
        read(driver, "v", DataType.DOUBLE, "signal=charge"));
  }
}

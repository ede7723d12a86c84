package io.ocpp809.iec104.apci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.iec104.apci.Apdu.Function;
import io.ocpp809.iec104.apci.Apdu.Information;
import io.ocpp809.iec104.apci.Apdu.Supervisory;
import io.ocpp809.iec104.apci.Apdu.Unnumbered;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** By IEC 60870-5-104, clause 5; k 12, w 8, t1 15 s, t2 10 s, t3 20 s. */
class ControlledSessionTest {
  private static final byte[] ASDU = {100, 1, 6, 0, 1, 0, 0, 0, 0, 20};

  private final ControlledSession session = new ControlledSession(ApciParameters.standard(), 0);
  private long now;

  private String act(Apdu apdu) {
    return words(session.received(apdu, now));
  }

  private String act(Function function) {
    return act(new Unnumbered(function));
  }

  private String after(long millis) {
    now += millis;
    return words(session.expired(now));
  }

  private Information sent() throws ApduException {
    return (Information) Apdu.decode(session.send(ASDU, now));
  }

  private static String words(List<Action> actions) {
    StringBuilder result = new StringBuilder();
    for (Action action : actions) {
      result.append(result.isEmpty() ? "" : ", ");
      if (action instanceof Action.Transmit t) {
        try {
          Apdu apdu = Apdu.decode(t.octets());
          result.append(
              apdu instanceof Unnumbered u
                  ? u.function().toString()
                  : "S " + ((Supervisory) apdu).received());
        } catch (ApduException e) {
          throw new AssertionError(e);
        }
      } else if (action instanceof Action.Close c) {
        result.append("close: ").append(c.reason());
      } else if (action instanceof Action.Confirmed c) {
        result.append("confirmed ").append(c.count());
      } else {
        result.append(action.getClass().getSimpleName().toLowerCase());
      }
    }
    return result.toString();
  }

  @Test
  @DisplayName("60870-5-104 5.3: start and stop of data transfer are confirmed")
  void startAndStopOfDataTransferAreConfirmed() {
    assertFalse(session.ready());
    assertEquals("STARTDT con, started", act(Function.STARTDT_ACT));
    assertTrue(session.ready());
    assertEquals("STARTDT con", act(Function.STARTDT_ACT));
    assertEquals("STOPDT con, stopped", act(Function.STOPDT_ACT));
    assertFalse(session.ready());
    assertEquals("STOPDT con", act(Function.STOPDT_ACT));
    assertEquals("STARTDT con, started", act(Function.STARTDT_ACT));
  }

  @Test
  @DisplayName("60870-5-104 5.3: an information before STARTDT closes the connection")
  void anInformationBeforeStartdtClosesTheConnection() {
    assertEquals(
        "close: an I-APDU came while data transfer is stopped", act(new Information(0, 0, ASDU)));
    assertTrue(session.closed());
    assertEquals("", act(Function.STARTDT_ACT));
  }

  @Test
  @DisplayName("60870-5-104 5.3: an information after STOPDT closes the connection")
  void anInformationAfterStopdtClosesTheConnection() {
    act(Function.STARTDT_ACT);
    act(Function.STOPDT_ACT);
    assertEquals(
        "close: an I-APDU came while data transfer is stopped", act(new Information(0, 0, ASDU)));
  }

  @Test
  @DisplayName("60870-5-104 5.3: a confirmation before STARTDT closes the connection")
  void aConfirmationBeforeStartdtClosesTheConnection() {
    assertEquals("close: an S-APDU came while data transfer is stopped", act(new Supervisory(0)));
  }

  @Test
  @DisplayName("60870-5-604 5.3.2.70: STOPDT is confirmed when all that was sent has been")
  void stopdtIsConfirmedWhenAllThatWasSentHasBeen() throws Exception {
    act(Function.STARTDT_ACT);
    sent();
    sent();
    act(new Information(0, 0, ASDU));
    assertEquals("S 1", act(Function.STOPDT_ACT));
    assertFalse(session.ready());
    assertEquals("confirmed 1", act(new Supervisory(1)));
    assertEquals("confirmed 1, STOPDT con, stopped", act(new Supervisory(2)));
  }

  @Test
  @DisplayName("60870-5-104 5.1: sequence numbers begin at zero and confirm what came")
  void sequenceNumbersBeginAtZeroAndConfirmWhatCame() throws Exception {
    act(Function.STARTDT_ACT);
    assertEquals(0, sent().sent());
    assertEquals("confirmed 1, deliver", act(new Information(0, 1, ASDU)));
    Information second = sent();
    assertEquals(1, second.sent());
    assertEquals(1, second.received());
  }

  @ParameterizedTest
  @CsvSource({
    "1,0,close: N(S) 1 came where 0 was due",
    "32767,0,close: N(S) 32767 came where 0 was due",
    "0,1,'close: N(R) 1 confirms what was not sent; the next N(S) is 0'"
  })
  @DisplayName("60870-5-104 5.1: a wrong sequence number closes the connection")
  void aWrongSequenceNumberClosesTheConnection(int sent, int received, String words) {
    act(Function.STARTDT_ACT);
    assertEquals(words, act(new Information(sent, received, ASDU)));
  }

  @Test
  @DisplayName("60870-5-104 5.1: a confirmation of the future closes the connection")
  void aConfirmationOfTheFutureClosesTheConnection() throws Exception {
    act(Function.STARTDT_ACT);
    sent();
    assertEquals(
        "close: N(R) 2 confirms what was not sent; the next N(S) is 1", act(new Supervisory(2)));
  }

  @Test
  @DisplayName("60870-5-104 5.1: a confirmation that goes back closes the connection")
  void aConfirmationThatGoesBackClosesTheConnection() throws Exception {
    act(Function.STARTDT_ACT);
    sent();
    act(new Supervisory(1));
    assertEquals(
        "close: N(R) 0 confirms what was not sent; the next N(S) is 1", act(new Supervisory(0)));
  }

  @Test
  @DisplayName("60870-5-604 5.3.2.90: nothing is sent while k are open")
  void nothingIsSentWhileKAreOpen() throws Exception {
    act(Function.STARTDT_ACT);
    for (int i = 0; i < 12; i++) {
      assertTrue(session.ready());
      sent();
    }
    assertFalse(session.ready());
    assertThrows(IllegalStateException.class, this::sent);
    assertEquals("confirmed 3", act(new Supervisory(3)));
    assertTrue(session.ready());
    assertEquals(9, session.open());
  }

  @Test
  @DisplayName("60870-5-104 5.5: eight that came are confirmed at once")
  void eightThatCameAreConfirmedAtOnce() {
    act(Function.STARTDT_ACT);
    for (int i = 0; i < 7; i++) {
      assertEquals("deliver", act(new Information(i, 0, ASDU)));
    }
    assertEquals("deliver, S 8", act(new Information(7, 0, ASDU)));
    assertEquals("deliver", act(new Information(8, 0, ASDU)));
  }

  @Test
  @DisplayName("60870-5-104 5.2: what came is confirmed after t2")
  void whatCameIsConfirmedAfterT2() {
    act(Function.STARTDT_ACT);
    act(new Information(0, 0, ASDU));
    assertEquals(10_000, session.deadline());
    assertEquals("", after(9_999));
    assertEquals("S 1", after(1));
    assertEquals("", after(1));
  }

  @Test
  @DisplayName("60870-5-104 5.2: what is not confirmed within t1 closes the connection")
  void whatIsNotConfirmedWithinT1ClosesTheConnection() throws Exception {
    act(Function.STARTDT_ACT);
    now = 1_000;
    sent();
    assertEquals(16_000, session.deadline());
    assertEquals("", after(14_999));
    assertEquals("close: t1: an I-APDU was not confirmed", after(1));
  }

  @Test
  @DisplayName(
      "60870-5-104 5.2: silence is tested after t3 also while stopped and ends the connection after"
          + " t1")
  void silenceIsTestedAfterT3AlsoWhileStoppedAndEndsTheConnectionAfterT1() {
    assertEquals(20_000, session.deadline());
    assertEquals("", after(19_999));
    assertEquals("TESTFR act", after(1));
    assertEquals("", after(14_999));
    assertEquals("close: t1: TESTFR act was not confirmed", after(1));
  }

  @Test
  @DisplayName("60870-5-104 5.2: a test that is answered is repeated after t3")
  void aTestThatIsAnsweredIsRepeatedAfterT3() {
    after(20_000);
    assertEquals("", act(Function.TESTFR_CON));
    assertEquals(40_000, session.deadline());
    assertEquals("TESTFR act", after(20_000));
  }

  @Test
  @DisplayName("60870-5-104 5.2: a test is answered also while stopped")
  void aTestIsAnsweredAlsoWhileStopped() {
    assertEquals("TESTFR con", act(Function.TESTFR_ACT));
  }

  @ParameterizedTest
  @EnumSource(
      value = Function.class,
      names = {"STARTDT_CON", "STOPDT_CON"})
  @DisplayName("60870-5-104 5.3: a confirmation that nobody asked for closes the connection")
  void aConfirmationThatNobodyAskedForClosesTheConnection(Function function) {
    assertEquals("close: " + function + " came without an activation of ours", act(function));
  }

  @Test
  @DisplayName("60870-5-104 5.1: numbers wrap at 32768 in both directions")
  void numbersWrapAt32768InBothDirections() throws Exception {
    act(Function.STARTDT_ACT);
    for (int i = 0; i < 3 * 32_768 + 5; i++) {
      int due = i % 32_768;
      assertEquals(due, sent().sent());
      String words = act(new Information(due, (due + 1) % 32_768, ASDU));
      assertTrue(words.startsWith("confirmed 1, deliver"), words);
    }
    assertEquals(0, session.open());
    assertEquals(5, sent().received());
  }

  @ParameterizedTest
  @CsvSource({
    "0,8,15000,10000,20000,'k: 1 to 32767 APDUs, not 0'",
    "12,9,15000,10000,20000,'w: 1 to two thirds of k (12), not 9'",
    "12,8,500,10000,20000,'t1: 1 to 255 s, not 0.5 s'",
    "12,8,15000,15000,20000,'t2: 0.1 s to less than t1 (15.0 s), not 15.0 s'",
    "12,8,15000,10000,15000,'t3: more than t1 (15.0 s) to 48 h, not 15.0 s'",
  })
  @DisplayName("60870-5-104 9.6: a wrong parameter is named")
  void aWrongParameterIsNamed(int k, int w, long t1, long t2, long t3, String message) {
    assertEquals(
        message,
        assertThrows(IllegalArgumentException.class, () -> new ApciParameters(k, w, t1, t2, t3))
            .getMessage());
  }
}

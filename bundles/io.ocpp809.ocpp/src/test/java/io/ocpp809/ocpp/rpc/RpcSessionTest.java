package io.ocpp809.ocpp.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RpcSessionTest {
  private final List<String> sent = new ArrayList<>();
  private final List<String> calls = new ArrayList<>();
  private final List<Outcome> outcomes = new ArrayList<>();
  private final List<String> oddities = new ArrayList<>();
  private final List<RpcSession.Reply> replies = new ArrayList<>();
  private final RpcSession session =
      new RpcSession(
          sent::add,
          (c, reply) -> {
            calls.add(c.action() + " " + c.payload());
            replies.add(reply);
          },
          (kind, text) -> oddities.add(text));

  private String id(int i) {
    return sent.get(i).split("\"")[1];
  }

  @Test
  void oneCallIsOpenAtATime() {
    session.call("A", "{}", 1000, outcomes::add);
    session.call("B", "{}", 1000, outcomes::add);
    assertEquals(1, sent.size());
    session.received("[3,\"" + id(0) + "\",{\"x\":1}]");
    assertEquals(List.of(new Outcome.Answered("{\"x\":1}")), outcomes);
    assertEquals(2, sent.size());
    assertTrue(sent.get(1).contains("\"B\""));
  }

  @Test
  void aCallOfTheOtherSideIsHandedOnWhileOursIsOpen() {
    session.call("A", "{}", 1000, outcomes::add);
    session.received("[2,\"x1\",\"Reset\",{\"type\":\"Soft\"}]");
    assertEquals(List.of("Reset {\"type\":\"Soft\"}"), calls);
    replies.get(0).answer("{\"status\":\"Accepted\"}");
    assertEquals("[3,\"x1\",{\"status\":\"Accepted\"}]", sent.get(1));
  }

  @Test
  void aCallWithoutAnAnswerTimesOutAndALateAnswerIsIgnored() {
    session.tick(0);
    session.call("A", "{}", 1000, outcomes::add);
    session.tick(999);
    assertTrue(outcomes.isEmpty());
    session.tick(1000);
    assertEquals(List.of(new Outcome.TimedOut()), outcomes);
    session.received("[3,\"" + id(0) + "\",{}]");
    assertEquals(1, outcomes.size());
  }

  @Test
  void aWaitIsNotCutShortByTimeThatPassedBeforeTheCall() {
    session.tick(0);
    session.tick(700);
    session.call("A", "{}", 1000, outcomes::add);
    session.tick(1699);
    assertTrue(outcomes.isEmpty());
    session.tick(1700);
    assertEquals(List.of(new Outcome.TimedOut()), outcomes);
  }

  @Test
  void anAnswerToNothingIsPassedOver() {
    session.received("[3,\"nothing\",{}]");
    session.received("[4,\"nothing\",\"InternalError\",\"\",{}]");
    assertTrue(sent.isEmpty() && outcomes.isEmpty());
    assertEquals(
        "an answer to no open call has come; it is passed over: [3,\"nothing\",{}]",
        oddities.get(0));
  }

  @Test
  void aDuplicateIdentifierIsRefusedAndCalledOnce() {
    session.received("[2,\"x1\",\"Reset\",{}]");
    session.received("[2,\"x1\",\"Reset\",{}]");
    assertEquals(1, calls.size());
    assertEquals("[4,\"x1\",\"ProtocolError\",\"the identifier was used before\",{}]", sent.get(0));
    assertEquals(List.of("Reset: the identifier x1 was used before; it is refused"), oddities);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hello|the frame is no JSON",
        "{\"a\":1}|the frame is no JSON list",
        "[]|the frame's message type is missing",
        "[2]|the frame's identifier is no text of 1 to 36 characters",
        "[9,\"x\",\"Reset\",{}]|the frame's message type is 9",
        "[\"2\",\"x\",\"Reset\",{}]|the frame's message type is \"2\"",
        "[2.5,\"x\",\"Reset\",{}]|the frame's message type is 2.5",
        "[3,\"x\"]|an answer has 3 parts, this one 2",
        "[2,5,\"Reset\",{}]|the frame's identifier is no text of 1 to 36 characters",
        "[2,\"1234567890123456789012345678901234567\",\"Reset\",{}]|the frame's identifier is no text of 1 to 36 characters"
      })
  void aTextThatIsNoFrameIsPassedOverAndReported(String text, String reason) {
    session.received(text);
    assertTrue(sent.isEmpty() && calls.isEmpty(), "nothing that could be answered");
    assertEquals(List.of(reason + "; it is passed over: " + text), oddities);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[2,\"x\",7,{}]|the call's action is no text",
        "[2,\"x\",\"Reset\"]|a call has 4 parts, this one 3",
        "[2,\"x\"]|the call's action is no text"
      })
  void aCallThatIsNoFrameIsRefusedByItsIdentifier(String text, String reason) {
    session.received(text);
    assertEquals(List.of("[4,\"x\",\"FormationViolation\",\"" + reason + "\",{}]"), sent);
    assertEquals(List.of(reason + "; it is passed over: " + text), oddities);
  }

  @Test
  void aCallIsAnsweredOnceAndNotOnceTheConnectionIsGone() {
    session.received("[2,\"x1\",\"Reset\",{}]");
    session.received("[2,\"x2\",\"Reset\",{}]");
    replies.get(0).answer("{}");
    replies.get(0).refuse("InternalError", "twice");
    session.lost(false);
    replies.get(1).answer("{}");
    assertEquals(List.of("[3,\"x1\",{}]"), sent);
  }

  @Test
  void aCallWithoutRoomEndsAsTimedOut() {
    for (int i = 0; i <= RpcSession.WAITING_AT_MOST; i++) {
      session.call("A", "{}", 1000, outcomes::add);
    }
    assertTrue(outcomes.isEmpty());
    session.call("B", "{}", 1000, outcomes::add);
    assertEquals(List.of(new Outcome.TimedOut()), outcomes);
    assertEquals(
        List.of("the other side does not answer; B finds no room and is not sent"), oddities);
  }

  @Test
  void aLostConnectionEndsAllCalls() {
    session.call("A", "{}", 1000, outcomes::add);
    session.call("B", "{}", 1000, outcomes::add);
    session.lost(true);
    assertEquals(
        List.of(new Outcome.Lost(true), new Outcome.Lost(false)), outcomes, "closed on A at most");
  }
}

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
  private final RpcSession session =
      new RpcSession(sent::add, c -> calls.add(c.action() + " " + c.payload()));

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
    session.answer("x1", "{\"status\":\"Accepted\"}");
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
  void anAnswerToNothingIsIgnored() {
    session.received("[3,\"nothing\",{}]");
    session.received("[4,\"nothing\",\"InternalError\",\"\",{}]");
    assertTrue(sent.isEmpty() && outcomes.isEmpty());
  }

  @Test
  void aDuplicateIdentifierIsRefusedOnce() {
    session.received("[2,\"x1\",\"Reset\",{}]");
    session.received("[2,\"x1\",\"Reset\",{}]");
    assertEquals(1, calls.size());
    assertEquals("[4,\"x1\",\"ProtocolError\",\"the identifier was used before\",{}]", sent.get(0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hello|-1|the frame is no JSON list",
        "{\"a\":1}|-1|the frame is no JSON list",
        "[2]|-1|the frame has no message type, identifier and content",
        "[2,\"x\",7,{}]|x|the call's action is no text",
        "[2,\"x\",\"Reset\"]|x|a call has 4 parts, this one 3",
        "[2,5,\"Reset\",{}]|-1|the frame's identifier is no text of 1 to 36 characters"
      })
  void aTextThatIsNoFrameIsAnsweredWithTheReason(String text, String id, String reason) {
    session.received(text);
    assertEquals("[4,\"" + id + "\",\"FormationViolation\",\"" + reason + "\",{}]", sent.get(0));
    assertTrue(calls.isEmpty());
  }

  @Test
  void aLostConnectionEndsAllCalls() {
    session.call("A", "{}", 1000, outcomes::add);
    session.call("B", "{}", 1000, outcomes::add);
    session.lost();
    assertEquals(List.of(new Outcome.Lost(), new Outcome.Lost()), outcomes);
  }
}

package io.ocpp809.testkit.gbt27930;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgendaTest {
  private final Agenda<String> agenda = new Agenda<>();
  private final List<String> done = new ArrayList<>();

  @Test
  void whatIsDueIsDoneInTheOrderOfTimeIncludingWhatThatMakesDue() {
    agenda.once("b", 20, () -> done.add("b"));
    agenda.once(
        "a",
        10,
        () -> {
          done.add("a");
          agenda.once("c", 15, () -> done.add("c"));
        });
    assertEquals(10, agenda.next());
    agenda.run(9);
    assertEquals(List.of(), done);
    agenda.run(20);
    assertEquals(List.of("a", "c", "b"), done);
    assertEquals(Agenda.NEVER, agenda.next());
  }

  @Test
  void whatComesAgainKeepsItsPaceAndDoesNotCatchUp() {
    agenda.every("a", 10, 10, () -> done.add("a"));
    agenda.run(10);
    agenda.run(21);
    assertEquals(30, agenda.next());
    agenda.run(75);
    assertEquals(3, done.size());
    agenda.run(76);
    assertEquals(4, done.size());
  }

  @Test
  void aKeyHasOneEntryAndMayLoseIt() {
    agenda.once("a", 10, () -> done.add("old"));
    agenda.once("a", 20, () -> done.add("new"));
    agenda.once("b", 20, () -> done.add("b"));
    agenda.cancel("b");
    assertFalse(agenda.has("b"));
    agenda.run(30);
    assertEquals(List.of("new"), done);
  }
}

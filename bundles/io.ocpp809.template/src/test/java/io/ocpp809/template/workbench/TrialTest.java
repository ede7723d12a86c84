package io.ocpp809.template.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.modbus.Table;
import io.ocpp809.modbus.survey.StoppedException;
import io.ocpp809.station.pile.PileState;
import io.ocpp809.template.PileTemplate;
import io.ocpp809.template.TemplateLibrary;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrialTest {
  /** A Heidelberg Energy Control that charges with 16 A; layout by its register table. */
  static RegisterFile heidelberg() {
    return new RegisterFile()
        .set(
            Table.INPUT, 4, "0108 0007 00A0 00A0 00A0 00FD 00E6 00E6 00E6 0001 2B20 0000 0064 0012")
        .set(Table.INPUT, 18, "D687")
        .set(Table.INPUT, 100, "0010 0006")
        .set(Table.HOLDING, 257, "3A98 0004 0001 0000 00A0 0000");
  }

  private static Trial.Result trial(RegisterFile file) throws Exception {
    PileTemplate t = TemplateLibrary.named("heidelberg-energy-control");
    return new Trial(t, 3, 1).run(file, p -> {});
  }

  private static Trial.Row row(Trial.Result r, String name) {
    return r.rows().stream()
        .filter(x -> x.placed().point().name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void everyReadablePointIsReadOnceAndExplained() throws Exception {
    RegisterFile file = heidelberg();
    Trial.Result r = trial(file);
    assertEquals(r.rows().size(), file.asked);
    assertTrue(r.good(), () -> r.toString());
    Trial.Row state = row(r, "state");
    assertEquals(3, state.placed().unit());
    assertEquals(List.of(7), state.raw());
    assertEquals("7", state.value());
    assertEquals("C2", state.meaning());
    assertEquals("16", row(r, "currentL1").value());
    // 0x0012D687 is 1234567.
    assertEquals("1234567", row(r, "energyTotal").value());
    assertEquals(PileState.C2, r.report().state().orElseThrow());
    assertTrue(r.settings().stream().allMatch(s -> s.standing() == Trial.Standing.MET));
  }

  @Test
  void aSettingThatStandsInTheWayIsUnmet() throws Exception {
    Trial.Result r = trial(heidelberg().set(Table.HOLDING, 258, "0000"));
    assertEquals(Trial.Standing.UNMET, r.settings().get(0).standing());
    assertEquals("0", r.settings().get(0).shown());
    assertFalse(r.good());
  }

  @Test
  void aStateThatTheTemplateDoesNotKnowIsAFault() throws Exception {
    Trial.Result r = trial(heidelberg().set(Table.INPUT, 5, "0063"));
    assertEquals("unknown state 99", row(r, "state").fault());
    assertFalse(r.good());
  }

  @Test
  void aRefusedPointHidesNoOther() throws Exception {
    RegisterFile file = new RegisterFile().set(Table.INPUT, 5, "0002");
    Trial.Result r = trial(file);
    assertEquals("", row(r, "state").fault());
    assertEquals("exception 2: illegal data address", row(r, "power").fault());
    assertEquals(Trial.Standing.UNKNOWN, r.settings().get(0).standing());
  }

  @Test
  void aMapThatIsShiftedByOneIsTold() throws Exception {
    RegisterFile shifted =
        heidelberg().set(Table.INPUT, 10, "0000 0000 0000 00E6 00E6").set(Table.INPUT, 9, "00E6");
    Trial.Result r = trial(shifted);
    assertEquals(
        List.of(
            "voltageL1 at 10 makes sense at 9: the map seems shifted by one (numbers that count from"
                + " 1, such as 30001)"),
        r.hints().subList(0, 1));
  }

  @Test
  void anotherOctetOrderAndAnotherTableAreTold() throws Exception {
    PileTemplate meter = TemplateLibrary.named("eastron-sdm630");
    // 230 V as IEEE 754 single is 0x43660000; the low word comes first here.
    RegisterFile swapped = new RegisterFile().set(Table.INPUT, 0, "0000 4366");
    Trial.Result r = new Trial(meter, 1, 1).run(swapped, p -> {});
    assertTrue(
        r.hints().get(0).contains("makes sense in the octet order CDAB instead of ABCD"),
        r.hints()::toString);
    RegisterFile other = new RegisterFile().set(Table.HOLDING, 0, "4366 0000");
    Trial.Result o = new Trial(meter, 1, 1).run(other, p -> {});
    assertTrue(
        o.hints().get(0).contains("makes sense in the table HOLDING instead of INPUT"),
        o.hints()::toString);
  }

  @Test
  void aStoppedTrialTellsWhatItHasRead() throws Exception {
    PileTemplate t = TemplateLibrary.named("heidelberg-energy-control");
    RegisterFile file = heidelberg();
    Trial.Result r =
        new Trial(t, 3, 1)
            .run(
                request -> {
                  if (file.asked == 2) {
                    throw new StoppedException();
                  }
                  return file.ask(request);
                },
                p -> {});
    assertTrue(r.stopped());
    assertEquals(2, r.rows().size());
    assertFalse(r.good());
  }

  @Test
  void outletsLieAtTheirUnitOrAddress() throws Exception {
    PileTemplate alfen = TemplateLibrary.named("alfen-ng9");
    Placed first = Placed.of(alfen, alfen.channel("evse.state").orElseThrow(), 0, 1);
    Placed second = Placed.of(alfen, alfen.channel("evse.state").orElseThrow(), 0, 2);
    assertEquals(first.unit() + 1, second.unit());
    PileTemplate hyc = TemplateLibrary.named("alpitronic-hyc");
    Placed one = Placed.of(hyc, hyc.channel("ocpp.status").orElseThrow(), 0, 1);
    Placed two = Placed.of(hyc, hyc.channel("ocpp.status").orElseThrow(), 0, 2);
    assertEquals(one.address() + hyc.stride(), two.address());
  }

  @Test
  void aTemplateWithoutAddressesCannotBeTried() throws Exception {
    PileTemplate t = TemplateLibrary.named("generic-roles");
    assertEquals(
        "generic-roles has no addresses: it is for assets of other drivers",
        assertThrows(IllegalArgumentException.class, () -> new Trial(t, 1, 1)).getMessage());
  }
}

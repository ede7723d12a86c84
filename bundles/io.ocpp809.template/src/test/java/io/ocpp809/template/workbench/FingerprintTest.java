package io.ocpp809.template.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.modbus.Table;
import io.ocpp809.template.PileTemplate;
import io.ocpp809.template.TemplateLibrary;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FingerprintTest {
  private static List<PileTemplate> all() throws Exception {
    List<PileTemplate> all = new ArrayList<>();
    for (String name : TemplateLibrary.names()) {
      all.add(TemplateLibrary.named(name));
    }
    return all;
  }

  @Test
  void aDeviceFitsItsOwnTemplateFirst() throws Exception {
    List<Fingerprint.Match> matches = Fingerprint.of(TrialTest.heidelberg(), 3, all());
    assertEquals("heidelberg-energy-control", matches.get(0).template().profile());
    assertTrue(matches.get(0).reasons().contains("state 7 is C2"), matches::toString);
  }

  @Test
  void aStateThatAProductDoesNotHaveRulesItOut() throws Exception {
    RegisterFile other = TrialTest.heidelberg().set(Table.INPUT, 5, "0063");
    List<Fingerprint.Match> matches = Fingerprint.of(other, 3, all());
    assertTrue(
        matches.stream().noneMatch(m -> m.template().profile().equals("heidelberg-energy-control")),
        matches::toString);
  }

  @Test
  void aMapThatIsShiftedByOneIsRecognisedAndSaid() throws Exception {
    RegisterFile shifted =
        new RegisterFile()
            .set(Table.INPUT, 3, "0108 0007 00A0 00A0 00A0 00FD 00E6 00E6 00E6 0001 2B20 0000 0064")
            .set(Table.INPUT, 99, "0010 0006");
    Fingerprint.Match match = Fingerprint.of(shifted, 3, all()).get(0);
    assertEquals("heidelberg-energy-control", match.template().profile());
    assertEquals("with every address one lower: its manual counts from 1", match.difference());
  }

  @Test
  void theOtherWordOrderIsRecognisedAndSaid() throws Exception {
    RegisterFile meter = new RegisterFile();
    for (int i = 0; i < 400; i++) {
      meter.set(Table.INPUT, i, "0000");
    }
    // 230 V is 0x43660000 and 50 Hz 0x42480000 as IEEE 754 singles; the low word comes first here.
    meter.set(Table.INPUT, 0, "0000 4366").set(Table.INPUT, 70, "0000 4248");
    assertEquals(
        "with the words of long numbers in the other order",
        Fingerprint.of(meter, 1, List.of(TemplateLibrary.named("eastron-sdm630")))
            .get(0)
            .difference());
  }

  @Test
  void zerosEverywhereFitNothingThatTellsProductsApart() throws Exception {
    RegisterFile zeros = new RegisterFile();
    for (int i = 0; i < 2_000; i++) {
      zeros.set(Table.INPUT, i, "0000").set(Table.HOLDING, i, "0000");
    }
    for (Fingerprint.Match m : Fingerprint.of(zeros, 1, all())) {
      assertTrue(m.telling() >= 2, m::toString);
    }
  }

  @Test
  void aDeviceThatFallsSilentIsNotAskedForEver() throws Exception {
    RegisterFile silent = new RegisterFile();
    silent.silent = true;
    assertEquals(List.of(), Fingerprint.of(silent, 1, all()));
    assertTrue(silent.asked <= 6, () -> silent.asked + " questions");
  }
}

package io.ocpp809.can;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ocpp809.can.LinkSettings.ConverterTcp;
import io.ocpp809.can.LinkSettings.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class BitRateFinderTest {
  private final List<Integer> tried = new ArrayList<>();

  private BitRateFinder.Ear bus(int rate, long frames, long errors) {
    return tuned -> {
      tried.add(tuned);
      return tuned == rate
          ? new LinkCounters(frames, 0, 0, 0, 0, 1)
          : new LinkCounters(0, 0, 0, errors, 0, 1);
    };
  }

  @Test
  void theRateWithWhichFramesComeIsFoundAndNoFurtherOneIsTried() throws LinkException {
    assertEquals(
        new BitRateFinder.Outcome(
            OptionalInt.of(125_000), "can0: frames come with 125000 bit/s; bit.rate=125000"),
        BitRateFinder.find("can0", bus(125_000, 2, 40)));
    assertEquals(List.of(250_000, 50_000, 125_000), tried);
  }

  @Test
  void aBusOnWhichNobodyTalksIsToldFromOneWithAnotherRate() throws LinkException {
    assertEquals(
        new BitRateFinder.Outcome(
            OptionalInt.empty(), "can0: nobody talks; plug a vehicle in, or look at the wires"),
        BitRateFinder.find("can0", bus(0, 0, 0)));
    assertEquals(BitRateFinder.RATES, tried);
    assertEquals(
        "can0: somebody talks, but no bit rate of "
            + BitRateFinder.RATES
            + " is right; are the two wires the right way round?",
        BitRateFinder.find("can0", bus(83_333, 9, 3)).words());
  }

  @Test
  void oneFrameAloneIsNoProof() throws LinkException {
    assertEquals(OptionalInt.empty(), BitRateFinder.find("can0", bus(250_000, 1, 0)).bitRate());
  }

  @Test
  void aConverterIsSetWithItsMakersProgramOnly() {
    LinkSettings settings =
        new LinkSettings(new ConverterTcp("192.0.2.1", 4001, true), Role.OTHER, 0, List.of());
    assertEquals(
        "192.0.2.1:4001: only SocketCAN and SLCAN let their bit rate be set from here",
        assertThrows(LinkException.class, () -> BitRateFinder.find(settings, 1)).getMessage());
  }
}

package io.ocpp809.cli.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ocpp809.testkit.csms.Charge;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SessionTest {

  private final Session session = new Session("keba", 183.6);

  private static Charge charge(int id, OptionalLong stop) {
    return new Charge(id, "keba", 1, "A", 1000, stop, "");
  }

  @Test
  void aSessionIsRightWhenTheBilledEnergyIsThePilesToTheWattHour() {
    assertEquals(Optional.empty(), session.problem(List.of(charge(1, OptionalLong.of(1184)))));
    assertEquals(
        Optional.of("keba: 182 Wh billed, the pile counted 183.6 Wh"),
        session.problem(List.of(charge(1, OptionalLong.of(1182)))));
  }

  @Test
  void aSessionMustHaveEndedAtTheCsms() {
    assertEquals(
        Optional.of("keba: the transaction has not ended at the CSMS"),
        session.problem(List.of(charge(1, OptionalLong.empty()))));
  }

  @Test
  void aSessionIsOneTransaction() {
    assertEquals(
        Optional.of("keba: 0 transactions at the CSMS instead of one"), session.problem(List.of()));
    assertEquals(
        Optional.of("keba: 2 transactions at the CSMS instead of one"),
        session.problem(
            List.of(charge(1, OptionalLong.of(1100)), charge(2, OptionalLong.of(1183)))));
  }

  @Test
  void aSessionWithoutEnergyIsWrong() {
    assertEquals(
        Optional.of("keba: no energy was charged"),
        new Session("keba", 0).problem(List.of(charge(1, OptionalLong.of(1000)))));
  }
}

package io.ocpp809.ocpp.v16;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.station.limit.Limit;
import io.ocpp809.station.limit.LimitCurve;
import io.ocpp809.station.limit.LimitSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a CSMS of 1.6 hears of limits of the grid operator. */
class GridLimitTest {
  private final Talk t = new Talk();

  @BeforeEach
  void wantsThem() {
    CsmsOptions o = Talk.options(false, true);
    assertTrue(
        t.connection.reconfigure(
            new CsmsOptions(o.name(), o.endpoint(), 3, 10, 3, false, true, true, false)));
    t.boot();
  }

  private void limit(Optional<Limit> limit) {
    t.station.limit(1, LimitSource.GRID, limit.map(LimitCurve::constant));
    t.scheduler.runDue();
  }

  private List<String> told() {
    return t.of("DataTransfer");
  }

  @Test
  void aLimitIsToldWhenItBeginsChangesAndEnds() {
    limit(Optional.of(Limit.milliamps(8_000)));
    assertTrue(
        told()
            .get(0)
            .contains(
                "{\"vendorId\":\"io.ocpp809\",\"messageId\":\"GridLimit\",\"data\":"
                    + "\"{\\\"connectorId\\\":1,\\\"active\\\":true,\\\"limit\\\":8.0,"
                    + "\\\"unit\\\":\\\"A\\\"}\"}"),
        told().get(0));
    t.answer("DataTransfer", "{\"status\":\"Accepted\"}");
    limit(Optional.of(Limit.watts(5_000)));
    assertTrue(told().get(1).contains("\\\"limit\\\":5000,\\\"unit\\\":\\\"W\\\""));
    t.answer("DataTransfer", "{\"status\":\"Accepted\"}");
    limit(Optional.empty());
    assertTrue(told().get(2).contains("\\\"active\\\":false}"), told().get(2));
    t.answer("DataTransfer", "{\"status\":\"Accepted\"}");
    assertEquals(3, told().size());
  }

  @Test
  void onceItIsRefusedNothingMoreIsToldUntilTheNextBoot() {
    limit(Optional.of(Limit.milliamps(8_000)));
    t.answer("DataTransfer", "{\"status\":\"UnknownVendorId\"}");
    limit(Optional.of(Limit.milliamps(7_000)));
    assertEquals(1, told().size());
  }

  @Test
  void aCallErrorIsARefusalToo() {
    limit(Optional.of(Limit.milliamps(8_000)));
    t.refuse("DataTransfer", "NotImplemented");
    limit(Optional.of(Limit.milliamps(7_000)));
    assertEquals(1, told().size());
  }

  @Test
  void nothingIsToldOfOtherLimitsNorWhereItIsNotWanted() {
    t.station.limit(1, LimitSource.LOCAL, Optional.of(LimitCurve.constant(Limit.milliamps(6_000))));
    t.scheduler.runDue();
    assertEquals(0, told().size());
    t.connection.reconfigure(Talk.options(false, true));
    limit(Optional.of(Limit.milliamps(5_000)));
    assertEquals(0, told().size());
  }

  @Test
  void theCompositeScheduleShowsTheLimit() {
    limit(Optional.of(Limit.milliamps(8_000)));
    String schedule =
        t.ask(
            "GetCompositeSchedule",
            "{\"connectorId\":1,\"duration\":60,\"chargingRateUnit\":\"A\"}");
    assertTrue(schedule.contains("\"limit\":8"), schedule);
  }
}

package io.ocpp809.can;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.can.LinkException.Kind;
import io.ocpp809.can.LinkSettings.Role;
import io.ocpp809.can.LinkSettings.SocketCan;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CarrierLinkTest {
  private static final LinkSettings SETTINGS =
      new LinkSettings(
          new SocketCan("can0"),
          Role.CHARGING_BUS,
          250_000,
          List.of(new IdFilter(0xF456, 0xFFFF, true)));
  private static final Frame CHM = Frame.extended(0x1826F456, (byte) 1, (byte) 1, (byte) 0);

  private final FakeCarrier carrier = new FakeCarrier();
  private final CarrierLink link = new CarrierLink(SETTINGS, carrier);
  private final List<String> heard = new ArrayList<>();

  private void begin() throws LinkException {
    link.begin((frame, nanos) -> heard.add(frame + " @" + nanos));
  }

  @Test
  void framesAreHeardInOrderAndTheirTimesNeverRunBackwards() throws LinkException {
    carrier.steps.add(
        intake -> {
          intake.frame(CHM, 20);
          intake.frame(CHM, 10);
          intake.frame(CHM, 30);
        });
    begin();
    link.step();
    assertEquals(
        List.of("1826F456#010100 @20", "1826F456#010100 @20", "1826F456#010100 @30"), heard);
  }

  @Test
  void whatTheFiltersDoNotPassIsNotHeard() throws LinkException {
    carrier.steps.add(intake -> intake.frame(Frame.standard(0x456), 1));
    begin();
    link.step();
    assertEquals(List.of(), heard);
    assertEquals(0, link.counters().heard());
  }

  @Test
  void aLinkThatIsRefusedSaysWhyAndMayBeOpenedOnceMore() throws LinkException {
    carrier.refusal = new LinkException(Kind.DOWN, "can0 is down; type: ip link set can0 up");
    assertEquals(
        "can0 is down; type: ip link set can0 up",
        assertThrows(LinkException.class, this::begin).getMessage());
    assertEquals(LinkState.Phase.CLOSED, link.state().phase());
    carrier.refusal = null;
    begin();
    assertTrue(link.state().open());
    assertThrows(IllegalStateException.class, this::begin);
  }

  @Test
  void aBusThatIsLostIsTriedAgainEachSecondAndCheckedAsAtTheFirst() throws LinkException {
    carrier.steps.add(
        intake -> {
          throw new LinkException(Kind.DOWN, "can0 went down");
        });
    begin();
    assertEquals(1_000_000_000L, link.step());
    assertEquals(new LinkState(LinkState.Phase.LOST, "can0 went down"), link.state());
    assertEquals(1, carrier.closed);

    carrier.refusal =
        new LinkException(Kind.NOT_LISTEN_ONLY, "can0 is not listening only; type: x");
    assertEquals(1_000_000_000L, link.step());
    assertEquals("can0 is not listening only; type: x", link.state().words());

    carrier.refusal = null;
    carrier.steps.add(intake -> intake.frame(CHM, 5));
    assertEquals(0, link.step());
    assertEquals(0, link.step());
    assertTrue(link.state().open());
    assertEquals(new LinkCounters(1, 0, 0, 0, 0, 2), link.counters());
  }

  @Test
  void aFaultInAListenerLosesTheLinkAndNotItsThread() throws LinkException {
    carrier.steps.add(
        intake -> {
          throw new IllegalStateException("bug");
        });
    begin();
    assertEquals(1_000_000_000L, link.step());
    assertFalse(link.state().open());
    link.step();
    assertTrue(link.state().open());
  }

  @Test
  void lossesErrorsAndWhatIsNoFrameAreCounted() throws LinkException {
    carrier.steps.add(
        intake -> {
          intake.lost(7);
          intake.busError();
          intake.malformed();
        });
    begin();
    link.step();
    assertEquals(new LinkCounters(0, 0, 7, 1, 1, 1), link.counters());
  }

  @Test
  void onlyErrorsAndNoFrameAreToldAsTheSignOfAWrongBitRate() throws LinkException {
    carrier.steps.add(
        intake -> {
          for (int i = 0; i < 20; i++) {
            intake.busError();
          }
        });
    begin();
    assertEquals("fake: open", link.state().words());
    link.step();
    assertTrue(link.state().open());
    assertEquals(
        "fake: open; only errors and no frame: is the bit rate right, are the two wires the right"
            + " way round?",
        link.state().words());
    carrier.steps.add(intake -> intake.frame(CHM, 5));
    link.step();
    assertEquals("fake: open", link.state().words());
  }

  @Test
  void theThreadOfALinkHearsAndEndsWhenItIsClosed() throws Exception {
    CountDownLatch done = new CountDownLatch(1);
    carrier.steps.add(intake -> intake.frame(CHM, 1));
    link.open((frame, nanos) -> done.countDown());
    assertTrue(done.await(120, TimeUnit.SECONDS));
    link.close();
    link.close();
    assertEquals(LinkState.CLOSED, link.state());
    assertEquals(1, carrier.closed);
  }

  @Test
  void aSendingLinkSendsWhileItIsOpenAndSaysWhyNotElse() throws LinkException {
    SendingLink sender =
        new SendingCarrierLink(
            new LinkSettings(new SocketCan("can1"), Role.OTHER, 0, List.of()), carrier);
    assertEquals(
        "can1 does not send: closed",
        assertThrows(LinkException.class, () -> sender.send(CHM)).getMessage());
    ((CarrierLink) sender).begin((frame, nanos) -> {});
    sender.send(CHM);
    assertEquals(List.of(CHM), carrier.sent);
    assertEquals(1, sender.counters().sent());
    assertEquals(
        "can1 does not send: full",
        assertThrows(LinkException.class, () -> sender.send(Frame.extended(0))).getMessage());
  }

  @Test
  void noLinkSendsToAChargingBus() {
    LinkException e = assertThrows(LinkException.class, () -> Links.sending(SETTINGS));
    assertEquals(
        "can0: a charging bus is only listened to; no setting allows sending there",
        e.getMessage());
    assertFalse(Links.listening(SETTINGS) instanceof SendingLink);
  }
}

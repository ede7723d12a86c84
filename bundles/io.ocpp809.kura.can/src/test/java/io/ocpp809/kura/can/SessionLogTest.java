package io.ocpp809.kura.can;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ocpp809.gbt27930.message.Edition;
import io.ocpp809.gbt27930.message.MessageType;
import io.ocpp809.gbt27930.session.Party;
import io.ocpp809.gbt27930.session.Phase;
import io.ocpp809.gbt27930.session.SessionEvent;
import io.ocpp809.gbt27930.session.SessionSummary;
import io.ocpp809.gbt27930.session.Stop;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class SessionLogTest {
  private static SessionEvent ended(Optional<String> vin) {
    return new SessionEvent.Ended(
        5,
        new SessionSummary(
            1,
            false,
            5,
            Phase.CHARGING,
            1,
            Edition.Y2015,
            Optional.of("V1.1"),
            vin,
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            4,
            1234.4,
            OptionalDouble.empty(),
            50,
            Stop.NONE,
            List.of(),
            Optional.empty()));
  }

  @Test
  void theVehiclesNumberIsMaskedUnlessTheFormSaysOtherwise() {
    SessionEvent end = ended(Optional.of("LGBT27930TEST0001"));
    assertEquals(
        "the session is over, vehicle LGB**********0001, 1234 Wh estimated from voltage and current",
        new SessionLog("can0", true).words(end));
    assertEquals(
        "the session is over, vehicle LGBT27930TEST0001, 1234 Wh estimated from voltage and current",
        new SessionLog("can0", false).words(end));
    assertEquals(
        "the session is over, vehicle unknown, 1234 Wh estimated from voltage and current",
        new SessionLog("can0", true).words(ended(Optional.empty())));
  }

  @Test
  void beginStopErrorsAndMissingMessagesAreToldWithTheirEvidenceAndSingleMessagesAreNot() {
    SessionLog log = new SessionLog("can0", true);
    assertEquals(
        "no BRM for 5.0 s, CRM 00E9030000333230",
        log.words(
            new SessionEvent.Missing(1, MessageType.BRM, 5_000, false, "CRM 00E9030000333230")));
    assertEquals(
        "no BRO that affirms for 60.0 s, BRO 00",
        log.words(new SessionEvent.Missing(1, MessageType.BRO, 60_000, true, "BRO 00")));
    assertEquals(
        "a session, CHM 010100", log.words(new SessionEvent.Began(1, false, "CHM 010100")));
    assertEquals(
        "joins a session that runs, CCS 00", log.words(new SessionEvent.Began(1, true, "CCS 00")));
    assertEquals(
        "stopped by vehicle, soc-reached, BST 01",
        log.words(
            new SessionEvent.Stopped(
                1, new Stop(Party.VEHICLE, List.of("soc-reached"), "BST 01"))));
    assertEquals(
        "GBT27930.BEM.3905, BEM F0",
        log.words(new SessionEvent.ErrorTold(1, "GBT27930.BEM.3905", "BEM F0")));
    assertEquals("", log.words(new SessionEvent.Resumed(1, "CCS 01")));
  }
}

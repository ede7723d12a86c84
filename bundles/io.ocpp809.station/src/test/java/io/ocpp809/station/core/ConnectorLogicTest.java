package io.ocpp809.station.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.station.ConnectorState;
import io.ocpp809.station.pile.FaultClass;
import io.ocpp809.station.pile.PileFault;
import io.ocpp809.station.pile.PileState;
import io.ocpp809.station.vehicle.Conversation;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The transitions of OCPP 1.6 section 4.9 that a station without reservations sees. A situation is
 * the state of the pile, followed by what holds: plug, auth (somebody is authorised), tx (a
 * transaction runs), stopping, held (the station holds energy back), done (use has ended), off (out
 * of service), fault, warning; and what vehicle and charger say, by the word of {@link
 * Conversation}.
 */
class ConnectorLogicTest {

  private static ConnectorState state(String situation) {
    List<String> words = Arrays.asList(situation.trim().split(" "));
    Optional<PileFault> fault =
        words.contains("fault") || words.contains("warning")
            ? Optional.of(
                new PileFault(
                    FaultClass.GROUND_FAILURE, "7", "residual current", words.contains("warning")))
            : Optional.empty();
    return ConnectorLogic.derive(
        new ConnectorLogic.Known(
            PileState.valueOf(words.get(0)),
            words.contains("plug"),
            fault,
            !words.contains("off"),
            words.contains("auth"),
            words.contains("tx"),
            words.contains("stopping"),
            words.contains("held"),
            words.contains("done"),
            words.stream().flatMap(w -> Conversation.of(w).stream()).findFirst()));
  }

  @ParameterizedTest(name = "{0}: {1} -> {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          A2 by plug              | A2                 | AVAILABLE      | B1 plug                 | PREPARING
          A2 by token             | A2                 | AVAILABLE      | A2 auth                 | PREPARING
          A3                      | A2                 | AVAILABLE      | C2 plug tx              | CHARGING
          A4                      | A2                 | AVAILABLE      | B2 plug tx              | SUSPENDED_EV
          A5                      | A2                 | AVAILABLE      | B1 plug tx              | SUSPENDED_EVSE
          A8                      | A2                 | AVAILABLE      | A2 off                  | UNAVAILABLE
          A9                      | A2                 | AVAILABLE      | A2 fault                | FAULTED
          B1 unplugged            | B1 plug            | PREPARING      | A2                      | AVAILABLE
          B1 second tag or time   | A2 auth            | PREPARING      | A2                      | AVAILABLE
          B3                      | B1 plug            | PREPARING      | C2 plug tx              | CHARGING
          B4                      | B1 plug auth       | PREPARING      | B2 plug tx              | SUSPENDED_EV
          B5                      | B1 plug auth       | PREPARING      | C1 plug tx held         | SUSPENDED_EVSE
          B6                      | B1 plug            | PREPARING      | B1 plug done            | FINISHING
          B9                      | B1 plug            | PREPARING      | B1 plug fault           | FAULTED
          C1                      | C2 plug tx         | CHARGING       | A2                      | AVAILABLE
          C4                      | C2 plug tx         | CHARGING       | B2 plug tx              | SUSPENDED_EV
          C4 EV side disconnected | C2 plug tx         | CHARGING       | A2 tx                   | SUSPENDED_EV
          C5 limit or refusal     | C2 plug tx         | CHARGING       | C2 plug tx held         | SUSPENDED_EVSE
          C5 at the pile          | C2 plug tx         | CHARGING       | C1 plug tx              | SUSPENDED_EVSE
          C6 while stopping       | C2 plug tx         | CHARGING       | C2 plug tx stopping     | FINISHING
          C6                      | C2 plug tx         | CHARGING       | B1 plug done            | FINISHING
          C8                      | C2 plug tx off     | CHARGING       | A2 off                  | UNAVAILABLE
          C9                      | C2 plug tx         | CHARGING       | ERROR plug tx           | FAULTED
          D1                      | B2 plug tx         | SUSPENDED_EV   | A2                      | AVAILABLE
          D3                      | B2 plug tx         | SUSPENDED_EV   | C2 plug tx              | CHARGING
          D3 plugged in again     | A2 tx              | SUSPENDED_EV   | C2 plug tx              | CHARGING
          D5                      | B2 plug tx         | SUSPENDED_EV   | B2 plug tx held         | SUSPENDED_EVSE
          D6                      | B2 plug tx         | SUSPENDED_EV   | B2 plug done            | FINISHING
          D8                      | B2 plug tx off     | SUSPENDED_EV   | A2 off                  | UNAVAILABLE
          D9                      | B2 plug tx         | SUSPENDED_EV   | E plug tx               | FAULTED
          E1                      | B1 plug tx held    | SUSPENDED_EVSE | A2                      | AVAILABLE
          E3                      | C1 plug tx held    | SUSPENDED_EVSE | C2 plug tx              | CHARGING
          E4                      | B1 plug tx held    | SUSPENDED_EVSE | B2 plug tx              | SUSPENDED_EV
          E6                      | B1 plug tx held    | SUSPENDED_EVSE | B1 plug done            | FINISHING
          E8                      | B1 plug tx held off| SUSPENDED_EVSE | A2 off                  | UNAVAILABLE
          E9                      | B1 plug tx held    | SUSPENDED_EVSE | B1 plug tx held fault   | FAULTED
          F1                      | B1 plug done       | FINISHING      | A2                      | AVAILABLE
          F2                      | B1 plug done       | FINISHING      | B1 plug auth            | PREPARING
          F8                      | B1 plug done       | FINISHING      | B1 plug done off        | UNAVAILABLE
          F9                      | B1 plug done       | FINISHING      | B1 plug done fault      | FAULTED
          G1 reserved by the pile | RESERVED           | RESERVED       | A2                      | AVAILABLE
          G2                      | RESERVED           | RESERVED       | A2 auth                 | PREPARING
          G8                      | RESERVED           | RESERVED       | RESERVED off            | UNAVAILABLE
          G9                      | RESERVED           | RESERVED       | RESERVED fault          | FAULTED
          H1                      | A2 off             | UNAVAILABLE    | A2                      | AVAILABLE
          H1 at the pile          | UNAVAILABLE        | UNAVAILABLE    | A2                      | AVAILABLE
          H2                      | B1 plug off        | UNAVAILABLE    | B1 plug                 | PREPARING
          H3                      | B1 plug off        | UNAVAILABLE    | C2 plug tx              | CHARGING
          H4                      | B1 plug off        | UNAVAILABLE    | B2 plug tx              | SUSPENDED_EV
          H5                      | B1 plug off        | UNAVAILABLE    | B1 plug tx              | SUSPENDED_EVSE
          H9                      | A2 off             | UNAVAILABLE    | A2 off fault            | FAULTED
          I1                      | A2 fault           | FAULTED        | A2                      | AVAILABLE
          I2                      | B1 plug fault      | FAULTED        | B1 plug                 | PREPARING
          I3                      | ERROR plug tx      | FAULTED        | C2 plug tx              | CHARGING
          I4                      | E plug tx          | FAULTED        | B2 plug tx              | SUSPENDED_EV
          I5                      | C2 plug tx held fault | FAULTED     | C2 plug tx held         | SUSPENDED_EVSE
          I6                      | B1 plug done fault | FAULTED        | B1 plug done            | FINISHING
          I7                      | RESERVED fault     | FAULTED        | RESERVED                | RESERVED
          I8                      | A2 off fault       | FAULTED        | A2 off                  | UNAVAILABLE
          """)
  void theConnectorGoesFromStateToStateAsTheTableSays(
      String row, String before, ConnectorState from, String after, ConnectorState to) {
    assertEquals(from, state(before));
    assertEquals(to, state(after));
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          B2 plug none                          | PREPARING
          B2 plug handshake                     | PREPARING
          B2 plug parameters                    | PREPARING
          B2 plug tx ready                      | PREPARING
          C2 plug tx ready                      | PREPARING
          C2 plug tx charging                   | CHARGING
          B1 plug tx charging                   | CHARGING
          C2 plug tx paused-by-vehicle          | SUSPENDED_EV
          C2 plug tx paused-by-charger          | SUSPENDED_EVSE
          C2 plug tx paused-by-vehicle held     | SUSPENDED_EVSE
          C2 plug tx stopping                   | FINISHING
          B2 plug ended                         | FINISHING
          B2 plug interrupted                   | FAULTED
          B2 plug done interrupted              | FINISHING
          B2 plug tx interrupted                | PREPARING
          C2 plug tx lost                       | CHARGING
          A2 charging                           | AVAILABLE
          A2 tx charging                        | SUSPENDED_EV
          F plug tx charging                    | SUSPENDED_EVSE
          ERROR plug tx charging                | FAULTED
          """)
  void whatVehicleAndChargerSayNamesTheSideThatSuspends(String situation, ConnectorState state) {
    assertEquals(state, state(situation));
  }

  @Test
  void bothSidesSuspendedIsSuspendedByTheStation() {
    assertEquals(ConnectorState.SUSPENDED_EVSE, state("B2 plug tx held"));
  }

  @Test
  void aWarningIsNoFault() {
    assertEquals(ConnectorState.CHARGING, state("C2 plug tx warning"));
    assertEquals(ConnectorState.AVAILABLE, state("A2 warning"));
  }

  @Test
  void theWallboxThatIsLockedByUsWithinATransactionIsSuspendedNotUnavailable() {
    assertEquals(ConnectorState.SUSPENDED_EVSE, state("F plug tx"));
    assertEquals(ConnectorState.UNAVAILABLE, state("F plug"));
  }

  @Test
  void everyPileStateGivesAStateInEverySituation() {
    for (PileState p : PileState.values()) {
      for (String s :
          List.of("", "plug", "plug tx", "tx", "plug tx stopping", "plug done", "off")) {
        assertTrue(state(p.name() + " " + s) != null);
      }
    }
  }
}

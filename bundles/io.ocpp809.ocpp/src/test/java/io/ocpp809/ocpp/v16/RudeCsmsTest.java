package io.ocpp809.ocpp.v16;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.ocpp.transport.Transport;
import io.ocpp809.station.journal.JournalEntry;
import io.ocpp809.station.journal.TransactionEvent;
import io.ocpp809.station.settings.Setting;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A CSMS that does everything at any time, answers late, wrongly or not at all, and closes as it
 * likes, while vehicles come and go: no transaction is lost, none is told twice, nothing throws.
 */
class RudeCsmsTest {
  private static final String[] CALLS = {
    "RemoteStartTransaction|{\"connectorId\":1,\"idTag\":\"A\"}",
    "RemoteStartTransaction|{\"connectorId\":2,\"idTag\":\"B\"}",
    "RemoteStartTransaction|{\"idTag\":\"C\"}",
    "RemoteStartTransaction|{\"connectorId\":0,\"idTag\":\"A\"}",
    "RemoteStartTransaction|{\"connectorId\":99,\"idTag\":\"A\"}",
    "RemoteStartTransaction|{\"connectorId\":1,\"idTag\":\"A\",\"chargingProfile\":{\"chargingProfileId\":7,"
        + "\"stackLevel\":0,\"chargingProfilePurpose\":\"TxProfile\",\"chargingProfileKind\":\"Relative\","
        + "\"chargingSchedule\":{\"chargingRateUnit\":\"A\",\"chargingSchedulePeriod\":"
        + "[{\"startPeriod\":0,\"limit\":6.5}]}}}",
    "RemoteStopTransaction|{\"transactionId\":%d}",
    "RemoteStopTransaction|{\"transactionId\":-1}",
    "RemoteStopTransaction|{\"transactionId\":0}",
    "RemoteStopTransaction|{\"transactionId\":2147483647}",
    "Reset|{\"type\":\"Soft\"}",
    "Reset|{\"type\":\"Hard\"}",
    "ChangeAvailability|{\"connectorId\":1,\"type\":\"Inoperative\"}",
    "ChangeAvailability|{\"connectorId\":1,\"type\":\"Operative\"}",
    "ChangeAvailability|{\"connectorId\":0,\"type\":\"Inoperative\"}",
    "ChangeAvailability|{\"connectorId\":0,\"type\":\"Operative\"}",
    "ChangeAvailability|{\"connectorId\":99,\"type\":\"Operative\"}",
    "UnlockConnector|{\"connectorId\":1}",
    "UnlockConnector|{\"connectorId\":99}",
    "TriggerMessage|{\"requestedMessage\":\"StatusNotification\",\"connectorId\":99}",
    "TriggerMessage|{\"requestedMessage\":\"MeterValues\"}",
    "TriggerMessage|{\"requestedMessage\":\"BootNotification\"}",
    "ChangeConfiguration|{\"key\":\"MeterValueSampleInterval\",\"value\":\"%d\"}",
    "ChangeConfiguration|{\"key\":\"ClockAlignedDataInterval\",\"value\":\"7\"}",
    "ChangeConfiguration|{\"key\":\"NumberOfConnectors\",\"value\":\"9\"}",
    "ChangeConfiguration|{\"key\":\"TransactionMessageAttempts\",\"value\":\"1000\"}",
    "ChangeConfiguration|{\"key\":\"TransactionMessageRetryInterval\",\"value\":\"1\"}",
    "ChangeConfiguration|{\"key\":\"StopTxnSampledData\",\"value\":\"Energy.Active.Import.Register\"}",
    "ChangeConfiguration|{\"key\":\"StopTransactionOnEVSideDisconnect\",\"value\":\"false\"}",
    "ChangeConfiguration|{\"key\":\"StopTransactionOnEVSideDisconnect\",\"value\":\"true\"}",
    "ChangeConfiguration|{\"key\":\"AuthorizeRemoteTxRequests\",\"value\":\"true\"}",
    "ChangeConfiguration|{\"key\":\"MessageTimeout\",\"value\":\"5\"}",
    "GetConfiguration|{}",
    "GetCompositeSchedule|{\"connectorId\":0,\"duration\":1000000000}",
    "GetCompositeSchedule|{\"connectorId\":1,\"duration\":86400}",
    "SetChargingProfile|{\"connectorId\":0,\"csChargingProfiles\":{\"chargingProfileId\":1,\"stackLevel\":3,"
        + "\"chargingProfilePurpose\":\"ChargePointMaxProfile\",\"chargingProfileKind\":\"Recurring\","
        + "\"recurrencyKind\":\"Daily\",\"chargingSchedule\":{\"duration\":50,\"startSchedule\":"
        + "\"2026-03-01T10:00:00Z\",\"chargingRateUnit\":\"W\",\"chargingSchedulePeriod\":"
        + "[{\"startPeriod\":0,\"limit\":9000},{\"startPeriod\":20,\"limit\":0}]}}}",
    "SetChargingProfile|{\"connectorId\":1,\"csChargingProfiles\":{\"chargingProfileId\":2,\"stackLevel\":0,"
        + "\"chargingProfilePurpose\":\"TxDefaultProfile\",\"chargingProfileKind\":\"Relative\","
        + "\"chargingSchedule\":{\"chargingRateUnit\":\"A\",\"chargingSchedulePeriod\":"
        + "[{\"startPeriod\":0,\"limit\":0},{\"startPeriod\":5,\"limit\":16}]}}}",
    "ClearChargingProfile|{}",
    "ClearChargingProfile|{\"stackLevel\":-1}",
    "SendLocalList|{\"listVersion\":%d,\"localAuthorizationList\":[{\"idTag\":\"A\",\"idTagInfo\":"
        + "{\"status\":\"Accepted\"}}],\"updateType\":\"Differential\"}",
    "ClearCache|{}",
    "DataTransfer|{\"vendorId\":\"x\"}",
    "Nonsense|{}",
  };

  private final Map<Integer, String> told = new HashMap<>();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void losesNoTransactionAndTellsNoneTwice(int seed) {
    Random chance = new Random(seed);
    Talk t = new Talk(2, Talk.LIMIT_0);
    t.boot();
    t.change("TransactionMessageAttempts", "1000");
    t.change("TransactionMessageRetryInterval", "1");
    Set<String> seen = new HashSet<>();
    Map<String, Integer> answered = new HashMap<>();
    int number = 100;
    boolean open = true;
    Transport.Listener opened = t.socket;
    int read = 0;
    for (int step = 0; step < 1500; step++) {
      if (step == 1200) {
        // From here on the CSMS behaves and the vehicles go.
        t.set(Setting.STOP_TX_ON_EV_SIDE_DISCONNECT, "true");
        t.piles.forEach(p -> p.plugged = true);
        t.advance(1);
        t.piles.forEach(p -> p.plugged = false);
      }
      boolean rude = step < 1200;
      t.piles.forEach(p -> p.registerWh += p.plugged ? p.milliamps * 0.69 / 3.6 / 1000 : 0);
      t.advance(1);
      if (!open) {
        if (!rude || chance.nextInt(5) == 0) {
          if (t.openSockets > 0) {
            read = t.sent.size();
            opened = t.socket;
            t.open();
            open = true;
          }
        }
        continue;
      }
      Transport.Listener socket = t.socket;
      if (t.openSockets == 0 || socket != opened) {
        open = false;
        continue;
      }
      while (read < t.sent.size() && t.openSockets > 0) {
        String frame = t.sent.get(read++);
        if (!frame.startsWith("[2,") || frame.contains("\"StatusNotification\"")) {
          continue;
        }
        String id = Talk.idOf(frame);
        int how = rude ? chance.nextInt(12) : 0;
        if (how == 11) {
          continue;
        }
        if (how == 10) {
          t.socket.text("[4,\"" + id + "\",\"InternalError\",\"\",{}]");
          t.scheduler.runDue();
          continue;
        }
        String key = frame.substring(frame.indexOf(",", 4) + 1);
        String payload = "{}";
        if (frame.contains("\"BootNotification\"") || frame.contains("\"Heartbeat\"")) {
          payload =
              "{\"status\":\""
                  + (how == 9 ? "Pending" : how == 8 ? "Rejected" : "Accepted")
                  + "\",\"interval\":3,\"currentTime\":\""
                  + t.scheduler.clock().instant()
                  + "\"}";
        } else if (frame.contains("\"Authorize\"")) {
          payload = "{\"idTagInfo\":{\"status\":\"" + (how > 7 ? "Blocked" : "Accepted") + "\"}}";
        } else if (frame.contains("\"StartTransaction\"")) {
          assertTrue(seen.add(key), "told twice: " + frame);
          number++;
          payload =
              "{\"transactionId\":"
                  + number
                  + (how == 9
                      ? ""
                      : ",\"idTagInfo\":{\"status\":\""
                          + (how == 8 ? "Invalid" : "Accepted")
                          + "\"}")
                  + "}";
          told.put(number, frame);
        } else if (frame.contains("\"StopTransaction\"")) {
          assertTrue(seen.add(key), "told twice: " + frame);
          String of = frame.split("\"transactionId\":")[1].split("[,}]")[0];
          answered.merge(of, 1, Integer::sum);
        }
        t.socket.text("[3,\"" + id + "\"," + payload + "]");
        t.scheduler.runDue();
        if (rude && chance.nextInt(40) == 0) {
          t.socket.text("[3,\"" + id + "\"," + payload + "]");
          t.scheduler.runDue();
        }
      }
      if (rude) {
        int which = chance.nextInt(3) == 0 ? chance.nextInt(9) : chance.nextInt(CALLS.length);
        String[] call = CALLS[which].split("\\|", 2);
        t.tryCall(
            call[0], call[1].replace("%d", String.valueOf(chance.nextInt(3) == 0 ? number : step)));
        if (chance.nextInt(25) == 0) {
          Talk.Pile pile = t.piles.get(chance.nextInt(2));
          pile.plugged = !pile.plugged;
        }
        if (chance.nextInt(60) == 0 && t.openSockets > 0) {
          t.lose(chance.nextBoolean());
          open = false;
        }
        if (chance.nextInt(80) == 0 && t.openSockets > 0) {
          t.socket.text("{\"no\":" + step);
          t.socket.text("[2,\"c1\",\"Reset\",{\"type\":\"Soft\"}]");
          t.socket.text("[7,\"x\"]");
          t.scheduler.runDue();
        }
      }
    }
    List<String> faults =
        t.warnings.stream().filter(w -> w.contains("a task of the connection failed")).toList();
    assertEquals(List.of(), faults);
    assertEquals(
        List.of(),
        t.station.view().findings().stream().filter(f -> f.id().contains("task")).toList());
    int started = 0;
    int ended = 0;
    for (JournalEntry e : t.journal.read(1, 100_000)) {
      started += e.event() instanceof TransactionEvent.Started ? 1 : 0;
      ended += e.event() instanceof TransactionEvent.Ended ? 1 : 0;
    }
    assertTrue(started > 2, "only " + started);
    assertEquals(started, ended, t.station.view().evses().toString());
    assertEquals(started, told.size(), "starts told; dead: " + t.dead + " lost " + t.lostAnswers);
    assertEquals(
        ended, answered.values().stream().mapToInt(Integer::intValue).sum(), "ends " + answered);
    assertEquals(ended, answered.size(), "each end names another transaction " + answered);
    assertEquals(List.of(), t.dead);
  }
}

package io.ocpp809.testkit.csms;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Charging profiles that a CSMS sends. */
public final class Profiles {
  private Profiles() {}

  /**
   * The payload of a SetChargingProfile that limits connector 1 from now on, as its default.
   *
   * @param ampere limit per phase, A
   */
  public static JsonObject ampere(double ampere) {
    JsonObject period = new JsonObject();
    period.addProperty("startPeriod", 0);
    period.addProperty("limit", ampere);
    JsonArray periods = new JsonArray();
    periods.add(period);
    JsonObject schedule = new JsonObject();
    schedule.addProperty("chargingRateUnit", "A");
    schedule.addProperty("startSchedule", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    schedule.add("chargingSchedulePeriod", periods);
    JsonObject profile = new JsonObject();
    profile.addProperty("chargingProfileId", 1);
    profile.addProperty("stackLevel", 0);
    profile.addProperty("chargingProfilePurpose", "TxDefaultProfile");
    profile.addProperty("chargingProfileKind", "Absolute");
    profile.add("chargingSchedule", schedule);
    JsonObject call = new JsonObject();
    call.addProperty("connectorId", 1);
    call.add("csChargingProfiles", profile);
    return call;
  }
}

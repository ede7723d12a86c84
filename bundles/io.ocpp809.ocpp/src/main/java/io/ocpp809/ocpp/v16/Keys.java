package io.ocpp809.ocpp.v16;

import io.ocpp809.ocpp.v16.Messages.ConfigurationStatus;
import io.ocpp809.ocpp.v16.Messages.GetConfigurationResponse;
import io.ocpp809.ocpp.v16.Messages.KeyValue;
import io.ocpp809.station.Station;
import io.ocpp809.station.profile.ProfileStore;
import io.ocpp809.station.settings.Setting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The configuration keys of OCPP 1.6 (section 9) over the station's settings. */
final class Keys {
  private static final String MEASURANDS_MOST = "20";

  private final Station station;
  private final Map<String, Setting> settings = new LinkedHashMap<>();
  private final Map<String, Function<Station, String>> fixed = new LinkedHashMap<>();

  Keys(Station station) {
    this.station = station;
    settings.put("AllowOfflineTxForUnknownId", Setting.OFFLINE_TX_FOR_UNKNOWN_ID);
    settings.put("AuthorizationCacheEnabled", Setting.AUTH_CACHE_ENABLED);
    settings.put("AuthorizeRemoteTxRequests", Setting.AUTHORIZE_REMOTE_START);
    settings.put("ClockAlignedDataInterval", Setting.ALIGNED_INTERVAL);
    settings.put("ConnectionTimeOut", Setting.EV_CONNECTION_TIMEOUT);
    settings.put("ConnectorPhaseRotation", Setting.PHASE_ROTATION);
    settings.put("HeartbeatInterval", Setting.HEARTBEAT_INTERVAL);
    settings.put("LocalAuthorizeOffline", Setting.LOCAL_AUTHORIZE_OFFLINE);
    settings.put("LocalPreAuthorize", Setting.LOCAL_PRE_AUTHORIZE);
    settings.put("MessageTimeout", Setting.MESSAGE_TIMEOUT);
    settings.put("MeterValuesAlignedData", Setting.ALIGNED_MEASURANDS);
    settings.put("MeterValuesSampledData", Setting.SAMPLED_MEASURANDS);
    settings.put("MeterValueSampleInterval", Setting.SAMPLED_INTERVAL);
    settings.put("MinimumStatusDuration", Setting.MINIMUM_STATUS_DURATION);
    settings.put("ResetRetries", Setting.RESET_RETRIES);
    settings.put("StopTransactionOnEVSideDisconnect", Setting.STOP_TX_ON_EV_SIDE_DISCONNECT);
    settings.put("StopTransactionOnInvalidId", Setting.STOP_TX_ON_INVALID_ID);
    settings.put("StopTxnAlignedData", Setting.ALIGNED_ENDED_MEASURANDS);
    settings.put("StopTxnSampledData", Setting.SAMPLED_ENDED_MEASURANDS);
    settings.put("TransactionMessageAttempts", Setting.MESSAGE_ATTEMPTS);
    settings.put("TransactionMessageRetryInterval", Setting.MESSAGE_ATTEMPT_INTERVAL);
    settings.put("UnlockConnectorOnEVSideDisconnect", Setting.UNLOCK_ON_EV_SIDE_DISCONNECT);
    settings.put("WebSocketPingInterval", Setting.WEB_SOCKET_PING_INTERVAL);
    fixed.put("ConnectorPhaseRotationMaxLength", s -> String.valueOf(connectors(s)));
    fixed.put("GetConfigurationMaxKeys", s -> "100");
    fixed.put("MeterValuesAlignedDataMaxLength", s -> MEASURANDS_MOST);
    fixed.put("MeterValuesSampledDataMaxLength", s -> MEASURANDS_MOST);
    fixed.put("NumberOfConnectors", s -> String.valueOf(connectors(s)));
    fixed.put("StopTxnAlignedDataMaxLength", s -> MEASURANDS_MOST);
    fixed.put("StopTxnSampledDataMaxLength", s -> MEASURANDS_MOST);
    fixed.put("SupportedFeatureProfiles", s -> "Core,SmartCharging,RemoteTrigger");
    fixed.put("ChargeProfileMaxStackLevel", s -> String.valueOf(ProfileStore.MAX_STACK_LEVEL));
    fixed.put("ChargingScheduleAllowedChargingRateUnit", s -> "Current,Power");
    fixed.put("ChargingScheduleMaxPeriods", s -> String.valueOf(ProfileStore.MAX_PERIODS));
    fixed.put("MaxChargingProfilesInstalled", s -> String.valueOf(ProfileStore.MAX_PROFILES));
  }

  private static int connectors(Station s) {
    return s.view().evses().stream().mapToInt(e -> e.connectors().size()).sum();
  }

  GetConfigurationResponse get(List<String> wanted) {
    List<KeyValue> known = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    List<String> names = new ArrayList<>(wanted);
    if (names.isEmpty()) {
      names.addAll(settings.keySet());
      names.addAll(fixed.keySet());
    }
    for (String name : names) {
      if (settings.containsKey(name)) {
        String value = station.settings().text(settings.get(name));
        known.add(new KeyValue(name, false, java.util.Optional.of(value)));
      } else if (fixed.containsKey(name)) {
        known.add(new KeyValue(name, true, java.util.Optional.of(fixed.get(name).apply(station))));
      } else {
        unknown.add(name);
      }
    }
    return new GetConfigurationResponse(known, unknown);
  }

  ConfigurationStatus set(String name, String value) {
    if (fixed.containsKey(name)) {
      return ConfigurationStatus.Rejected;
    }
    Setting setting = settings.get(name);
    if (setting == null) {
      return ConfigurationStatus.NotSupported;
    }
    return station.settings().set(setting, value).isEmpty()
        ? ConfigurationStatus.Accepted
        : ConfigurationStatus.Rejected;
  }
}

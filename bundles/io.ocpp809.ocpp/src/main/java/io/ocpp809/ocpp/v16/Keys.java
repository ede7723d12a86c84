package io.ocpp809.ocpp.v16;

import io.ocpp809.station.EvseView;
import io.ocpp809.station.Station;
import io.ocpp809.station.auth.LocalListEntry;
import io.ocpp809.station.pile.Capabilities;
import io.ocpp809.station.profile.ProfileStore;
import io.ocpp809.station.reading.Measurand;
import io.ocpp809.station.reading.Reading;
import io.ocpp809.station.settings.Setting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The configuration keys of OCPP 1.6 (section 9) over the station's settings and what its piles can
 * do. Names of keys are compared without regard to case (CiString).
 */
final class Keys {
  /** Most keys that one GetConfiguration may name. */
  static final int KEYS_AT_MOST = 100;

  /** Most entries of one SendLocalList. */
  static final int LIST_PART_AT_MOST = 1_000;

  private static final int MEASURANDS_AT_MOST = 20;

  /** Keys that are settings of the station, as the standard spells them. */
  private static final Map<String, Setting> SETTINGS = new LinkedHashMap<>();

  static {
    SETTINGS.put("AllowOfflineTxForUnknownId", Setting.OFFLINE_TX_FOR_UNKNOWN_ID);
    SETTINGS.put("AuthorizationCacheEnabled", Setting.AUTH_CACHE_ENABLED);
    SETTINGS.put("AuthorizeRemoteTxRequests", Setting.AUTHORIZE_REMOTE_START);
    SETTINGS.put("ClockAlignedDataInterval", Setting.ALIGNED_INTERVAL);
    SETTINGS.put("ConnectionTimeOut", Setting.EV_CONNECTION_TIMEOUT);
    SETTINGS.put("ConnectorPhaseRotation", Setting.PHASE_ROTATION);
    SETTINGS.put("HeartbeatInterval", Setting.HEARTBEAT_INTERVAL);
    SETTINGS.put("LocalAuthorizeOffline", Setting.LOCAL_AUTHORIZE_OFFLINE);
    SETTINGS.put("LocalPreAuthorize", Setting.LOCAL_PRE_AUTHORIZE);
    SETTINGS.put("MaxEnergyOnInvalidId", Setting.MAX_ENERGY_ON_INVALID_ID);
    SETTINGS.put("MessageTimeout", Setting.MESSAGE_TIMEOUT);
    SETTINGS.put("MeterValuesAlignedData", Setting.ALIGNED_MEASURANDS);
    SETTINGS.put("MeterValuesSampledData", Setting.SAMPLED_MEASURANDS);
    SETTINGS.put("MeterValueSampleInterval", Setting.SAMPLED_INTERVAL);
    SETTINGS.put("MinimumStatusDuration", Setting.MINIMUM_STATUS_DURATION);
    SETTINGS.put("ResetRetries", Setting.RESET_RETRIES);
    SETTINGS.put("StopTransactionOnEVSideDisconnect", Setting.STOP_TX_ON_EV_SIDE_DISCONNECT);
    SETTINGS.put("StopTransactionOnInvalidId", Setting.STOP_TX_ON_INVALID_ID);
    SETTINGS.put("StopTxnAlignedData", Setting.ALIGNED_ENDED_MEASURANDS);
    SETTINGS.put("StopTxnSampledData", Setting.SAMPLED_ENDED_MEASURANDS);
    SETTINGS.put("TransactionMessageAttempts", Setting.MESSAGE_ATTEMPTS);
    SETTINGS.put("TransactionMessageRetryInterval", Setting.MESSAGE_ATTEMPT_INTERVAL);
    SETTINGS.put("UnlockConnectorOnEVSideDisconnect", Setting.UNLOCK_ON_EV_SIDE_DISCONNECT);
    SETTINGS.put("WebSocketPingInterval", Setting.WEB_SOCKET_PING_INTERVAL);
    SETTINGS.put("LocalAuthListEnabled", Setting.LOCAL_AUTH_LIST_ENABLED);
  }

  private final Station station;
  private final Map<String, Supplier<String>> fixed = new LinkedHashMap<>();

  /** What came of a change. */
  enum Change {
    DONE,
    REFUSED,
    UNKNOWN
  }

  /**
   * A key with its value.
   *
   * @param name as the standard spells it
   */
  record Key(String name, boolean readOnly, String value) {}

  Keys(Station station) {
    this.station = station;
    core();
    profiles();
  }

  private void core() {
    fixed.put("ConnectorPhaseRotationMaxLength", () -> String.valueOf(connectors() + 1));
    fixed.put("GetConfigurationMaxKeys", () -> String.valueOf(KEYS_AT_MOST));
    String measurands = String.valueOf(MEASURANDS_AT_MOST);
    fixed.put("MeterValuesAlignedDataMaxLength", () -> measurands);
    fixed.put("MeterValuesSampledDataMaxLength", () -> measurands);
    fixed.put("NumberOfConnectors", () -> String.valueOf(connectors()));
    fixed.put("StopTxnAlignedDataMaxLength", () -> measurands);
    fixed.put("StopTxnSampledDataMaxLength", () -> measurands);
    fixed.put("SupportedFeatureProfiles", this::featureProfiles);
  }

  private void profiles() {
    fixed.put("LocalAuthListMaxLength", () -> String.valueOf(LocalListEntry.LIST_AT_MOST));
    fixed.put("SendLocalListMaxLength", () -> String.valueOf(LIST_PART_AT_MOST));
    fixed.put("ChargeProfileMaxStackLevel", () -> String.valueOf(ProfileStore.MAX_STACK_LEVEL));
    fixed.put("ChargingScheduleAllowedChargingRateUnit", () -> "Current,Power");
    fixed.put(
        "ConnectorSwitch3to1PhaseSupported",
        () ->
            String.valueOf(
                station.view().evses().stream()
                    .flatMap(e -> e.capabilities().stream())
                    .anyMatch(c -> c.phaseSwitch() && c.controllable())));
    fixed.put("ChargingScheduleMaxPeriods", () -> String.valueOf(ProfileStore.MAX_PERIODS));
    fixed.put("MaxChargingProfilesInstalled", () -> String.valueOf(ProfileStore.MAX_PROFILES));
  }

  private int connectors() {
    return station.view().evses().stream().mapToInt(e -> e.connectors().size()).sum();
  }

  private String featureProfiles() {
    boolean limitable = anyPile(c -> c.controllable() && !c.limitKinds().isEmpty());
    return "Core,LocalAuthListManagement,RemoteTrigger" + (limitable ? ",SmartCharging" : "");
  }

  /** Whether some pile can do it, or some pile is not known yet. */
  private boolean anyPile(java.util.function.Predicate<Capabilities> able) {
    List<EvseView> evses = station.view().evses();
    return evses.isEmpty()
        || evses.stream().anyMatch(e -> e.capabilities().map(able::test).orElse(true));
  }

  private Stream<String> names() {
    return Stream.concat(SETTINGS.keySet().stream(), fixed.keySet().stream());
  }

  /** The name as the standard spells it, whatever its case; empty if there is no such key. */
  private Optional<String> exact(String name) {
    return names().filter(name::equalsIgnoreCase).findFirst();
  }

  /** All keys, in alphabetical order. */
  List<Key> all() {
    return names().sorted(String.CASE_INSENSITIVE_ORDER).map(this::key).toList();
  }

  /** The key of that name. */
  Optional<Key> find(String name) {
    return exact(name).map(this::key);
  }

  private Key key(String exact) {
    Setting setting = SETTINGS.get(exact);
    return setting == null
        ? new Key(exact, true, fixed.get(exact).get())
        : new Key(exact, readOnly(setting), value(setting));
  }

  private boolean readOnly(Setting setting) {
    return setting == Setting.UNLOCK_ON_EV_SIDE_DISCONNECT && !anyPile(Capabilities::unlock);
  }

  private String value(Setting setting) {
    if (readOnly(setting)) {
      return "false";
    }
    String text = station.settings().text(setting);
    if (setting == Setting.PHASE_ROTATION && text.isEmpty()) {
      return IntStream.rangeClosed(0, connectors())
          .mapToObj(n -> n + ".Unknown")
          .collect(Collectors.joining(","));
    }
    return text;
  }

  Change set(String name, String value) {
    Optional<String> exact = exact(name);
    if (exact.isEmpty()) {
      return Change.UNKNOWN;
    }
    Setting setting = SETTINGS.get(exact.get());
    boolean taken =
        setting != null
            && !readOnly(setting)
            && fits(setting, value)
            && station.settings().set(setting, value).isEmpty();
    return taken ? Change.DONE : Change.REFUSED;
  }

  /** What the settings themselves do not know: how many connectors, and what the piles measure. */
  private boolean fits(Setting setting, String value) {
    List<String> entries = new ArrayList<>();
    for (String entry : value.split(",", -1)) {
      entries.add(entry.trim());
    }
    return switch (setting.type()) {
      case MEASURANDS ->
          value.isBlank() || entries.size() <= MEASURANDS_AT_MOST && measured(entries);
      case PHASE_ROTATION ->
          value.isBlank()
              || entries.size() <= connectors() + 1
                  && entries.stream().allMatch(e -> connectorOf(e) <= connectors());
      default -> true;
    };
  }

  private static int connectorOf(String rotation) {
    try {
      return Integer.parseUnsignedInt(rotation.substring(0, Math.max(0, rotation.indexOf('.'))));
    } catch (NumberFormatException noNumber) {
      return Integer.MAX_VALUE;
    }
  }

  /**
   * Whether the piles measure all of it; as long as one of them has not been read, nobody knows.
   */
  private boolean measured(List<String> wanted) {
    List<EvseView> evses = station.view().evses();
    if (evses.isEmpty() || evses.stream().anyMatch(e -> e.readings().isEmpty())) {
      return true;
    }
    Set<Measurand> known =
        evses.stream()
            .flatMap(e -> e.readings().stream())
            .map(Reading::measurand)
            .map(
                m ->
                    m == Measurand.ENERGY_APPARENT_IMPORT_REGISTER
                        ? Measurand.ENERGY_ACTIVE_IMPORT_REGISTER
                        : m)
            .collect(Collectors.toSet());
    known.add(Measurand.ENERGY_ACTIVE_IMPORT_REGISTER);
    return wanted.stream().allMatch(w -> Measurand.ofWire(w).filter(known::contains).isPresent());
  }
}

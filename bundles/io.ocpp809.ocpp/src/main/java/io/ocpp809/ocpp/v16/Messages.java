package io.ocpp809.ocpp.v16;

import io.ocpp809.ocpp.json.AtLeastOne;
import io.ocpp809.ocpp.json.MaxLength;
import io.ocpp809.ocpp.json.WireName;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The messages of OCPP 1.6 that a station of ours sends or answers (OCPP 1.6 section 6); a field
 * that may be missing is an Optional or a list.
 */
final class Messages {
  private Messages() {}

  /** A message without fields. */
  record Empty() {}

  enum AuthorizationStatus {
    Accepted,
    Blocked,
    Expired,
    Invalid,
    ConcurrentTx
  }

  record IdTagInfo(
      Optional<Instant> expiryDate,
      @MaxLength(20) Optional<String> parentIdTag,
      AuthorizationStatus status) {}

  record Authorize(@MaxLength(20) String idTag) {}

  record AuthorizeResponse(IdTagInfo idTagInfo) {}

  record BootNotification(
      @MaxLength(20) String chargePointVendor,
      @MaxLength(20) String chargePointModel,
      @MaxLength(25) Optional<String> chargePointSerialNumber,
      @MaxLength(25) Optional<String> chargeBoxSerialNumber,
      @MaxLength(50) Optional<String> firmwareVersion,
      @MaxLength(25) Optional<String> meterType,
      @MaxLength(25) Optional<String> meterSerialNumber) {}

  enum RegistrationStatus {
    Accepted,
    Pending,
    Rejected
  }

  record BootNotificationResponse(
      RegistrationStatus status, Instant currentTime, Integer interval) {}

  enum AvailabilityType {
    Inoperative,
    Operative
  }

  enum AvailabilityStatus {
    Accepted,
    Rejected,
    Scheduled
  }

  record ChangeAvailability(Integer connectorId, AvailabilityType type) {}

  record ChangeAvailabilityResponse(AvailabilityStatus status) {}

  record ChangeConfiguration(@MaxLength(50) String key, @MaxLength(500) String value) {}

  enum ConfigurationStatus {
    Accepted,
    Rejected,
    RebootRequired,
    NotSupported
  }

  record ChangeConfigurationResponse(ConfigurationStatus status) {}

  enum AcceptedRejected {
    Accepted,
    Rejected
  }

  record StatusResponse(AcceptedRejected status) {}

  record GetConfiguration(@MaxLength(50) List<String> key) {}

  record KeyValue(String key, Boolean readonly, Optional<String> value) {}

  record GetConfigurationResponse(List<KeyValue> configurationKey, List<String> unknownKey) {}

  record DataTransfer(
      @MaxLength(255) String vendorId,
      @MaxLength(50) Optional<String> messageId,
      Optional<String> data) {}

  enum DataTransferStatus {
    Accepted,
    Rejected,
    UnknownMessageId,
    UnknownVendorId
  }

  record DataTransferResponse(DataTransferStatus status, Optional<String> data) {}

  record GetLocalListVersionResponse(Integer listVersion) {}

  record HeartbeatResponse(Instant currentTime) {}

  record SampledValue(
      String value,
      Optional<String> context,
      Optional<String> measurand,
      Optional<String> phase,
      Optional<String> location,
      Optional<String> unit) {}

  record MeterValue(Instant timestamp, List<SampledValue> sampledValue) {}

  record MeterValues(
      Integer connectorId, Optional<Integer> transactionId, List<MeterValue> meterValue) {}

  enum Purpose {
    ChargePointMaxProfile,
    TxDefaultProfile,
    TxProfile
  }

  enum Kind {
    Absolute,
    Recurring,
    Relative
  }

  enum Recurrency {
    Daily,
    Weekly
  }

  enum RateUnit {
    A,
    W
  }

  record SchedulePeriod(Integer startPeriod, BigDecimal limit, Optional<Integer> numberPhases) {}

  record Schedule(
      Optional<Integer> duration,
      Optional<Instant> startSchedule,
      RateUnit chargingRateUnit,
      @AtLeastOne List<SchedulePeriod> chargingSchedulePeriod,
      Optional<BigDecimal> minChargingRate) {}

  record Profile(
      Integer chargingProfileId,
      Optional<Integer> transactionId,
      Integer stackLevel,
      Purpose chargingProfilePurpose,
      Kind chargingProfileKind,
      Optional<Recurrency> recurrencyKind,
      Optional<Instant> validFrom,
      Optional<Instant> validTo,
      Schedule chargingSchedule) {}

  record RemoteStartTransaction(
      Optional<Integer> connectorId,
      @MaxLength(20) String idTag,
      Optional<Profile> chargingProfile) {}

  record RemoteStopTransaction(Integer transactionId) {}

  enum ResetType {
    Hard,
    Soft
  }

  record Reset(ResetType type) {}

  enum UpdateType {
    Differential,
    Full
  }

  record ListEntry(@MaxLength(20) String idTag, Optional<IdTagInfo> idTagInfo) {}

  record SendLocalList(
      Integer listVersion, List<ListEntry> localAuthorizationList, UpdateType updateType) {}

  enum UpdateStatus {
    Accepted,
    Failed,
    NotSupported,
    VersionMismatch
  }

  record SendLocalListResponse(UpdateStatus status) {}

  record SetChargingProfile(Integer connectorId, Profile csChargingProfiles) {}

  enum ProfileStatus {
    Accepted,
    Rejected,
    NotSupported
  }

  record SetChargingProfileResponse(ProfileStatus status) {}

  record ClearChargingProfile(
      Optional<Integer> id,
      Optional<Integer> connectorId,
      Optional<Purpose> chargingProfilePurpose,
      Optional<Integer> stackLevel) {}

  enum ClearStatus {
    Accepted,
    Unknown
  }

  record ClearChargingProfileResponse(ClearStatus status) {}

  record GetCompositeSchedule(
      Integer connectorId, Integer duration, Optional<RateUnit> chargingRateUnit) {}

  record GetCompositeScheduleResponse(
      AcceptedRejected status,
      Optional<Integer> connectorId,
      Optional<Instant> scheduleStart,
      Optional<Schedule> chargingSchedule) {}

  record StartTransaction(
      Integer connectorId,
      @MaxLength(20) String idTag,
      Long meterStart,
      Optional<Integer> reservationId,
      Instant timestamp) {}

  /** The number is what counts: without a readable idTagInfo it must not get lost. */
  record StartTransactionResponse(Optional<IdTagInfo> idTagInfo, Integer transactionId) {}

  record StatusNotification(
      Integer connectorId,
      String errorCode,
      @MaxLength(50) Optional<String> info,
      String status,
      Instant timestamp,
      @MaxLength(255) Optional<String> vendorId,
      @MaxLength(50) Optional<String> vendorErrorCode) {}

  record StopTransaction(
      @MaxLength(20) Optional<String> idTag,
      Long meterStop,
      Instant timestamp,
      Integer transactionId,
      Optional<String> reason,
      List<MeterValue> transactionData) {}

  record StopTransactionResponse(Optional<IdTagInfo> idTagInfo) {}

  enum Trigger {
    BootNotification,
    DiagnosticsStatusNotification,
    FirmwareStatusNotification,
    Heartbeat,
    MeterValues,
    StatusNotification
  }

  record TriggerMessage(Trigger requestedMessage, Optional<Integer> connectorId) {}

  enum TriggerStatus {
    Accepted,
    Rejected,
    NotImplemented
  }

  record TriggerMessageResponse(TriggerStatus status) {}

  record UnlockConnector(Integer connectorId) {}

  enum UnlockStatus implements WireName {
    UNLOCKED("Unlocked"),
    UNLOCK_FAILED("UnlockFailed"),
    NOT_SUPPORTED("NotSupported");

    private final String wire;

    UnlockStatus(String wire) {
      this.wire = wire;
    }

    @Override
    public String wire() {
      return wire;
    }
  }

  record UnlockConnectorResponse(UnlockStatus status) {}
}

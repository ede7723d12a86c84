package org.eclipse.kura;

/** Kura enumeration kura error code. */
public enum KuraErrorCode {
  /** Configuration error. */
  CONFIGURATION_ERROR,
  /** Configuration update. */
  CONFIGURATION_UPDATE,
  /** Configuration rollback. */
  CONFIGURATION_ROLLBACK,
  /** Configuration attribute undefined. */
  CONFIGURATION_ATTRIBUTE_UNDEFINED,
  /** Configuration attribute invalid. */
  CONFIGURATION_ATTRIBUTE_INVALID,
  /** Configuration required attribute missing. */
  CONFIGURATION_REQUIRED_ATTRIBUTE_MISSING,
  /** Configuration snapshot not found. */
  CONFIGURATION_SNAPSHOT_NOT_FOUND,
  /** Configuration snapshot taking. */
  CONFIGURATION_SNAPSHOT_TAKING,
  /** Configuration snapshot listing. */
  CONFIGURATION_SNAPSHOT_LISTING,
  /** Configuration snapshot loading. */
  CONFIGURATION_SNAPSHOT_LOADING,
  /** Internal error. */
  INTERNAL_ERROR,
  /** Serial port invalid configuration. */
  SERIAL_PORT_INVALID_CONFIGURATION,
  /** Serial port not existing. */
  SERIAL_PORT_NOT_EXISTING,
  /** Port in use. */
  PORT_IN_USE,
  /** Partial success. */
  PARTIAL_SUCCESS,
  /** Security exception. */
  SECURITY_EXCEPTION,
  /** Not connected. */
  NOT_CONNECTED,
  /** Timed out. */
  TIMED_OUT,
  /** Connection failed. */
  CONNECTION_FAILED,
  /** Too many inflight messages. */
  TOO_MANY_INFLIGHT_MESSAGES,
  /** Store error. */
  STORE_ERROR,
  /** Encode error. */
  ENCODE_ERROR,
  /** Decoder error. */
  DECODER_ERROR,
  /** Invalid metric exception. */
  INVALID_METRIC_EXCEPTION,
  /** Invalid message exception. */
  INVALID_MESSAGE_EXCEPTION,
  /** Operation not supported. */
  OPERATION_NOT_SUPPORTED,
  /** Unavailable device. */
  UNAVAILABLE_DEVICE,
  /** Closed device. */
  CLOSED_DEVICE,
  /** Gpio exception. */
  GPIO_EXCEPTION,
  /** Os command error. */
  OS_COMMAND_ERROR,
  /** Invalid parameter. */
  INVALID_PARAMETER,
  /** Process execution error. */
  PROCESS_EXECUTION_ERROR,
  /** Subscription error. */
  SUBSCRIPTION_ERROR,
  /** Ble notification error. */
  BLE_NOTIFICATION_ERROR,
  /** Ble connection error. */
  BLE_CONNECTION_ERROR,
  /** Ble pair error. */
  BLE_PAIR_ERROR,
  /** Ble resource not found. */
  BLE_RESOURCE_NOT_FOUND,
  /** Ble io error. */
  BLE_IO_ERROR,
  /** Ble command error. */
  BLE_COMMAND_ERROR,
  /** Ble discovery error. */
  BLE_DISCOVERY_ERROR,
  /** Ble remove error. */
  BLE_REMOVE_ERROR,
  /** Bad request. */
  BAD_REQUEST,
  /** Not found. */
  NOT_FOUND,
  /** Service unavailable. */
  SERVICE_UNAVAILABLE,
  /** Disconnection failed. */
  DISCONNECTION_FAILED,
  /** Io error. */
  IO_ERROR,
  /** Unsupported modem. */
  UNSUPPORTED_MODEM,
  /** Invalid certificate exception. */
  INVALID_CERTIFICATE_EXCEPTION
}

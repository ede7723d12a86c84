package org.eclipse.kura.cloudconnection.request;

/** Kura enumeration request handler context constants. */
public enum RequestHandlerContextConstants {
  /** Tenant id. */
  TENANT_ID,
  /** Device id. */
  DEVICE_ID,
  /** Notification publisher pid. */
  NOTIFICATION_PUBLISHER_PID
}

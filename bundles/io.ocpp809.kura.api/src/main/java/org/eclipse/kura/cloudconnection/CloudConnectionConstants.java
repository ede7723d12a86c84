package org.eclipse.kura.cloudconnection;

/** Names of properties of cloud connections. */
public enum CloudConnectionConstants {
  /** Names the cloud endpoint that a publisher or subscriber belongs to. */
  CLOUD_ENDPOINT_SERVICE_PID_PROP_NAME("cloud.endpoint.service.pid"),
  /** Names the factory of the cloud connection. */
  CLOUD_CONNECTION_FACTORY_PID_PROP_NAME("cloud.connection.factory.pid");

  private final String value;

  CloudConnectionConstants(String value) {
    this.value = value;
  }

  /** Returns the name of the property. */
  public String value() {
    return value;
  }
}

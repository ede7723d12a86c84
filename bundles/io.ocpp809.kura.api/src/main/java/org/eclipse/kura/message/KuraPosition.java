package org.eclipse.kura.message;

import java.util.Date;
import org.osgi.annotation.versioning.ProviderType;

/** Kura class kura position. */
@ProviderType
public class KuraPosition {
  private Double altitude;
  private Double heading;
  private Double latitude;
  private Double longitude;
  private Double precision;
  private Integer satellites;
  private Double speed;
  private Integer status;
  private Date timestamp;

  /** Made with nothing known. */
  public KuraPosition() {}

  /** Returns the altitude, or null. */
  public Double getAltitude() {
    return altitude;
  }

  /** Sets the altitude. */
  public void setAltitude(double altitude) {
    this.altitude = altitude;
  }

  /** Returns the heading, or null. */
  public Double getHeading() {
    return heading;
  }

  /** Sets the heading. */
  public void setHeading(double heading) {
    this.heading = heading;
  }

  /** Returns the latitude, or null. */
  public Double getLatitude() {
    return latitude;
  }

  /** Sets the latitude. */
  public void setLatitude(double latitude) {
    this.latitude = latitude;
  }

  /** Returns the longitude, or null. */
  public Double getLongitude() {
    return longitude;
  }

  /** Sets the longitude. */
  public void setLongitude(double longitude) {
    this.longitude = longitude;
  }

  /** Returns the precision, or null. */
  public Double getPrecision() {
    return precision;
  }

  /** Sets the precision. */
  public void setPrecision(double precision) {
    this.precision = precision;
  }

  /** Returns the satellites, or null. */
  public Integer getSatellites() {
    return satellites;
  }

  /** Sets the satellites. */
  public void setSatellites(int satellites) {
    this.satellites = satellites;
  }

  /** Returns the speed, or null. */
  public Double getSpeed() {
    return speed;
  }

  /** Sets the speed. */
  public void setSpeed(double speed) {
    this.speed = speed;
  }

  /** Returns the status, or null. */
  public Integer getStatus() {
    return status;
  }

  /** Sets the status. */
  public void setStatus(int status) {
    this.status = status;
  }

  /** Returns the timestamp, or null. */
  public Date getTimestamp() {
    return timestamp;
  }

  /** Sets the timestamp. */
  public void setTimestamp(Date timestamp) {
    this.timestamp = timestamp;
  }
}

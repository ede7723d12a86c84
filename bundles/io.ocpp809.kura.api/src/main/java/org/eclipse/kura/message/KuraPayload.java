package org.eclipse.kura.message;

import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/** Kura class kura payload. */
@ProviderType
public class KuraPayload {
  private final Map<String, Object> metrics = new HashMap<>();
  private Date timestamp;
  private KuraPosition position;
  private byte[] body;

  /** Made empty. */
  public KuraPayload() {}

  /** Adds a metric; the value is not checked. */
  public void addMetric(String name, Object value) {
    metrics.put(name, value);
  }

  /** Returns the body, or null. */
  public byte[] getBody() {
    return body;
  }

  /** Returns a metric, or null. */
  public Object getMetric(String name) {
    return metrics.get(name);
  }

  /** Returns the position, or null. */
  public KuraPosition getPosition() {
    return position;
  }

  /** Returns the time, or null. */
  public Date getTimestamp() {
    return timestamp;
  }

  /** Returns the names of the metrics. */
  public Set<String> metricNames() {
    return Collections.unmodifiableSet(metrics.keySet());
  }

  /** Returns the metrics. */
  public Map<String, Object> metrics() {
    return Collections.unmodifiableMap(metrics);
  }

  /** Iterates over the names of the metrics. */
  public Iterator<String> metricsIterator() {
    return metrics.keySet().iterator();
  }

  /** Removes all metrics. */
  public void removeAllMetrics() {
    metrics.clear();
  }

  /** Removes a metric. */
  public void removeMetric(String name) {
    metrics.remove(name);
  }

  /** Sets the body. */
  public void setBody(byte[] body) {
    this.body = body;
  }

  /** Sets the position. */
  public void setPosition(KuraPosition position) {
    this.position = position;
  }

  /** Sets the time. */
  public void setTimestamp(Date timestamp) {
    this.timestamp = timestamp;
  }
}

package org.eclipse.kura.message;

import java.text.ParseException;
import org.osgi.annotation.versioning.ProviderType;

/** Kura class kura request payload. */
@ProviderType
public class KuraRequestPayload extends KuraPayload {
  /** Metric with the request's identifier. */
  public static final String METRIC_REQUEST_ID = "request.id";

  /** Metric with the requester's client identifier. */
  public static final String REQUESTER_CLIENT_ID = "requester.client.id";

  /** Made empty. */
  public KuraRequestPayload() {}

  /** Made as a copy of a payload. */
  public KuraRequestPayload(KuraPayload payload) {
    payload.metrics().forEach(this::addMetric);
    setBody(payload.getBody());
    setPosition(payload.getPosition());
    setTimestamp(payload.getTimestamp());
  }

  /** A request made of a payload that carries the request's identifier. */
  public static KuraRequestPayload buildFromKuraPayload(KuraPayload payload) throws ParseException {
    if (payload.getMetric(METRIC_REQUEST_ID) == null) {
      throw new ParseException("not a request: metric " + METRIC_REQUEST_ID + " is missing", 0);
    }
    return new KuraRequestPayload(payload);
  }

  /** Returns the request's identifier. */
  public String getRequestId() {
    return (String) getMetric(METRIC_REQUEST_ID);
  }

  /** Returns the requester's client identifier. */
  public String getRequesterClientId() {
    return (String) getMetric(REQUESTER_CLIENT_ID);
  }

  /** Sets the request's identifier. */
  public void setRequestId(String requestId) {
    addMetric(METRIC_REQUEST_ID, requestId);
  }

  /** Sets the requester's client identifier. */
  public void setRequesterClientId(String clientId) {
    addMetric(REQUESTER_CLIENT_ID, clientId);
  }
}

package org.eclipse.kura.message;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.osgi.annotation.versioning.ProviderType;

/** Kura class kura response payload. */
@ProviderType
public class KuraResponsePayload extends KuraPayload {
  /** Metric with the exception's message. */
  public static final String METRIC_EXCEPTION_MSG = "response.exception.message";

  /** Metric with the exception's stack. */
  public static final String METRIC_EXCEPTION_STACK = "response.exception.stack";

  /** Metric with the code. */
  public static final String METRIC_RESPONSE_CODE = "response.code";

  /** Done. */
  public static final int RESPONSE_CODE_OK = 200;

  /** The request is wrong. */
  public static final int RESPONSE_CODE_BAD_REQUEST = 400;

  /** There is no such thing. */
  public static final int RESPONSE_CODE_NOTFOUND = 404;

  /** It failed. */
  public static final int RESPONSE_CODE_ERROR = 500;

  /** Made with a code. */
  public KuraResponsePayload(int code) {
    setResponseCode(code);
  }

  /** Made with a code and what went wrong. */
  public KuraResponsePayload(int code, Throwable throwable) {
    setResponseCode(code);
    setException(throwable);
  }

  /** Made with what went wrong, code 500. */
  public KuraResponsePayload(Throwable throwable) {
    this(RESPONSE_CODE_ERROR, throwable);
  }

  /** Made as a copy of a payload. */
  public KuraResponsePayload(KuraPayload payload) {
    payload.metrics().forEach(this::addMetric);
    setBody(payload.getBody());
    setPosition(payload.getPosition());
    setTimestamp(payload.getTimestamp());
  }

  /** Returns the exception's message, or null. */
  public String getExceptionMessage() {
    return (String) getMetric(METRIC_EXCEPTION_MSG);
  }

  /** Returns the exception's stack, or null. */
  public String getExceptionStack() {
    return (String) getMetric(METRIC_EXCEPTION_STACK);
  }

  /** Returns the code; 0 if there is none. */
  public int getResponseCode() {
    return getMetric(METRIC_RESPONSE_CODE) instanceof Integer i ? i : 0;
  }

  /** Sets message and stack of what went wrong. */
  public void setException(Throwable throwable) {
    if (throwable != null) {
      setExceptionMessage(throwable.getMessage());
      StringWriter text = new StringWriter();
      throwable.printStackTrace(new PrintWriter(text));
      setExceptionStack(text.toString());
    }
  }

  /** Sets the exception's message. */
  public void setExceptionMessage(String message) {
    if (message != null) {
      addMetric(METRIC_EXCEPTION_MSG, message);
    }
  }

  /** Sets the exception's stack. */
  public void setExceptionStack(String stack) {
    if (stack != null) {
      addMetric(METRIC_EXCEPTION_STACK, stack);
    }
  }

  /** Sets the code. */
  public void setResponseCode(int code) {
    addMetric(METRIC_RESPONSE_CODE, code);
  }
}

package org.eclipse.kura.channel;

import java.util.Objects;
import org.osgi.annotation.versioning.ProviderType;

/** Kura class channel status. */
@ProviderType
public class ChannelStatus {
  private final ChannelFlag flag;
  private final String exceptionMessage;
  private final Exception exception;

  /** Made with a flag alone. */
  public ChannelStatus(ChannelFlag flag) {
    this(flag, null, null);
  }

  /** Made with a flag, a message and an exception; the latter two may be null. */
  public ChannelStatus(ChannelFlag flag, String exceptionMessage, Exception exception) {
    this.flag = Objects.requireNonNull(flag, "flag");
    this.exceptionMessage = exceptionMessage;
    this.exception = exception;
  }

  /** Returns the flag. */
  public ChannelFlag getChannelFlag() {
    return flag;
  }

  /** Returns the exception, or null. */
  public Exception getException() {
    return exception;
  }

  /** Returns the message, or null. */
  public String getExceptionMessage() {
    return exceptionMessage;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ChannelStatus s
        && flag == s.flag
        && Objects.equals(exceptionMessage, s.exceptionMessage)
        && Objects.equals(exception, s.exception);
  }

  @Override
  public int hashCode() {
    return Objects.hash(flag, exceptionMessage, exception);
  }

  @Override
  public String toString() {
    return "ChannelStatus["
        + flag
        + (exceptionMessage == null ? "" : ", " + exceptionMessage)
        + "]";
  }
}

package org.eclipse.kura.driver;

import java.util.List;
import java.util.Map;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.channel.listener.ChannelListener;
import org.osgi.annotation.versioning.ProviderType;

/** Kura interface driver. */
@ProviderType
public interface Driver {
  /** Constant driver pid property name. */
  String DRIVER_PID_PROPERTY_NAME = "driver.pid";

  /** Connect. */
  void connect() throws Driver.ConnectionException;

  /** Disconnect. */
  void disconnect() throws Driver.ConnectionException;

  /** Returns the channel descriptor. */
  ChannelDescriptor getChannelDescriptor();

  /** Prepare read. */
  PreparedRead prepareRead(List<ChannelRecord> items);

  /** Read. */
  void read(List<ChannelRecord> items) throws Driver.ConnectionException;

  /** Register channel listener. */
  void registerChannelListener(Map<String, Object> properties, ChannelListener channelListener)
      throws Driver.ConnectionException;

  /** Unregister channel listener. */
  void unregisterChannelListener(ChannelListener channelListener) throws Driver.ConnectionException;

  /** Write. */
  void write(List<ChannelRecord> items) throws Driver.ConnectionException;

  /** The link as a whole is down. */
  public static final class ConnectionException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Made without a text. */
    public ConnectionException() {}

    /** Made with a text. */
    public ConnectionException(String message) {
      super(message);
    }

    /** Made with a text and a cause. */
    public ConnectionException(String message, Throwable cause) {
      super(message, cause);
    }

    /** Made with a cause. */
    public ConnectionException(Throwable cause) {
      super(cause);
    }
  }
}

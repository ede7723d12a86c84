package org.eclipse.kura.driver;

import java.util.List;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.channel.ChannelRecord;
import org.osgi.annotation.versioning.ProviderType;

/** Kura interface prepared read. */
@ProviderType
public interface PreparedRead extends AutoCloseable {
  /** Execute. */
  List<ChannelRecord> execute() throws KuraException, Driver.ConnectionException;

  /** Returns the channel records. */
  List<ChannelRecord> getChannelRecords();
}

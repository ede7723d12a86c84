package org.eclipse.kura.protocol.can;

import java.io.IOException;
import org.eclipse.kura.KuraException;

/** Kura interface can connection service. */
public interface CanConnectionService {
  /** Connect can socket. */
  void connectCanSocket() throws IOException;

  /** Disconnect can socket. */
  void disconnectCanSocket() throws IOException;

  /** Receive can message. */
  CanMessage receiveCanMessage(int number, int number2) throws IOException;

  /** Send can message. */
  void sendCanMessage(String name, int number, byte[] bytes) throws IOException, KuraException;
}

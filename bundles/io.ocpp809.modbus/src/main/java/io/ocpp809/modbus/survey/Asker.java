package io.ocpp809.modbus.survey;

import io.ocpp809.modbus.Reply;
import io.ocpp809.modbus.Request;
import java.io.IOException;

/** Reads from devices, one request after another; nothing can be written through it. */
@FunctionalInterface
public interface Asker {
  /**
   * Reads.
   *
   * @return what came of it; a device that refuses or does not answer is a reply too
   * @throws IOException if the link is down or the reading was stopped; nothing more can be read
   */
  Reply ask(Request.Read request) throws IOException;
}

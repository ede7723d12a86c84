package io.ocpp809.kura.can;

import io.ocpp809.can.CanLink;
import io.ocpp809.can.LinkException;
import io.ocpp809.kura.can.DriverOptions.BusOptions;

/** Makes the link of a bus; it is opened afterwards. */
@FunctionalInterface
interface LinkMaker {
  /**
   * A link that sends only if the options say so, else one that has no way to send.
   *
   * @throws LinkException if there cannot be one, saying what to do
   */
  CanLink make(BusOptions options) throws LinkException;
}

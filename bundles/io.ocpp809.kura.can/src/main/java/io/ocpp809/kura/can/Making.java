package io.ocpp809.kura.can;

import io.ocpp809.can.CanLink;
import io.ocpp809.can.LinkException;
import io.ocpp809.can.Links;
import io.ocpp809.kura.can.DriverOptions.BusOptions;

/** Links of the gateway. */
final class Making {
  private Making() {}

  /** A link that has no way to send, unless the form asks for one that does. */
  static CanLink link(BusOptions options) throws LinkException {
    return options.send() ? Links.sending(options.link()) : Links.listening(options.link());
  }
}

package io.ocpp809.can;

import java.io.IOException;

/** A carrier that sends too; none is made for a charging bus. */
interface SendingCarrier extends Carrier {
  /**
   * Hands a frame over; from any thread, also while another receives.
   *
   * @throws IOException if it is not taken
   */
  void send(Frame frame) throws IOException;
}

package io.ocpp809.can;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

/** A link over a carrier that sends. */
final class SendingCarrierLink extends CarrierLink implements SendingLink {
  private final SendingCarrier carrier;
  private final AtomicLong sent = new AtomicLong();

  SendingCarrierLink(LinkSettings settings, SendingCarrier carrier) {
    super(settings, carrier);
    this.carrier = carrier;
  }

  @Override
  public void send(Frame frame) throws LinkException {
    LinkState now = state();
    if (!now.open()) {
      throw new LinkException(LinkException.Kind.LOST, name() + " does not send: " + now.words());
    }
    try {
      carrier.send(frame);
      sent.incrementAndGet();
    } catch (LinkException e) {
      throw e;
    } catch (IOException e) {
      throw new LinkException(
          LinkException.Kind.LOST, name() + " does not send: " + e.getMessage());
    }
  }

  @Override
  long sent() {
    return sent.get();
  }
}

package io.ocpp809.can;

import io.ocpp809.can.LinkException.Kind;
import io.ocpp809.can.LinkSettings.ConverterTcp;
import io.ocpp809.can.LinkSettings.ConverterUdp;
import io.ocpp809.can.LinkSettings.Replay;
import io.ocpp809.can.LinkSettings.Role;
import io.ocpp809.can.LinkSettings.SlcanSerial;
import io.ocpp809.can.LinkSettings.SlcanTcp;
import io.ocpp809.can.LinkSettings.SocketCan;

/** Makes links of this machine from their settings. Nothing is opened by it. */
public final class Links {
  private Links() {}

  /** A link that only hears; for any bus. */
  public static CanLink listening(LinkSettings settings) {
    return new CarrierLink(settings, carrier(settings));
  }

  /**
   * A link that hears and sends.
   *
   * @throws LinkException of kind SETTINGS for a charging bus, which is only listened to, and for a
   *     recording
   */
  public static SendingLink sending(LinkSettings settings) throws LinkException {
    if (settings.role() == Role.CHARGING_BUS) {
      throw new LinkException(
          Kind.SETTINGS,
          settings.place().name()
              + ": a charging bus is only listened to; no setting allows sending there");
    }
    return new SendingCarrierLink(settings, sender(settings));
  }

  private static Carrier carrier(LinkSettings settings) {
    if (settings.place() instanceof SocketCan can) {
      return JavaCan.listening(settings, can.name(), Links::show);
    }
    if (settings.place() instanceof SlcanSerial s) {
      return new SlcanCarrier(
          settings, () -> SerialOctets.open(s.name(), s.baud()), System::nanoTime);
    }
    if (settings.place() instanceof SlcanTcp s) {
      return new SlcanCarrier(
          settings, () -> TcpOctets.connect(s.host(), s.port()), System::nanoTime);
    }
    if (settings.place() instanceof ConverterTcp c) {
      return new TcpConverter(
          settings, c.listenOnly(), () -> TcpOctets.connect(c.host(), c.port()), System::nanoTime);
    }
    if (settings.place() instanceof ConverterUdp c) {
      return new UdpConverter(settings, c);
    }
    return new ReplayCarrier((Replay) settings.place(), System::nanoTime);
  }

  private static SendingCarrier sender(LinkSettings settings) throws LinkException {
    if (settings.place() instanceof SocketCan can) {
      return JavaCan.sending(settings, can.name(), Links::show);
    }
    if (settings.place() instanceof SlcanSerial s) {
      return new SlcanCarrier.Sender(
          settings, () -> SerialOctets.open(s.name(), s.baud()), System::nanoTime);
    }
    if (settings.place() instanceof SlcanTcp s) {
      return new SlcanCarrier.Sender(
          settings, () -> TcpOctets.connect(s.host(), s.port()), System::nanoTime);
    }
    if (settings.place() instanceof ConverterTcp c) {
      return new TcpConverter.Sender(
          settings, c.listenOnly(), () -> TcpOctets.connect(c.host(), c.port()), System::nanoTime);
    }
    if (settings.place() instanceof ConverterUdp c) {
      return new UdpConverter.Sender(settings, c);
    }
    throw new LinkException(
        Kind.SETTINGS, settings.place().name() + ": nothing can be sent into a recording");
  }

  private static String show(String name) throws LinkException {
    return IpProgram.find().run("-details", "link", "show", name);
  }
}

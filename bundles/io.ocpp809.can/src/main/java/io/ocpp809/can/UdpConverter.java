package io.ocpp809.can;

import io.ocpp809.can.LinkException.Kind;
import io.ocpp809.can.LinkSettings.ConverterUdp;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * A converter with frames of 13 octets in datagrams, of which each may carry several. Only those
 * from the converter's address are taken. What is no whole frame is counted and passed over; the
 * next datagram begins anew.
 */
class UdpConverter implements Carrier {
  private static final int LARGEST = 65_507;

  private final LinkSettings settings;
  private final ConverterUdp place;
  private final byte[] buffer = new byte[LARGEST];
  private volatile DatagramSocket socket;
  private volatile InetAddress converter;

  UdpConverter(LinkSettings settings, ConverterUdp place) {
    this.settings = settings;
    this.place = place;
  }

  @Override
  public String open() throws LinkException {
    String words = Declared.check(settings, place.listenOnly());
    try {
      converter = InetAddress.getByName(place.host());
      DatagramSocket bound = new DatagramSocket(place.localPort());
      bound.setSoTimeout((int) (WAIT_NANOS / 1_000_000));
      socket = bound;
      return words + ", on port " + bound.getLocalPort();
    } catch (UnknownHostException e) {
      throw new LinkException(Kind.ABSENT, place.name() + ": no such host; is the name right?");
    } catch (BindException e) {
      throw new LinkException(
          Kind.IN_USE,
          place.name() + ": port " + place.localPort() + " is in use by another program");
    } catch (IOException e) {
      throw new LinkException(Kind.SETTINGS, place.name() + ": " + e.getMessage());
    }
  }

  /** The port on which the converter finds us; only while it is open. */
  int localPort() {
    return socket.getLocalPort();
  }

  @Override
  public void receive(Intake intake) throws IOException {
    DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
    try {
      socket.receive(packet);
    } catch (SocketTimeoutException e) {
      return;
    }
    long heard = System.nanoTime();
    if (!packet.getAddress().equals(converter)) {
      intake.malformed();
      return;
    }
    int end = packet.getLength();
    int at = 0;
    for (; at + ConverterCodec.OCTETS <= end; at += ConverterCodec.OCTETS) {
      Optional<Frame> frame = ConverterCodec.decode(buffer, at, true);
      if (frame.isEmpty()) {
        break;
      }
      intake.frame(frame.get(), heard);
    }
    if (at != end) {
      intake.malformed();
    }
  }

  private void write(byte[] frame) throws IOException {
    DatagramSocket open = socket;
    if (open == null) {
      throw new LinkException(Kind.LOST, place.name() + " is not open");
    }
    open.send(
        new DatagramPacket(frame, frame.length, new InetSocketAddress(converter, place.port())));
  }

  @Override
  public void close() {
    DatagramSocket open = socket;
    socket = null;
    if (open != null) {
      open.close();
    }
  }

  /** The same, which sends too. */
  static final class Sender extends UdpConverter implements SendingCarrier {
    Sender(LinkSettings settings, ConverterUdp place) {
      super(settings, place);
    }

    @Override
    public void send(Frame frame) throws IOException {
      ((UdpConverter) this).write(ConverterCodec.encode(frame));
    }
  }
}

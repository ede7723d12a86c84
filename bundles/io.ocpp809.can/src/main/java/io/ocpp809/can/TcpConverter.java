package io.ocpp809.can;

import io.ocpp809.can.LinkException.Kind;
import java.io.IOException;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * A converter with frames of 13 octets over TCP. The stream has no mark to find the next frame by:
 * with the first octets that cannot be one the connection is dropped, and made anew.
 */
class TcpConverter implements Carrier {
  private final LinkSettings settings;
  private final boolean listenOnly;
  private final Octets.Source source;
  private final LongSupplier clock;
  private final byte[] chunk = new byte[ConverterCodec.OCTETS * 64];
  private final byte[] begun = new byte[ConverterCodec.OCTETS];
  private int begunOctets;
  private volatile Octets octets;

  TcpConverter(
      LinkSettings settings, boolean listenOnly, Octets.Source source, LongSupplier clock) {
    this.settings = settings;
    this.listenOnly = listenOnly;
    this.source = source;
    this.clock = clock;
  }

  @Override
  public String open() throws LinkException {
    String words = Declared.check(settings, listenOnly);
    octets = source.open();
    begunOctets = 0;
    return words;
  }

  @Override
  public void receive(Intake intake) throws IOException {
    int count = octets.read(chunk, clock.getAsLong() + WAIT_NANOS);
    long heard = clock.getAsLong();
    for (int i = 0; i < count; i++) {
      begun[begunOctets++] = chunk[i];
      if (begunOctets == ConverterCodec.OCTETS) {
        begunOctets = 0;
        Optional<Frame> frame = ConverterCodec.decode(begun, 0, false);
        if (frame.isEmpty()) {
          intake.malformed();
          throw new LinkException(
              Kind.PROTOCOL,
              settings.place().name()
                  + " sends what is no frame of 13 octets; is it set to that format, without time"
                  + " stamps and heartbeat?");
        }
        intake.frame(frame.get(), heard);
      }
    }
  }

  private void write(byte[] frame) throws IOException {
    Octets open = octets;
    if (open == null) {
      throw new LinkException(Kind.LOST, settings.place().name() + " is not open");
    }
    open.write(frame);
  }

  @Override
  public void close() {
    Octets open = octets;
    octets = null;
    if (open != null) {
      open.close();
    }
  }

  /** The same, which sends too. */
  static final class Sender extends TcpConverter implements SendingCarrier {
    private final Object turn = new Object();

    Sender(LinkSettings settings, boolean listenOnly, Octets.Source source, LongSupplier clock) {
      super(settings, listenOnly, source, clock);
    }

    @Override
    public void send(Frame frame) throws IOException {
      synchronized (turn) {
        ((TcpConverter) this).write(ConverterCodec.encode(frame));
      }
    }
  }
}

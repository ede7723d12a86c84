package io.ocpp809.can;

import io.ocpp809.can.LinkException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import tel.schich.javacan.CanChannels;
import tel.schich.javacan.CanFilter;
import tel.schich.javacan.CanFrame;
import tel.schich.javacan.CanSocketOptions;
import tel.schich.javacan.NetworkDevice;
import tel.schich.javacan.RawCanChannel;
import tel.schich.javacan.RawReceiveMessageHeaderBuffer;
import tel.schich.javacan.platform.Platform;
import tel.schich.javacan.platform.linux.LinuxNativeOperationException;

/**
 * The one class that touches JavaCAN: a raw socket of SocketCAN on one interface. Frames have the
 * kernel's stamp; the kernel filters; errors on the bus come as error frames; what the socket's
 * queue could not take is counted by the kernel (SO_RXQ_OVFL).
 *
 * <p>The interface is checked after the socket is bound: its modes can only be changed while it is
 * down, and a bound socket is told when it goes down.
 */
class JavaCan implements Carrier {
  private static final int EXTENDED = 0x8000_0000;
  private static final int REMOTE = 0x4000_0000;
  private static final int ERROR = 0x2000_0000;
  // linux/can/error.h: class of a controller's problem, and its octet 1.
  private static final int ERROR_CONTROLLER = 0x004;
  private static final int ERROR_RESTARTED = 0x100;
  private static final int RECEIVE_OVERFLOW = 0x01;
  private static final int ALL_ERRORS = 0x1FFF_FFFF;
  private static final int FRAME_OCTETS = 16;
  private static final int QUEUE_OCTETS = 4 << 20;
  private static final int EPERM = 1;
  private static final int EACCES = 13;
  private static final int ENODEV = 19;
  private static final int ENOBUFS = 105;
  private static final int ENETDOWN = 100;

  static {
    // In a framework the native part is found by Bundle-NativeCode, else in the bundle's own jar.
    String where = "javacan.native.javacan-core.classpath";
    if (System.getProperty(where) == null) {
      System.setProperty(where, "/native/" + Platform.detectCpuArch() + "/libjavacan-core.so");
    }
  }

  /** Tells how an interface stands. */
  @FunctionalInterface
  interface Interfaces {
    /** The text of {@code ip -details link show}. */
    String show(String name) throws LinkException;
  }

  private final LinkSettings settings;
  private final String name;
  private final Interfaces interfaces;
  private final ByteBuffer buffer =
      ByteBuffer.allocateDirect(RawCanChannel.FD_MTU).order(ByteOrder.nativeOrder());
  private RawReceiveMessageHeaderBuffer header;
  private volatile RawCanChannel channel;
  private int dropped;

  private JavaCan(LinkSettings settings, String name, Interfaces interfaces) {
    this.settings = settings;
    this.name = name;
    this.interfaces = interfaces;
  }

  /** One that only listens: it has no code that sends. */
  static Carrier listening(LinkSettings settings, String name, Interfaces interfaces) {
    return new JavaCan(settings, name, interfaces);
  }

  /** One that sends too. */
  static SendingCarrier sending(LinkSettings settings, String name, Interfaces interfaces) {
    return new Sender(settings, name, interfaces);
  }

  @Override
  public String open() throws LinkException {
    try {
      header = new RawReceiveMessageHeaderBuffer();
      channel = CanChannels.newRawChannel();
      configure(channel);
      channel.bind(NetworkDevice.lookup(name));
      dropped = 0;
      return InterfaceView.parse(interfaces.show(name)).check(name, settings);
    } catch (LinkException e) {
      close();
      throw e;
    } catch (IOException e) {
      close();
      checkKind(e);
      throw refused(e);
    } catch (LinkageError e) {
      throw new LinkException(
          Kind.LIBRARY,
          "SocketCAN: the native library could not be loaded: "
              + reason(e)
              + "; SLCAN and converters are not affected");
    }
  }

  /** The kernel calls an interface that is no CAN one that is not there. */
  private void checkKind(IOException e) throws LinkException {
    if (e instanceof LinuxNativeOperationException n && n.getErrorNumber() == ENODEV) {
      String text;
      try {
        text = interfaces.show(name);
      } catch (LinkException absent) {
        return;
      }
      InterfaceView.parse(text).check(name, settings);
    }
  }

  private static String reason(LinkageError e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }

  private void configure(RawCanChannel socket) throws IOException {
    socket.configureBlocking(true);
    socket.setOption(CanSocketOptions.SO_RCVTIMEO, Duration.ofNanos(WAIT_NANOS));
    socket.setOption(CanSocketOptions.SO_RCVBUF, QUEUE_OCTETS);
    socket.setOption(CanSocketOptions.SO_TIMESTAMPNS, true);
    socket.setOption(CanSocketOptions.SO_RXQ_OVFL, true);
    socket.setOption(CanSocketOptions.ERR_FILTER, ALL_ERRORS);
    if (!settings.filters().isEmpty()) {
      socket.setOption(CanSocketOptions.FILTER, filters(settings.filters()));
    }
  }

  private static CanFilter[] filters(List<IdFilter> filters) {
    return filters.stream()
        .map(f -> new CanFilter(f.id() | (f.extended() ? EXTENDED : 0), f.mask() | EXTENDED))
        .toArray(CanFilter[]::new);
  }

  private LinkException refused(IOException e) {
    int number = e instanceof LinuxNativeOperationException n ? n.getErrorNumber() : 0;
    return switch (number) {
      case ENODEV ->
          new LinkException(
              Kind.ABSENT,
              name
                  + " does not exist; is the adapter plugged in? Those there are shows: ip -brief"
                  + " link show type can");
      case EPERM, EACCES ->
          new LinkException(
              Kind.PERMISSION,
              name
                  + ": no permission to open a CAN socket; see the service's RestrictAddressFamilies");
      default ->
          new LinkException(
              Kind.SETTINGS,
              name
                  + " cannot be opened ("
                  + e.getMessage()
                  + "); does the kernel have CAN? Type: modprobe can-raw");
    };
  }

  @Override
  public void receive(Intake intake) throws IOException {
    buffer.clear();
    try {
      long octets = channel.receiveUnsafe(buffer, header);
      if (octets != FRAME_OCTETS) {
        intake.malformed();
        return;
      }
    } catch (LinuxNativeOperationException e) {
      if (e.mayTryAgain()) {
        return;
      }
      throw lost(e);
    }
    take(intake);
  }

  private LinkException lost(LinuxNativeOperationException e) {
    return switch (e.getErrorNumber()) {
      case ENETDOWN -> new LinkException(Kind.DOWN, name + " went down");
      case ENODEV -> new LinkException(Kind.ABSENT, name + " is gone; was the adapter pulled?");
      default -> new LinkException(Kind.LOST, name + ": " + e.getMessage());
    };
  }

  private void take(Intake intake) {
    int drops = header.getDropCount();
    if (drops != dropped) {
      intake.lost(Integer.toUnsignedLong(drops - dropped));
      dropped = drops;
    }
    int id = buffer.getInt(0);
    if ((id & ERROR) != 0) {
      error(id, intake);
      return;
    }
    int length = Math.min(buffer.get(4) & 0xFF, 8);
    long data = buffer.getLong(8);
    if (ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN) {
      data = Long.reverseBytes(data);
    }
    boolean extended = (id & EXTENDED) != 0;
    Frame frame =
        new Frame(
            id & (extended ? Frame.MAX_EXTENDED_ID : Frame.MAX_STANDARD_ID),
            kind(extended, (id & REMOTE) != 0),
            length,
            data);
    Instant stamp = header.getSoftwareTimestamp();
    long now = System.nanoTime();
    intake.frame(
        frame,
        stamp.getEpochSecond() == 0
            ? now
            : KernelClock.monotonic(
                KernelClock.nanos(stamp), KernelClock.nanos(Instant.now()), now));
  }

  private void error(int id, Intake intake) {
    if ((id & ERROR_CONTROLLER) != 0 && (buffer.get(9) & RECEIVE_OVERFLOW) != 0) {
      intake.lost(1);
    } else if ((id & ALL_ERRORS) != ERROR_RESTARTED) {
      intake.busError();
    }
  }

  private static Frame.Kind kind(boolean extended, boolean remote) {
    if (extended) {
      return remote ? Frame.Kind.EXTENDED_REMOTE : Frame.Kind.EXTENDED;
    }
    return remote ? Frame.Kind.STANDARD_REMOTE : Frame.Kind.STANDARD;
  }

  @Override
  public void close() {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        // It is gone; there is nothing else to let go.
      }
      channel = null;
    }
  }

  private static final class Sender extends JavaCan implements SendingCarrier {
    private final String name;

    Sender(LinkSettings settings, String name, Interfaces interfaces) {
      super(settings, name, interfaces);
      this.name = name;
    }

    @Override
    public void send(Frame frame) throws IOException {
      RawCanChannel socket = ((JavaCan) this).channel;
      if (socket == null) {
        throw new LinkException(Kind.LOST, name + " is not open");
      }
      int flags = (frame.extended() ? EXTENDED : 0) | (frame.remote() ? REMOTE : 0);
      byte[] octets = frame.remote() ? new byte[frame.length()] : frame.octets();
      try {
        socket.write(CanFrame.createRaw(frame.id() | flags, (byte) 0, octets, 0, octets.length));
      } catch (LinuxNativeOperationException e) {
        if (e.getErrorNumber() == ENOBUFS) {
          throw new LinkException(
              Kind.LOST,
              name
                  + " takes no frame, nobody acknowledges those before; is there another node, and"
                  + " the same bit rate?");
        }
        throw e;
      }
    }
  }
}

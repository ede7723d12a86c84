package io.ocpp809.can;

import io.ocpp809.can.LinkException.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * An adapter that speaks SLCAN (Lawicel CAN232). Opened by closing its channel (C), asking for its
 * version (V) until it answers, setting the bit rate (S) and opening the channel: a charging bus by
 * listening only (L), and never otherwise. The adapter must confirm S and L; one that does not is
 * refused on a charging bus, because nothing else tells how it stands. Each second it is asked for
 * its flags (F), which tell losses and errors on the bus.
 */
class SlcanCarrier implements Carrier {
  private static final List<Integer> RATES =
      List.of(10_000, 20_000, 50_000, 100_000, 125_000, 250_000, 500_000, 800_000, 1_000_000);
  private static final long ANSWER_NANOS = 500_000_000L;
  private static final int VERSION_ATTEMPTS = 4;
  private static final long STATUS_NANOS = 1_000_000_000L;
  private static final int LOST_FLAGS = 0x01 | 0x08;
  private static final int BUS_ERROR_FLAG = 0x80;

  private final LinkSettings settings;
  private final String name;
  private final Octets.Source source;
  private final LongSupplier clock;
  private final byte[] buffer = new byte[4096];
  private final SlcanLines lines = new SlcanLines();
  private final Deque<String> waiting = new ArrayDeque<>();
  private volatile Octets octets;
  private long statusAt;
  private boolean asksStatus;

  /** What is written to an adapter that listens; there is no frame among it. */
  private enum Command {
    CLOSE("C"),
    VERSION("V"),
    LISTEN("L"),
    STATUS("F");

    private final byte[] octets;

    Command(String letter) {
      octets = line(letter);
    }
  }

  SlcanCarrier(LinkSettings settings, Octets.Source source, LongSupplier clock) {
    this.settings = settings;
    this.name = settings.place().name();
    this.source = source;
    this.clock = clock;
  }

  static byte[] line(String text) {
    return (text + "\r").getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public String open() throws LinkException {
    int code = RATES.indexOf(settings.bitRate());
    if (code < 0) {
      throw new LinkException(
          Kind.SETTINGS,
          name + ": bit.rate of SLCAN is one of " + RATES + ", not " + settings.bitRate());
    }
    octets = source.open();
    boolean opened = false;
    try {
      String words = converse(code);
      opened = true;
      return words;
    } catch (LinkException e) {
      throw e;
    } catch (IOException e) {
      throw new LinkException(Kind.LOST, e.getMessage());
    } finally {
      if (!opened) {
        close();
      }
    }
  }

  private String converse(int code) throws IOException {
    waiting.clear();
    lines.clear();
    // Ends what an owner before has begun, and is answered by bells that the version's answer ends.
    octets.write(line("\r\r"));
    octets.write(Command.CLOSE.octets);
    awaitVersion();
    octets.write(line("S" + code));
    Optional<Boolean> rate = confirmation();
    if (rate.isPresent() && !rate.get()) {
      throw new LinkException(
          Kind.BIT_RATE,
          name
              + " refuses the bit rate "
              + settings.bitRate()
              + " (S"
              + code
              + "); take an adapter that knows it, or set bit.rate");
    }
    boolean charging = settings.role() == LinkSettings.Role.CHARGING_BUS;
    octets.write(charging ? Command.LISTEN.octets : line("O"));
    Optional<Boolean> mode = confirmation();
    if (charging && !mode.orElse(false)) {
      throw new LinkException(
          Kind.NOT_LISTEN_ONLY,
          name
              + (mode.isPresent() ? " refuses" : " does not confirm")
              + " to listen only (L), a charging bus allows nothing else; take an adapter that does,"
              + " or one with SocketCAN");
    }
    if (charging && rate.isEmpty()) {
      throw new LinkException(
          Kind.BIT_RATE,
          name
              + " does not confirm its bit rate (S"
              + code
              + "), which a charging bus demands; take an adapter that does, or one with SocketCAN");
    }
    if (mode.isPresent() && !mode.get()) {
      throw new LinkException(Kind.PROTOCOL, name + " refuses to open its channel (O)");
    }
    asksStatus = true;
    statusAt = clock.getAsLong() + STATUS_NANOS;
    return name
        + (charging ? ": listening only, " : ": ")
        + settings.bitRate()
        + " bit/s"
        + (mode.isPresent() ? "" : ", not confirmed by the adapter");
  }

  private void awaitVersion() throws IOException {
    for (int i = 0; i < VERSION_ATTEMPTS; i++) {
      octets.write(Command.VERSION.octets);
      long deadline = clock.getAsLong() + ANSWER_NANOS;
      Optional<String> answer;
      while ((answer = nextLine(deadline)).isPresent()) {
        if (answer.get().startsWith("V")) {
          return;
        }
      }
    }
    throw new LinkException(
        Kind.PROTOCOL,
        name
            + " does not answer as an SLCAN adapter (V); is it the right device, and are baud or"
            + " port right?");
  }

  /** Whether a command was taken; empty if nothing was said. */
  private Optional<Boolean> confirmation() throws IOException {
    long deadline = clock.getAsLong() + ANSWER_NANOS;
    Optional<String> answer;
    while ((answer = nextLine(deadline)).isPresent()) {
      if (answer.get().isEmpty()) {
        return Optional.of(true);
      }
      if (answer.get().equals(SlcanLines.BELL)) {
        return Optional.of(false);
      }
    }
    return Optional.empty();
  }

  private Optional<String> nextLine(long deadline) throws IOException {
    while (waiting.isEmpty()) {
      int count = octets.read(buffer, deadline);
      if (count == 0 && clock.getAsLong() - deadline >= 0) {
        return Optional.empty();
      }
      cut(count);
    }
    return Optional.of(waiting.poll());
  }

  private void cut(int count) {
    for (int i = 0; i < count; i++) {
      lines.accept(buffer[i]).ifPresent(waiting::add);
    }
  }

  @Override
  public void receive(Intake intake) throws IOException {
    long now = clock.getAsLong();
    if (asksStatus && now - statusAt >= 0) {
      statusAt = now + STATUS_NANOS;
      octets.write(Command.STATUS.octets);
    }
    cut(octets.read(buffer, now + WAIT_NANOS));
    long heard = clock.getAsLong();
    for (String line = waiting.poll(); line != null; line = waiting.poll()) {
      take(line, heard, intake);
    }
  }

  private void take(String line, long heard, Intake intake) {
    Optional<Frame> frame = SlcanCodec.decode(line);
    if (frame.isPresent()) {
      intake.frame(frame.get(), heard);
    } else if (line.equals(SlcanLines.BELL)) {
      refused(intake);
    } else if (line.matches("F[0-9A-Fa-f]{2}")) {
      flags(Integer.parseInt(line.substring(1), 16), intake);
    } else if (!line.isEmpty() && !line.equals("z") && !line.equals("Z") && !line.startsWith("V")) {
      intake.malformed();
    }
  }

  /** A command was refused while the channel is open. */
  void refused(Intake intake) {
    // Only F was asked: an adapter without it is not asked again.
    asksStatus = false;
  }

  private static void flags(int flags, Intake intake) {
    if ((flags & LOST_FLAGS) != 0) {
      intake.lost(1);
    }
    if ((flags & BUS_ERROR_FLAG) != 0) {
      intake.busError();
    }
  }

  /** Writes a line to the open adapter. */
  private void write(String text) throws IOException {
    Octets open = octets;
    if (open == null) {
      throw new LinkException(Kind.LOST, name + " is not open");
    }
    open.write(line(text));
  }

  @Override
  public void close() {
    Octets open = octets;
    octets = null;
    if (open == null) {
      return;
    }
    try {
      open.write(Command.CLOSE.octets);
    } catch (IOException e) {
      // It is gone; its channel cannot be closed.
    }
    open.close();
  }

  /** The same, which sends too. */
  static final class Sender extends SlcanCarrier implements SendingCarrier {
    private final Object turn = new Object();

    Sender(LinkSettings settings, Octets.Source source, LongSupplier clock) {
      super(settings, source, clock);
    }

    @Override
    public void send(Frame frame) throws IOException {
      synchronized (turn) {
        ((SlcanCarrier) this).write(SlcanCodec.encode(frame));
      }
    }

    @Override
    void refused(Intake intake) {
      // A frame that the adapter did not take, or F: which one cannot be told.
      intake.lost(1);
    }
  }
}

package io.ocpp809.testkit.iec104;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A controlling station as a control centre has it: connects, starts data transfer, interrogates,
 * commands, confirms what comes, and remembers it. Confirms every eighth I-APDU and whenever
 * nothing more is there.
 */
public final class Dispatcher implements Closeable {
  private static final int STARTDT_ACT = 0x07;
  private static final int STARTDT_CON = 0x0B;
  private static final int STOPDT_ACT = 0x13;
  private static final int STOPDT_CON = 0x23;
  private static final int TESTFR_ACT = 0x43;
  private static final int TESTFR_CON = 0x83;
  private static final int MODULO = 32_768;

  private final Socket socket;
  private final OutputStream out;
  private final List<Telegram> telegrams = new ArrayList<>();
  private final List<Integer> functions = new ArrayList<>();
  private final int commonAddress;
  private final int originator;
  private int sent;
  private int received;
  private int unconfirmed;
  private String fault = "";
  private boolean ended;
  private volatile boolean confirms = true;
  private volatile boolean countsOnly;
  private long objects;

  private Dispatcher(Socket socket, int commonAddress, int originator) throws IOException {
    this.socket = socket;
    this.out = socket.getOutputStream();
    this.commonAddress = commonAddress;
    this.originator = originator;
    Thread reader = new Thread(this::read, "dispatcher");
    reader.setDaemon(true);
    reader.start();
  }

  /** Connects to a controlled station with common address 1, as originator 3. */
  public static Dispatcher connect(String host, int port) throws IOException {
    Socket socket = new Socket();
    socket.setTcpNoDelay(true);
    socket.connect(new InetSocketAddress(host, port), 120_000);
    return on(socket, 1, 3);
  }

  /** As {@link #connect(String, int)}, from an address of this machine's own. */
  public static Dispatcher connect(String from, String host, int port) throws IOException {
    Socket socket = new Socket();
    socket.setTcpNoDelay(true);
    socket.bind(new InetSocketAddress(from, 0));
    socket.connect(new InetSocketAddress(host, port), 120_000);
    return on(socket, 1, 3);
  }

  /** Takes over a socket that is connected. */
  public static Dispatcher on(Socket socket, int commonAddress, int originator) throws IOException {
    return new Dispatcher(socket, commonAddress, originator);
  }

  private void read() {
    try {
      DataInputStream in = new DataInputStream(socket.getInputStream());
      while (true) {
        if (in.readUnsignedByte() != 0x68) {
          throw new IOException("no start octet");
        }
        byte[] rest = in.readNBytes(in.readUnsignedByte());
        take(rest, in.available() == 0);
      }
    } catch (IOException | RuntimeException e) {
      synchronized (this) {
        ended = true;
        fault = e instanceof RuntimeException ? e.toString() : fault;
        notifyAll();
      }
    }
  }

  private synchronized void take(byte[] rest, boolean last) throws IOException {
    int first = rest[0] & 0xFF;
    if ((first & 3) == 3) {
      functions.add(first);
      if (first == TESTFR_ACT) {
        write(TESTFR_CON, 0, new byte[0]);
      }
    } else if ((first & 1) == 0) {
      int number = (first | (rest[1] & 0xFF) << 8) >> 1;
      if (number != received) {
        throw new IllegalStateException("N(S) " + number + " instead of " + received);
      }
      received = (received + 1) % MODULO;
      Telegram telegram = Telegram.read(java.util.Arrays.copyOfRange(rest, 4, rest.length));
      objects += telegram.objects().size();
      if (!countsOnly) {
        telegrams.add(telegram);
      }
      if (confirms && (++unconfirmed >= 8 || last)) {
        confirm();
      }
    }
    notifyAll();
  }

  private void confirm() throws IOException {
    unconfirmed = 0;
    write(1, received << 1, new byte[0]);
  }

  private void write(int first, int second, byte[] asdu) throws IOException {
    byte[] frame = new byte[6 + asdu.length];
    ByteBuffer.wrap(frame)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put((byte) 0x68)
        .put((byte) (4 + asdu.length))
        .putShort((short) first)
        .putShort((short) second)
        .put(asdu);
    out.write(frame);
  }

  /** Writes octets as they are. */
  public synchronized void raw(byte[] octets) throws IOException {
    out.write(octets);
  }

  /** From now on what comes is counted and checked, and not kept. */
  public synchronized void countOnly() {
    countsOnly = true;
    objects = 0;
  }

  /** Objects that have come, since they are only counted or from the start. */
  public synchronized long objects() {
    return objects;
  }

  /** Waits until so many objects have come; false if they do not. */
  public boolean awaitObjects(long count, long millis) {
    until(() -> objects >= count, millis);
    return objects() >= count;
  }

  /** From now on nothing that comes is confirmed. */
  public void stopConfirming() {
    confirms = false;
  }

  /** Starts data transfer and waits for the confirmation. */
  public Dispatcher start() throws IOException {
    return function(STARTDT_ACT, STARTDT_CON);
  }

  /** Stops data transfer and waits for the confirmation. */
  public Dispatcher stop() throws IOException {
    return function(STOPDT_ACT, STOPDT_CON);
  }

  /** Sends a test and waits for its confirmation. */
  public Dispatcher test() throws IOException {
    return function(TESTFR_ACT, TESTFR_CON);
  }

  private Dispatcher function(int act, int con) throws IOException {
    synchronized (this) {
      functions.clear();
      write(act, 0, new byte[0]);
    }
    until(() -> functions.contains(con), 120_000);
    return this;
  }

  /** Sends an ASDU as it is, without its six octets of APCI. */
  public synchronized void send(byte[] asdu) throws IOException {
    write(sent << 1, received << 1, asdu);
    unconfirmed = 0;
    sent = (sent + 1) % MODULO;
  }

  /** Sends one object with the cause activation. */
  public void activate(int type, int address, byte... elements) throws IOException {
    send(type, 6, address, elements);
  }

  /** Sends one object. */
  public void send(int type, int cause, int address, byte... elements) throws IOException {
    byte[] asdu = new byte[9 + elements.length];
    ByteBuffer.wrap(asdu)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put((byte) type)
        .put((byte) 1)
        .put((byte) cause)
        .put((byte) originator)
        .putShort((short) commonAddress)
        .putShort((short) address)
        .put((byte) (address >> 16))
        .put(elements);
    send(asdu);
  }

  /** Interrogates the station and waits for the end. */
  public List<Telegram> interrogate() throws IOException {
    int from = count();
    activate(100, 0, (byte) 20);
    await(from, t -> t.type() == 100 && t.cause() == 10, 120_000);
    return since(from);
  }

  /**
   * Sets a short floating point value and waits for the confirmation.
   *
   * @param select whether to select only
   */
  public Telegram setPoint(int address, double value, boolean select) throws IOException {
    byte[] elements =
        ByteBuffer.allocate(5)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putFloat((float) value)
            .put((byte) (select ? 0x80 : 0))
            .array();
    int from = count();
    activate(50, address, elements);
    return await(from, t -> t.type() == 50 && t.cause() == 7, 120_000)
        .orElseThrow(() -> new IOException("the set-point was not confirmed; " + fault));
  }

  /** How many ASDUs have come. */
  public synchronized int count() {
    return telegrams.size();
  }

  /** ASDUs from one on. */
  public synchronized List<Telegram> since(int from) {
    return List.copyOf(telegrams.subList(from, telegrams.size()));
  }

  /**
   * Waits for an ASDU.
   *
   * @param from number of the first that counts
   * @return the first that fits, or nothing if none came within the time or the connection ended
   */
  public Optional<Telegram> await(int from, Predicate<Telegram> fits, long millis) {
    List<Telegram> found = new ArrayList<>();
    int[] next = {from};
    until(
        () -> {
          while (next[0] < telegrams.size() && found.isEmpty()) {
            Telegram t = telegrams.get(next[0]++);
            if (fits.test(t)) {
              found.add(t);
            }
          }
          return !found.isEmpty();
        },
        millis);
    return found.stream().findFirst();
  }

  /** Waits until the controlled station closes the connection; false if it does not. */
  public boolean awaitEnd(long millis) {
    until(() -> ended, millis);
    synchronized (this) {
      return ended;
    }
  }

  /** What the controlled station did wrong; empty if nothing. */
  public synchronized String fault() {
    return fault;
  }

  private synchronized void until(java.util.function.BooleanSupplier condition, long millis) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    try {
      while (!condition.getAsBoolean()) {
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (left <= 0 || ended) {
          return;
        }
        wait(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

package io.ocpp809.bench.can;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * An SLCAN adapter on a loopback socket that takes one client: confirms what it is asked, and plays
 * CCS frames whose output voltage counts up from 0.1 V among other frames of a charging bus.
 */
public final class Adapter implements AutoCloseable {
  private static final int SECONDS = 30;

  private final ServerSocket server;
  private final CountDownLatch listening = new CountDownLatch(1);
  private volatile long[] left = new long[0];
  private volatile OutputStream out;

  /**
   * Begins to wait for a client.
   *
   * @throws IOException if there is no free port
   */
  public Adapter() throws IOException {
    server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::serve, "adapter");
    thread.setDaemon(true);
    thread.start();
  }

  /** The port to connect to. */
  public int port() {
    return server.getLocalPort();
  }

  private void serve() {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        socket.setTcpNoDelay(true);
        answer(socket.getInputStream(), socket.getOutputStream());
      } catch (IOException e) {
        out = null;
      }
    }
  }

  private void answer(InputStream in, OutputStream to) throws IOException {
    int first = 0;
    for (int c = in.read(); c >= 0; c = in.read()) {
      if (c != '\r') {
        first = first == 0 ? c : first;
        continue;
      }
      String reply =
          switch (first) {
            case 'V' -> "V1013\r";
            case 'F' -> "F00\r";
            default -> "\r";
          };
      synchronized (this) {
        to.write(reply.getBytes(StandardCharsets.US_ASCII));
      }
      if (first == 'L') {
        out = to;
        listening.countDown();
      }
      first = 0;
    }
  }

  /** When the frame of that number left, as {@link System#nanoTime()}. */
  public long leftAt(int number) {
    return left[number];
  }

  /**
   * Plays, once a client listens.
   *
   * @param frames how many frames are timed
   * @param micros time from one to the next, microseconds
   * @param others other frames a second beside them
   * @throws IOException if nobody listens within half a minute, or the client goes
   * @throws InterruptedException if the thread is interrupted
   */
  public void play(int frames, long micros, int others) throws IOException, InterruptedException {
    awaitListener(SECONDS);
    left = new long[frames];
    long begin = System.nanoTime();
    long between = 1_000_000_000L / Math.max(1, others);
    long nextOther = begin;
    for (int i = 0; i < frames; i++) {
      long at = begin + i * micros * 1_000;
      while (others > 0 && nextOther - at < 0) {
        waitFor(nextOther);
        write(other(nextOther / between));
        nextOther += between;
      }
      waitFor(at);
      String line = ccs(i + 1);
      left[i] = System.nanoTime();
      write(line);
    }
  }

  /**
   * Waits until a client listens.
   *
   * @param seconds longest wait
   * @throws IOException if none does by then
   * @throws InterruptedException if the thread is interrupted
   */
  public void awaitListener(int seconds) throws IOException, InterruptedException {
    if (!listening.await(seconds, TimeUnit.SECONDS)) {
      throw new IOException("nobody listens to the adapter");
    }
  }

  /** Waits for a moment of {@link System#nanoTime()}. */
  static void waitFor(long nanos) {
    for (long rest = nanos - System.nanoTime(); rest > 0; rest = nanos - System.nanoTime()) {
      LockSupport.parkNanos(rest);
    }
  }

  /** Lets the client hear a frame, or several one after another, each a line of SLCAN. */
  synchronized void write(String line) throws IOException {
    OutputStream to = out;
    if (to == null) {
      throw new IOException("the client has gone");
    }
    to.write(line.getBytes(StandardCharsets.US_ASCII));
    to.flush();
  }

  /** CCS: output voltage, -50 A (raw 3500 = 0DACh), 1 minute, permitted (3929 = 01), fill. */
  private static String ccs(int raw) {
    return String.format(
        Locale.ROOT, "T1812F4568%02X%02XAC0D0100FDFF\r", raw & 0xFF, raw >> 8 & 0xFF);
  }

  /** BCL: 400 V (0FA0h), -100 A (raw 3000 = 0BB8h), constant current; and BSM, all in order. */
  private static String other(long number) {
    return number % 3 == 0 ? "T181356F47014B013C010010\r" : "T181056F45A00FB80B02\r";
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}

package io.ocpp809.bench.can;

import java.io.IOException;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/**
 * A charging bus with a session in the middle of charging, heard through an SLCAN adapter from the
 * moment at which somebody listens: CCS and BCL 20 times a second, BSM and BCS four times, the last
 * by the transport protocol. Each message goes by a clock of its own, so that no two keep in step,
 * and the charger's values dither as measured ones do.
 */
public final class ChargingBus implements AutoCloseable {
  private static final int LISTENER_SECONDS = 120;
  private static final long MILLI = 1_000_000;

  private final Adapter adapter = new Adapter();
  private final Random random = new Random(27_930);
  private final Clock[] clocks = {
    new Clock(50.0, this::ccs),
    new Clock(50.3, () -> adapter.write("T181056F45A00FB80B02\r")),
    new Clock(250.7, this::bsm),
    new Clock(249.1, this::bcs)
  };
  private int decivolts = 4_000;
  private boolean paused;
  private CompletableFuture<Long> told = CompletableFuture.completedFuture(0L);
  private Message awaited = Message.NONE;
  private volatile boolean closed;

  private enum Message {
    NONE,
    BSM,
    BCS
  }

  /** Sends a message. */
  private interface Sending {
    void send() throws IOException;
  }

  private static final class Clock {
    private final long period;
    private final Sending sending;
    private long next;

    private Clock(double millis, Sending sending) {
      this.period = Math.round(millis * MILLI);
      this.sending = sending;
    }
  }

  /**
   * Begins to wait for a listener.
   *
   * @throws IOException if there is no free port
   */
  public ChargingBus() throws IOException {
    Thread thread = new Thread(this::play, "charging-bus");
    thread.setDaemon(true);
    thread.start();
  }

  /** The adapter's port. */
  public int port() {
    return adapter.port();
  }

  /**
   * The vehicle measures another voltage from its next BCS on.
   *
   * @param volts 0 to 750 V
   * @return when the last frame of that BCS is sent, {@link System#nanoTime()} just before
   */
  public synchronized CompletableFuture<Long> voltage(int volts) {
    decivolts = volts * 10;
    return await(Message.BCS);
  }

  /**
   * The vehicle forbids charging for a while, or permits it again, from its next BSM on.
   *
   * @return when that BSM is sent
   */
  public synchronized CompletableFuture<Long> pause(boolean on) {
    paused = on;
    return await(Message.BSM);
  }

  private CompletableFuture<Long> await(Message message) {
    awaited = message;
    told = new CompletableFuture<>();
    return told;
  }

  private void play() {
    try {
      adapter.awaitListener(LISTENER_SECONDS);
      long begin = System.nanoTime();
      for (Clock clock : clocks) {
        clock.next = begin + (long) (random.nextDouble() * clock.period);
      }
      while (!closed) {
        Clock first = clocks[0];
        for (Clock clock : clocks) {
          first = clock.next - first.next < 0 ? clock : first;
        }
        Adapter.waitFor(first.next);
        first.next += first.period;
        first.sending.send();
      }
    } catch (IOException e) {
      synchronized (this) {
        told.completeExceptionally(e);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Sends what may end the wait for its message. */
  private synchronized void send(Message message, String lines) throws IOException {
    long now = System.nanoTime();
    adapter.write(lines);
    if (awaited == message) {
      awaited = Message.NONE;
      told.complete(now);
    }
  }

  /** CCS: 399.5 to 400.5 V, -50.5 to -49.5 A (offset 400 A), 1 minute, permitted, fill. */
  private void ccs() throws IOException {
    adapter.write(
        "T1812F4568"
            + word(3_995 + random.nextInt(11))
            + word(3_495 + random.nextInt(11))
            + "0100FDFF\r");
  }

  /** BSM: all in order; charging permitted (SPN 3096 = 01) or not. */
  private synchronized void bsm() throws IOException {
    send(Message.BSM, "T181356F47014B013C0100" + (paused ? "00" : "10") + "\r");
  }

  /** BCS in two packets: RTS, CTS, data, EndOfMsgAck. -50 A, 3.50 V, 61 %, 60 minutes. */
  private synchronized void bcs() throws IOException {
    adapter.write("T1CEC56F48100900" + "02FF001100\r" + "T1CECF45681102" + "01FFFF001100\r");
    adapter.write("T1CEB56F4801" + word(decivolts) + "AC0D5E013D\r");
    send(Message.BCS, "T1CEB56F4802" + "3C00FFFFFFFFFF\r");
    adapter.write("T1CECF45681309000" + "2FF001100\r");
  }

  private static String word(int raw) {
    return String.format(Locale.ROOT, "%02X%02X", raw & 0xFF, raw >> 8 & 0xFF);
  }

  @Override
  public void close() throws IOException {
    closed = true;
    adapter.close();
  }
}

package io.ocpp809.cli.modbus;

import io.ocpp809.modbus.survey.StoppedException;
import io.ocpp809.template.workbench.Learner.Step;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Asks somebody to do the next step and waits until it is done: for Enter, or for a time. */
final class Prompt implements AutoCloseable {
  private static final long LOOK_MILLIS = 20;
  private static final String END = "\u0004";

  private final Desk desk;
  private final int seconds;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final Semaphore wanted = new Semaphore(0);
  private Thread reader;

  /**
   * Makes it.
   *
   * @param seconds time for each step; 0 waits for Enter
   */
  Prompt(Desk desk, int seconds) {
    this.desk = desk;
    this.seconds = seconds;
  }

  void await(Step step) throws IOException {
    String what = "Step " + step.name() + " (" + step.state() + "): ";
    if (seconds > 0) {
      desk.notice(what + "within " + seconds + " s");
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
      while (System.nanoTime() < end) {
        stopIfAsked();
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS));
      }
      return;
    }
    desk.notice(what + "do it, then press Enter");
    line();
  }

  private void line() throws IOException {
    if (reader == null) {
      reader = new Thread(this::read, "prompt");
      reader.setDaemon(true);
      reader.start();
    }
    wanted.release();
    while (true) {
      stopIfAsked();
      try {
        String line = lines.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        if (END.equals(line)) {
          throw new IOException(
              "there is no input to wait for; give each step a time with --step-seconds");
        }
        if (line != null) {
          return;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new StoppedException();
      }
    }
  }

  /** One line for each that is wanted: what is typed ahead waits where it is. */
  private void read() {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(desk.in(), Charset.defaultCharset()));
    try {
      String line = "";
      while (line != null) {
        wanted.acquire();
        line = in.readLine();
        lines.add(line == null ? END : line);
      }
    } catch (IOException e) {
      desk.fault("the input cannot be read: " + e.getMessage());
      lines.add(END);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void stopIfAsked() throws StoppedException {
    if (desk.stopped()) {
      throw new StoppedException();
    }
  }

  @Override
  public void close() {
    if (reader != null) {
      reader.interrupt();
    }
  }
}

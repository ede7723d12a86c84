package io.ocpp809.can;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/** A carrier that does what a test says. */
final class FakeCarrier implements SendingCarrier {
  /** What comes at the next calls of {@code receive}. */
  final Queue<Step> steps = new ArrayDeque<>();

  final List<Frame> sent = new ArrayList<>();
  LinkException refusal;
  int opened;
  int closed;

  @FunctionalInterface
  interface Step {
    void give(Intake intake) throws IOException;
  }

  @Override
  public String open() throws LinkException {
    if (refusal != null) {
      throw refusal;
    }
    opened++;
    return "fake: open";
  }

  @Override
  public void receive(Intake intake) throws IOException {
    if (!steps.isEmpty()) {
      steps.poll().give(intake);
    }
  }

  @Override
  public void send(Frame frame) throws IOException {
    if (frame.id() == 0) {
      throw new IOException("full");
    }
    sent.add(frame);
  }

  @Override
  public void close() {
    closed++;
  }
}

package io.ocpp809.testkit.modbus;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;

/**
 * The devices of a line without socket, thread or clock: a request in, what leaves the devices out.
 * A request for a unit that is not there gets no reply, as on a bus. Safe for many threads.
 */
public final class Respondent {
  private static final int ANY = -1;

  private final ModbusServer.Framing framing;
  private final Map<Integer, Device> devices;
  private final Deque<Wrong> wrong = new ArrayDeque<>();
  private Moments moments = Moments.USUAL;
  private byte[] before = {};

  private record Wrong(int unit, Misbehaviour how) {}

  /**
   * Makes the devices of a line.
   *
   * @param framing how frames look
   * @param devices unit identifier to device
   */
  public Respondent(ModbusServer.Framing framing, Map<Integer, Device> devices) {
    this.framing = framing;
    this.devices = Map.copyOf(devices);
  }

  /**
   * Does something wrong with the next replies of any unit.
   *
   * @param how what
   * @param times with how many replies; adds to what was asked for before
   */
  public void misbehave(Misbehaviour how, int times) {
    misbehave(ANY, how, times);
  }

  /**
   * Does something wrong with the next replies of one unit.
   *
   * @param unit its identifier
   * @param how what
   * @param times with how many replies; adds to what was asked for before
   */
  public synchronized void misbehave(int unit, Misbehaviour how, int times) {
    for (int i = 0; i < times; i++) {
      wrong.add(new Wrong(unit, how));
    }
  }

  /**
   * How much wrong there is still to do.
   *
   * @return replies that will be spoilt
   */
  public synchronized int wrongToCome() {
    return wrong.size();
  }

  /**
   * Sets the pauses of what is done wrong.
   *
   * @param moments the pauses
   */
  public synchronized void moments(Moments moments) {
    this.moments = moments;
  }

  /**
   * Carries a request out.
   *
   * @param frame the whole frame of the request
   * @return what leaves the device; empty if the frame is damaged or nobody is addressed
   */
  public Optional<Sending> answer(byte[] frame) {
    try {
      Frame request = Frame.read(framing, new DataInputStream(new ByteArrayInputStream(frame)));
      return request == null || !knows(request.unit())
          ? Optional.empty()
          : Optional.of(answer(request));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Whether there is such a unit. */
  boolean knows(int unit) {
    return devices.containsKey(unit);
  }

  /** Carries a request to a unit that is there out. */
  synchronized Sending answer(Frame request) {
    byte[] answer = Pdu.answer(devices.get(request.unit()), request.pdu());
    Misbehaviour how = next(request.unit());
    Sending result = new Spoiler(request, answer, before, moments).sending(how);
    before = request.reply(answer);
    return result;
  }

  private Misbehaviour next(int unit) {
    for (Iterator<Wrong> i = wrong.iterator(); i.hasNext(); ) {
      Wrong next = i.next();
      if (next.unit() == ANY || next.unit() == unit) {
        i.remove();
        return next.how();
      }
    }
    return null;
  }
}

package io.ocpp809.modbus.survey;

import java.util.Optional;

/**
 * Answers a line finder's questions as a pile with these settings would, and adds up the time that
 * they take on the wire. A device that is set otherwise hears nothing that it understands and says
 * nothing.
 */
final class SimulatedLine {
  /** Changing the settings of a port, with what the kernel and an adapter take, at most. */
  static final long OPEN_NANOS = 60_000_000L;

  private final LineFormat format;
  private final int unit;
  private final int turnaroundMillis;
  private final int deafMillis;
  long nanos = 1_200_000_000L;
  private Way open;
  private long deafUntil;

  SimulatedLine(LineFormat format, int unit, int turnaroundMillis) {
    this(format, unit, turnaroundMillis, 0);
  }

  /**
   * A line with a pile.
   *
   * @param deafMillis how long after octets that are not for it the pile takes everything for a
   *     part or an answer of these
   */
  SimulatedLine(LineFormat format, int unit, int turnaroundMillis, int deafMillis) {
    this.format = format;
    this.unit = unit;
    this.turnaroundMillis = turnaroundMillis;
    this.deafMillis = deafMillis;
  }

  /** Runs until the settings are known, or everything has been asked. */
  Optional<Way> find(LineFinder finder) {
    for (Optional<Probe> p = finder.next();
        p.isPresent() && finder.found().isEmpty();
        p = finder.next()) {
      finder.heard(ask(p.get()));
    }
    return finder.found();
  }

  Heard ask(Probe p) {
    if (!p.way().equals(open)) {
      nanos += OPEN_NANOS;
      open = p.way();
    }
    LineFormat used = p.way().format().orElseThrow();
    boolean understood = used.baud() == format.baud() && used.parity() == format.parity();
    boolean deaf = nanos < deafUntil;
    deafUntil = 0;
    if (!understood || p.unit() != unit || deaf || turnaroundMillis > p.waitMillis()) {
      deafUntil = nanos + used.nanos(8) + deafMillis * 1_000_000L;
      nanos += p.silentNanos();
      return Heard.silence(false);
    }
    nanos += turnaroundMillis * 1_000_000L + used.nanos(15) + used.silenceNanos();
    return new Heard(Heard.Kind.FRAME, unit, new byte[] {(byte) 0x83, 2}, 5, false, 0);
  }
}

package io.ocpp809.bench.gbt27930;

import io.ocpp809.can.Frame;
import io.ocpp809.gbt27930.session.ObserverSettings;
import io.ocpp809.gbt27930.session.Phase;
import io.ocpp809.gbt27930.session.SessionEvent;
import io.ocpp809.gbt27930.session.SessionObserver;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Two observers and frames that nobody should send. To one come, between the frames of a session
 * that charges for ever, frames of others only: it must tell nothing of them, and the session must
 * not end. To the other comes a session whose frames are lost, repeated, garbled and mixed with
 * random ones of charger and vehicle: whatever they are, nothing is thrown and nothing grows.
 */
public final class ObserverFuzz {
  /** Where in the hour both charge: from a quarter of its frames on, for a half of them. */
  private static final int PART = 4;

  private final SplittableRandom random;
  private final Hour hour = Hour.make();
  private final SessionObserver victim = new SessionObserver(ObserverSettings.STANDARD);
  private final SessionObserver confused = new SessionObserver(ObserverSettings.STANDARD);
  private long now;
  private int place;
  private long rounds;
  private int confusedPlace;
  private long confusedNow;
  private long wrong;
  private long falseEnds;
  private long sessions;
  private long events;
  private String first = "";

  /**
   * What came of it.
   *
   * @param wrong frames at which something was thrown
   * @param falseEnds frames of others of which something was told, or that changed the phase
   * @param megabytes heap that it has grown by, MB
   * @param words for people
   */
  public record Outcome(long wrong, long falseEnds, double megabytes, String words) {}

  /** Makes a series that is the same for the same seed. */
  public ObserverFuzz(long seed) {
    random = new SplittableRandom(seed);
  }

  /** Gives so many frames, half of them those of others. */
  public Outcome run(long count) {
    place = hour.size() / PART;
    charge();
    some(Math.min(count, 1_000_000) / 2);
    double before = CodecFuzz.heap();
    some(count / 2);
    double grown = Math.max(0, CodecFuzz.heap() - before);
    String words =
        String.format(
            "%d frames: half of others, of which %d did something; %d sessions and %d events of the"
                + " rest, %d thrown%s",
            count, falseEnds, sessions, events, wrong, first);
    return new Outcome(wrong, falseEnds, grown, words);
  }

  private void some(long pairs) {
    for (long i = 0; i < pairs; i++) {
      if (i % 16 == 0) {
        charge();
      }
      try {
        stranger();
        confuse();
      } catch (RuntimeException e) {
        wrong++;
        first = first.isEmpty() ? "; first: " + e : first;
      }
    }
  }

  /** The next frame of the session that goes on; the part of the hour is played again and again. */
  private void charge() {
    now = now();
    List<SessionEvent> told = victim.heard(hour.frame(place), now);
    if (++place == hour.size() / PART * (PART - 1)) {
      rounds++;
      place = hour.size() / PART;
    }
    for (SessionEvent e : told) {
      if (e instanceof SessionEvent.PhaseChanged p && p.to() != Phase.CHARGING) {
        falseEnds++;
        first = first.isEmpty() ? "; first: " + p : first;
      }
    }
  }

  private long now() {
    int from = hour.size() / PART;
    long length = hour.nanos(from * (PART - 1)) - hour.nanos(from);
    return hour.nanos(place) + rounds * length;
  }

  private void stranger() {
    int id = random.nextInt(Frame.MAX_EXTENDED_ID + 1);
    if (random.nextBoolean()) {
      // charger or vehicle with somebody else, or other data pages
      Frame like = hour.frame(random.nextInt(hour.size()));
      id = like.id() ^ 1 << (random.nextBoolean() ? random.nextInt(16) : 24 + random.nextInt(2));
    }
    int parties = id & 0xFFFF;
    boolean both = parties == 0x56F4 || parties == 0xF456 || parties == 0xFFF4 || parties == 0xFF56;
    boolean pages = (id & 0x0300_0000) != 0;
    if (both && !pages) {
      id ^= 0x0100_0000;
    }
    Frame frame = new Frame(id, Frame.Kind.EXTENDED, random.nextInt(9), random.nextLong());
    if (!victim.heard(frame, now).isEmpty()) {
      falseEnds++;
      first = first.isEmpty() ? "; first: " + frame : first;
    }
  }

  private void confuse() {
    Frame frame = hour.frame(confusedPlace);
    int leap = random.nextInt(200_000);
    confusedNow += leap == 0 ? random.nextLong(60_000_000_000L) : random.nextLong(32_000_000);
    int what = random.nextInt(16);
    if (what == 0) {
      frame = new Frame(mutated(frame.id()), Frame.Kind.EXTENDED, frame.length(), frame.data());
    } else if (what == 1) {
      frame = new Frame(frame.id(), Frame.Kind.EXTENDED, random.nextInt(9), random.nextLong());
    } else if (what == 2) {
      long data = frame.data() ^ 1L << random.nextInt(64);
      frame = new Frame(frame.id(), Frame.Kind.EXTENDED, frame.length(), data);
    } else if (what == 3) {
      // any message of either side, also those that this session does not have
      int id = random.nextInt(8) << 26 | random.nextInt(0x28) << 16;
      int parties = random.nextBoolean() ? 0x56F4 : 0xF456;
      frame = new Frame(id | parties, Frame.Kind.EXTENDED, random.nextInt(9), random.nextLong());
    } else if (what == 4) {
      return;
    }
    boolean skip = random.nextInt(4096) == 0;
    confusedPlace = skip ? random.nextInt(hour.size()) : (confusedPlace + 1) % hour.size();
    List<SessionEvent> told = confused.heard(frame, confusedNow);
    events += told.size();
    for (int i = 0; i < told.size(); i++) {
      sessions += told.get(i) instanceof SessionEvent.Ended ? 1 : 0;
    }
  }

  private int mutated(int id) {
    return id ^ 1 << random.nextInt(29);
  }
}

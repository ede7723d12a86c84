package io.ocpp809.can;

import io.ocpp809.can.LinkException.Kind;
import io.ocpp809.can.LinkSettings.Role;
import io.ocpp809.can.LinkSettings.SlcanSerial;
import io.ocpp809.can.LinkSettings.SlcanTcp;
import io.ocpp809.can.LinkSettings.SocketCan;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Finds the bit rate of a bus by listening with one after another, and never otherwise: a node that
 * acknowledges or marks errors with a wrong rate destroys every frame. A rate is right if two
 * frames come with it: each carries a checksum of 15 bits. Somebody must be talking meanwhile.
 */
public final class BitRateFinder {
  /** What is tried, in this order: those of GB/T 27930 first, bit/s. */
  public static final List<Integer> RATES =
      List.of(250_000, 50_000, 125_000, 500_000, 100_000, 1_000_000, 20_000, 10_000, 800_000);

  /** How long a rate is listened to as a rule, ns: CHM comes each 250 ms. */
  public static final long LISTEN_NANOS = 2_000_000_000L;

  private static final int ENOUGH = 2;

  private BitRateFinder() {}

  /**
   * What was found.
   *
   * @param bitRate bit/s; empty if none was right
   * @param words for the operator
   */
  public record Outcome(OptionalInt bitRate, String words) {}

  /** Listens for a while. */
  @FunctionalInterface
  interface Ear {
    /** What was heard with a bit rate, listening only. */
    LinkCounters listen(int bitRate) throws LinkException;
  }

  /**
   * Finds the bit rate. An interface of SocketCAN is set to each rate, listening only, which needs
   * the right to administer the network; it is left at the one that was found, else at the last.
   *
   * @param settings a place of SocketCAN or SLCAN; role and bit rate count for nothing
   * @param nanos how long to listen to each rate, ns
   * @throws LinkException if the place does not let its rate be set, or does not listen only
   */
  public static Outcome find(LinkSettings settings, long nanos) throws LinkException {
    LinkSettings.Place place = settings.place();
    if (place instanceof SocketCan can) {
      IpProgram ip = IpProgram.find();
      String text = ip.run("-details", "link", "show", can.name());
      if (InterfaceView.parse(text).virtual()) {
        throw new LinkException(Kind.SETTINGS, can.name() + " is virtual and has no bit rate");
      }
      return find(
          can.name(),
          rate -> {
            tune(ip, can.name(), rate);
            return listen(place, rate, nanos);
          });
    }
    if (place instanceof SlcanSerial || place instanceof SlcanTcp) {
      return find(place.name(), rate -> listen(place, rate, nanos));
    }
    throw new LinkException(
        Kind.SETTINGS,
        place.name() + ": only SocketCAN and SLCAN let their bit rate be set from here");
  }

  private static void tune(IpProgram ip, String name, int rate) throws LinkException {
    ip.run("link", "set", name, "down");
    ip.run(
        "link", "set", name, "type", "can", "bitrate", String.valueOf(rate), "listen-only", "on");
    ip.run("link", "set", name, "up");
  }

  private static LinkCounters listen(LinkSettings.Place place, int rate, long nanos)
      throws LinkException {
    // As a charging bus, so that listening only is read back each time.
    CanLink link = Links.listening(new LinkSettings(place, Role.CHARGING_BUS, rate, List.of()));
    CountDownLatch enough = new CountDownLatch(ENOUGH);
    try (link) {
      link.open((frame, at) -> enough.countDown());
      enough.await(nanos, TimeUnit.NANOSECONDS);
      return link.counters();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LinkException(Kind.LOST, place.name() + ": interrupted");
    }
  }

  static Outcome find(String name, Ear ear) throws LinkException {
    long errors = 0;
    for (int rate : RATES) {
      LinkCounters heard = ear.listen(rate);
      if (heard.heard() >= ENOUGH) {
        return new Outcome(
            OptionalInt.of(rate), name + ": frames come with " + rate + " bit/s; bit.rate=" + rate);
      }
      errors += heard.busErrors() + heard.heard();
    }
    return new Outcome(
        OptionalInt.empty(),
        name
            + (errors == 0
                ? ": nobody talks; plug a vehicle in, or look at the wires"
                : ": somebody talks, but no bit rate of "
                    + RATES
                    + " is right; are the two wires"
                    + " the right way round?"));
  }
}

package io.ocpp809.kura.can;

import io.ocpp809.can.Frame;
import io.ocpp809.can.RawSignal;
import io.ocpp809.kura.driver.Attributes;
import io.ocpp809.kura.driver.ListenRule;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * What a channel's configuration says, made from the texts that Kura hands over.
 *
 * @param name the channel's name
 * @param what what it shows
 * @param staleMillis age from which a value counts no more, ms; 0 for what its kind says
 * @param listening which values listeners are told
 * @param never what nobody sends on this bus
 */
record ChannelSpec(
    String name, What what, int staleMillis, ListenRule listening, List<NeverSent> never) {

  /** Kinds of channels. */
  enum Kind {
    /** What charger and vehicle say. */
    GBT,
    /** A number within frames of one identifier. */
    RAW,
    /** Counters and state of the link. */
    LINK,
    /** The station's leave to write. */
    LEASE
  }

  /** What a channel shows. */
  sealed interface What {}

  /**
   * What charger and vehicle say.
   *
   * @param signal its name
   * @param factor value = what is said × factor + add, of numbers
   * @param add in the unit of the value
   */
  record Gbt(String signal, double factor, double add) implements What {}

  /**
   * A number within frames of one identifier.
   *
   * @param key identifier
   * @param signal where it lies
   * @param base the frame into which it is written
   * @param control what it does when written
   */
  record Raw(Key key, RawSignal signal, Frame base, Control control) implements What {}

  /**
   * A counter of the link, or its state.
   *
   * @param counter its name
   */
  record Link(String counter) implements What {}

  /** The station's leave to write. */
  record Lease() implements What {}

  /**
   * Reads a channel's configuration.
   *
   * @throws IllegalArgumentException naming the attribute that is wrong
   */
  static ChannelSpec of(String name, Map<String, Object> config) {
    Attributes a = new Attributes(config);
    What what =
        switch (a.constant(Kind.class, "kind", Kind.GBT)) {
          case GBT -> gbt(a);
          case RAW -> raw(a);
          case LINK -> new Link(Counters.checked(a.text("signal", "state")));
          case LEASE -> new Lease();
        };
    return new ChannelSpec(
        name,
        what,
        a.integer("stale", 0, 0, 86_400_000),
        ListenRule.of(a),
        NeverSent.list(a.text("never", "")));
  }

  private static Gbt gbt(Attributes a) {
    return new Gbt(GbtSignals.checked(a.text("signal", GbtSignals.FIRST)), factor(a), add(a));
  }

  private static double factor(Attributes a) {
    return a.real("factor", 1, -Double.MAX_VALUE, Double.MAX_VALUE);
  }

  private static double add(Attributes a) {
    return a.real("add", 0, -Double.MAX_VALUE, Double.MAX_VALUE);
  }

  private static Raw raw(Attributes a) {
    Key key = key(a.text("id", ""));
    RawSignal signal =
        signal(
            a.integer("start.bit", 0, 0, 63),
            a.integer("length", 8, 1, 64),
            a.constant(RawSignal.Order.class, "order", RawSignal.Order.LITTLE),
            a.yes("signed", false),
            factor(a),
            add(a));
    Frame base = base(key, a.text("frame", "0000000000000000"));
    if (base.length() < signal.octets()) {
      throw new IllegalArgumentException(
          "frame: the signal reaches to octet "
              + signal.octets()
              + ", the frame has "
              + base.length());
    }
    return new Raw(key, signal, base, a.constant(Control.class, "control", Control.NONE));
  }

  private static Key key(String text) {
    try {
      return Key.of(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("id: " + e.getMessage(), e);
    }
  }

  private static RawSignal signal(
      int start, int length, RawSignal.Order order, boolean signed, double factor, double add) {
    try {
      return new RawSignal(start, length, order, signed, factor, add);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          e.getMessage().replaceFirst("^start bit:", "start.bit:"), e);
    }
  }

  private static Frame base(Key key, String text) {
    try {
      byte[] octets = HexFormat.of().parseHex(text.replace(" ", ""));
      return key.extended() ? Frame.extended(key.id(), octets) : Frame.standard(key.id(), octets);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "frame: up to eight octets of two hexadecimal digits each, not " + text, e);
    }
  }
}

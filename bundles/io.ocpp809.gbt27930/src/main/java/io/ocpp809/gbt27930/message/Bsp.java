package io.ocpp809.gbt27930.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Octets reserved for the battery (SPN 3491 to 3506); optional, without meaning in the standard.
 *
 * @param octets up to 16, 0 to 255 each; fill at the end is left out
 */
public record Bsp(List<Integer> octets) implements Message {
  private static final int MOST = 16;
  private static final Field OCTETS =
      Field.octets(1, MOST, 3491, "octets", Scale.TEXT, "octets without a defined meaning");
  private static final Field[] OCTET = new Field[MOST];

  static {
    for (int i = 0; i < MOST; i++) {
      OCTET[i] =
          Field.octets(i + 1, 1, 3491 + i, "octet" + (i + 1), Scale.PLAIN, "octet without meaning");
    }
  }

  static final List<Signal> SIGNALS =
      List.of(Signal.text(MessageType.BSP, OCTETS, Bsp.class, Bsp::list));

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException more than 16 octets
   */
  public Bsp {
    octets = List.copyOf(Lists.withoutEnd(octets, octet -> octet == 0xFF));
    if (octets.size() > MOST) {
      throw new IllegalArgumentException("BSP has at most 16 octets, not " + octets.size());
    }
  }

  static Bsp decode(Reader in) {
    if (in.length() > MOST) {
      in.remark(OCTETS, 0, Remark.Reason.SURPLUS);
    }
    int count = Math.min(in.length(), MOST);
    List<Integer> octets = new ArrayList<>(count);
    for (int i = 1; i <= count; i++) {
      octets.add(in.octet(i));
    }
    return new Bsp(octets);
  }

  @Override
  public MessageType type() {
    return MessageType.BSP;
  }

  @Override
  public int length(Context context) {
    return octets.size();
  }

  @Override
  public void encode(Writer out) {
    for (int i = 0; i < octets.size(); i++) {
      out.raw(OCTET[i], octets.get(i));
    }
  }

  private Optional<String> list() {
    return Lists.text(octets, octet -> String.format("%02X", octet));
  }
}

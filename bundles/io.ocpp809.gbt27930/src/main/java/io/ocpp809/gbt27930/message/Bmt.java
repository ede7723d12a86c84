package io.ocpp809.gbt27930.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Temperatures of the battery; optional. Up to eight fit into a frame, more come in a transport
 * session.
 *
 * <pre>
 * octet
 * 1      SPN 3361  point 1, 1 degree, raw 0 is -50
 * ...
 * n      SPN 3360+n
 * </pre>
 *
 * @param temperatures degrees Celsius, up to 128, in the order of their points; fill at the end is
 *     no point
 */
public record Bmt(List<OptionalInt> temperatures) implements Message {
  private static final int MOST = 128;
  private static final Field COUNT =
      Field.octets(1, MOST, 3361, "pointCount", Scale.COUNT, "number of temperatures in the list");
  private static final Field TEMPERATURES =
      Field.octets(
          1, MOST, 3361, "temperatures", Scale.TEXT, "temperatures, Celsius, by a semicolon");
  private static final Field[] POINT = new Field[MOST];

  static {
    for (int i = 0; i < MOST; i++) {
      POINT[i] =
          Field.octets(
              i + 1, 1, 3361 + i, "point" + (i + 1), Scale.TEMPERATURE, "temperature of a point");
    }
  }

  static final List<Signal> SIGNALS =
      List.of(
          Signal.whole(
              MessageType.BMT, COUNT, Bmt.class, m -> OptionalInt.of(m.temperatures.size())),
          Signal.text(MessageType.BMT, TEMPERATURES, Bmt.class, Bmt::list));

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException more than 128 temperatures
   */
  public Bmt {
    temperatures = List.copyOf(Lists.withoutEnd(temperatures, OptionalInt::isEmpty));
    if (temperatures.size() > MOST) {
      throw new IllegalArgumentException("BMT has at most 128, not " + temperatures.size());
    }
  }

  static Bmt decode(Reader in) {
    if (in.length() > MOST) {
      in.remark(TEMPERATURES, 0, Remark.Reason.SURPLUS);
    }
    int count = Math.min(in.length(), MOST);
    List<OptionalInt> temperatures = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      temperatures.add(in.whole(POINT[i]));
    }
    return new Bmt(temperatures);
  }

  @Override
  public MessageType type() {
    return MessageType.BMT;
  }

  /** One octet a point. */
  @Override
  public int length(Context context) {
    return temperatures.size();
  }

  @Override
  public void encode(Writer out) {
    for (int i = 0; i < temperatures.size(); i++) {
      out.whole(POINT[i], temperatures.get(i));
    }
  }

  private Optional<String> list() {
    return Lists.text(temperatures, Lists::of);
  }
}

package io.ocpp809.testkit.gbt27930;

import io.ocpp809.can.Frame;
import io.ocpp809.can.FrameListener;
import io.ocpp809.gbt27930.message.MessageType;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was said on a bus, as frames and nothing else. */
final class Heard implements FrameListener {
  private record Said(double seconds, Frame frame) {}

  private final List<Said> said = new ArrayList<>();

  @Override
  public void heard(Frame frame, long nanos) {
    said.add(new Said(nanos / 1e9, frame));
  }

  int count() {
    return said.size();
  }

  private List<Said> of(MessageType type) {
    return said.stream().filter(s -> (s.frame().id() >> 16 & 0xFF) << 8 == type.pgn()).toList();
  }

  /** The different octets of a message, in the order of their first appearance. */
  List<String> forms(MessageType type) {
    Map<String, Boolean> forms = new LinkedHashMap<>();
    of(type)
        .forEach(
            s ->
                forms.put(
                    HexFormat.ofDelimiter(" ").withUpperCase().formatHex(s.frame().octets()),
                    true));
    return List.copyOf(forms.keySet());
  }

  boolean any(MessageType type) {
    return !of(type).isEmpty();
  }

  double first(MessageType type) {
    return of(type).get(0).seconds();
  }

  double last(MessageType type) {
    List<Said> all = of(type);
    return all.get(all.size() - 1).seconds();
  }

  /** The greatest time between two of the message. */
  double widest(MessageType type) {
    List<Said> all = of(type);
    double widest = 0;
    for (int i = 1; i < all.size(); i++) {
      widest = Math.max(widest, all.get(i).seconds() - all.get(i - 1).seconds());
    }
    return widest;
  }
}

package io.ocpp809.gbt27930.message;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** All signals, in the order of the messages and of their octets. */
public final class Signals {
  private static final List<Signal> ALL =
      Stream.of(
              Chm.SIGNALS,
              Bhm.SIGNALS,
              Crm.SIGNALS,
              Brm.SIGNALS,
              Bcp.SIGNALS,
              Cts.SIGNALS,
              Cml.SIGNALS,
              Bro.SIGNALS,
              Cro.SIGNALS,
              Bcl.SIGNALS,
              Bcs.SIGNALS,
              Ccs.SIGNALS,
              Bsm.SIGNALS,
              Bmv.SIGNALS,
              Bmt.SIGNALS,
              Bsp.SIGNALS,
              Bst.SIGNALS,
              Cst.SIGNALS,
              Bsd.SIGNALS,
              Csd.SIGNALS,
              Bem.SIGNALS,
              Cem.SIGNALS)
          .flatMap(List::stream)
          .toList();

  private static final Map<String, Signal> BY_NAME = byName();
  private static final Map<MessageType, List<Signal>> BY_TYPE = byType();

  private Signals() {}

  /** All of them. */
  public static List<Signal> all() {
    return ALL;
  }

  /** Those of a message. */
  public static List<Signal> of(MessageType type) {
    return BY_TYPE.getOrDefault(type, List.of());
  }

  /**
   * The one of a name.
   *
   * @param name message and value, such as {@code BCS.soc}
   */
  public static Optional<Signal> named(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  private static Map<String, Signal> byName() {
    Map<String, Signal> result = new LinkedHashMap<>();
    for (Signal signal : ALL) {
      result.put(signal.name(), signal);
    }
    return Collections.unmodifiableMap(result);
  }

  private static Map<MessageType, List<Signal>> byType() {
    Map<MessageType, List<Signal>> result = new EnumMap<>(MessageType.class);
    for (MessageType type : MessageType.values()) {
      result.put(type, ALL.stream().filter(signal -> signal.type() == type).toList());
    }
    return result;
  }
}

package io.ocpp809.kura.can;

import io.ocpp809.gbt27930.message.MessageType;
import io.ocpp809.gbt27930.message.Signals;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Names of what charger and vehicle say, as channels of kind GBT. */
final class GbtSignals {
  /** What stands for the message of a signal that is told when it changes only. */
  static final String DERIVED = "derived";

  /** What a channel shows of which nothing else is said. */
  static final String FIRST = "BCS.soc";

  /** Derived signals by name, with the messages that each comes with. */
  private static final Map<String, List<String>> NAMES = names();

  private GbtSignals() {}

  private static Map<String, List<String>> names() {
    Map<String, List<String>> result = new LinkedHashMap<>();
    for (String name :
        List.of("state", "phase", "stopParty", "stopReason", "error", "evidence", "energy")) {
      result.put("session." + name, List.of(DERIVED));
    }
    result.put("soc", List.of("BCP", "BCS", "BSD"));
    result.put("power", List.of("CCS"));
    result.put("energy", List.of("CCS"));
    result.put("vin", List.of("BRM"));
    result.put("protocolVersion", List.of("CHM", "BRM"));
    return result;
  }

  /** Names of derived signals. */
  static List<String> derivedNames() {
    return List.copyOf(NAMES.keySet());
  }

  /**
   * The name, if there is such a signal.
   *
   * @throws IllegalArgumentException if there is none
   */
  static String checked(String name) {
    if (NAMES.containsKey(name) || Signals.named(name).isPresent()) {
      return name;
    }
    int dot = name.indexOf('.');
    for (MessageType type : MessageType.values()) {
      if (dot > 0 && type.name().equals(name.substring(0, dot))) {
        List<String> fields = Signals.of(type).stream().map(s -> s.field().name()).toList();
        throw new IllegalArgumentException(
            "signal: " + type + " has no " + name.substring(dot + 1) + ", but " + fields);
      }
    }
    throw new IllegalArgumentException(
        "signal: "
            + name
            + " is neither message and field, such as BCS.soc, nor one of "
            + derivedNames());
  }

  /** The messages with which a signal comes; DERIVED if it changes with the session. */
  static List<String> messages(String name) {
    List<String> derived = NAMES.get(name);
    return derived == null ? List.of(name.substring(0, name.indexOf('.'))) : derived;
  }

  /**
   * Age from which a message counts no more, ms; 0 if it is said once and stands for the session.
   */
  static int staleMillis(MessageType type) {
    return switch (type) {
      case BCL, CCS -> 1_000;
      case BCS, BSM -> 5_000;
      case BMV, BMT, BSP -> 30_000;
      default -> 0;
    };
  }
}

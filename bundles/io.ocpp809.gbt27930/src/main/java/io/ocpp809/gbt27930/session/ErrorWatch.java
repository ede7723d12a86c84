package io.ocpp809.gbt27930.session;

import io.ocpp809.gbt27930.message.Bem;
import io.ocpp809.gbt27930.message.Bsm;
import io.ocpp809.gbt27930.message.Cem;
import io.ocpp809.gbt27930.message.Condition;
import io.ocpp809.gbt27930.message.Level;
import io.ocpp809.gbt27930.message.Message;
import io.ocpp809.gbt27930.message.MessageType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Errors of one session by the number of their SPN, each once an attempt of the two to recognise
 * each other.
 */
final class ErrorWatch {
  private static final String PREFIX = "GBT27930.";

  private static final long FRESH = TimeUnit.SECONDS.toNanos(1);

  private final Set<String> told = new HashSet<>();
  private final Set<String> all = new LinkedHashSet<>();

  /** The two begin anew within the session. */
  void again() {
    told.clear();
  }

  /** All that were told in the session, in their order. */
  List<String> all() {
    return List.copyOf(all);
  }

  /** Time-outs that the vehicle tells. */
  static List<String> codes(Bem m) {
    List<String> found = new ArrayList<>(1);
    add(found, m.crm00Timeout(), "BEM.3901");
    add(found, m.crmAaTimeout(), "BEM.3902");
    add(found, m.ctsCmlTimeout(), "BEM.3903");
    add(found, m.croTimeout(), "BEM.3904");
    add(found, m.ccsTimeout(), "BEM.3905");
    add(found, m.cstTimeout(), "BEM.3906");
    add(found, m.csdTimeout(), "BEM.3907");
    return found;
  }

  /** Time-outs that the charger tells. */
  static List<String> codes(Cem m) {
    List<String> found = new ArrayList<>(1);
    add(found, m.brmTimeout(), "CEM.3921");
    add(found, m.bcpTimeout(), "CEM.3922");
    add(found, m.broTimeout(), "CEM.3923");
    add(found, m.bcsTimeout(), "CEM.3924");
    add(found, m.bclTimeout(), "CEM.3925");
    add(found, m.bstTimeout(), "CEM.3926");
    add(found, m.bsdTimeout(), "CEM.3927");
    return found;
  }

  /** States of the battery that are abnormal; SOC is none of them. */
  static List<String> codes(Bsm m) {
    List<String> found = new ArrayList<>(1);
    if (m.cellVoltage() == Level.HIGH || m.cellVoltage() == Level.LOW) {
      found.add(PREFIX + "BSM.3090");
    }
    add(found, m.overCurrent(), "BSM.3092");
    add(found, m.overTemperature(), "BSM.3093");
    add(found, m.insulation(), "BSM.3094");
    add(found, m.connector(), "BSM.3095");
    return found;
  }

  /** The message that a code of BEM or CEM misses. */
  static Optional<MessageType> missed(String code) {
    return switch (code.substring(code.lastIndexOf('.') + 1)) {
      case "3901", "3902" -> Optional.of(MessageType.CRM);
      case "3903" -> Optional.of(MessageType.CML);
      case "3904" -> Optional.of(MessageType.CRO);
      case "3905" -> Optional.of(MessageType.CCS);
      case "3906" -> Optional.of(MessageType.CST);
      case "3907" -> Optional.of(MessageType.CSD);
      case "3921" -> Optional.of(MessageType.BRM);
      case "3922" -> Optional.of(MessageType.BCP);
      case "3923" -> Optional.of(MessageType.BRO);
      case "3924" -> Optional.of(MessageType.BCS);
      case "3925" -> Optional.of(MessageType.BCL);
      case "3926" -> Optional.of(MessageType.BST);
      case "3927" -> Optional.of(MessageType.BSD);
      default -> Optional.empty();
    };
  }

  /** Whether what a code misses is that the message says "recognised" (SPN 3902). */
  static boolean affirming(String code) {
    return code.endsWith(".3902");
  }

  /** Faults for which a message stopped it. */
  static List<String> codes(String message, List<String> causes) {
    return causes.stream().map(c -> PREFIX + message + "." + c).toList();
  }

  private static void add(List<String> found, Condition condition, String code) {
    if (condition == Condition.ABNORMAL) {
      found.add(PREFIX + code);
    }
  }

  /** Whether a sender tells the same time-outs as within the second before. */
  static boolean repeated(Latest before, Message now, long nanos) {
    return before != null && nanos - before.nanos() < FRESH && before.message().equals(now);
  }

  /** Those of the codes that are new. */
  List<String> fresh(List<String> codes) {
    List<String> result = new ArrayList<>(codes.size());
    for (String code : codes) {
      if (told.add(code)) {
        all.add(code);
        result.add(code);
      }
    }
    return result;
  }
}

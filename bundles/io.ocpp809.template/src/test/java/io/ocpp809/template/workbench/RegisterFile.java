package io.ocpp809.template.workbench;

import io.ocpp809.modbus.Reply;
import io.ocpp809.modbus.Request;
import io.ocpp809.modbus.Table;
import io.ocpp809.modbus.survey.Asker;
import java.util.HashMap;
import java.util.Map;

/** Registers written by hand; what is not there is refused with exception 2. */
final class RegisterFile implements Asker {
  private final Map<String, Integer> registers = new HashMap<>();
  int asked;
  boolean silent;

  /** Sets consecutive registers of a table, each as four hexadecimal digits. */
  RegisterFile set(Table table, int address, String hex) {
    String[] words = hex.split(" ");
    for (int i = 0; i < words.length; i++) {
      registers.put(table + " " + (address + i), Integer.parseInt(words[i], 16));
    }
    return this;
  }

  @Override
  public Reply ask(Request.Read r) {
    asked++;
    if (silent) {
      return new Reply.Failed(Reply.Failed.Kind.TIMEOUT, "unit 1 did not answer");
    }
    int[] values = new int[r.count()];
    for (int i = 0; i < values.length; i++) {
      Integer value = registers.get(r.table() + " " + (r.address() + i));
      if (value == null) {
        return new Reply.Refused(2);
      }
      values[i] = value;
    }
    return new Reply.Data(values);
  }
}

package io.ocpp809.ocpp.v16;

import io.ocpp809.station.port.Memory;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The CSMS's numbers of our transactions; kept until the transaction's end has been delivered. */
final class TransactionIds {
  /** Number of a transaction whose start the CSMS never answered (OCPP 1.6 errata 3.18). */
  static final int UNKNOWN = -1;

  private static final String KEY = "ocpp16.transactions";

  /** More than ever run at a station: what lies before was left behind by an unlucky restart. */
  private static final int AT_MOST = 500;

  private final Memory memory;
  private final Map<String, Integer> numbers = new LinkedHashMap<>();

  TransactionIds(Memory memory) {
    this.memory = memory;
    memory.get(KEY).ifPresent(this::parse);
  }

  private void parse(byte[] bytes) {
    for (String line : new String(bytes, StandardCharsets.UTF_8).split("\n")) {
      String[] f = line.split("=");
      if (f.length == 2) {
        numbers.put(f[0], Integer.parseInt(f[1]));
      }
    }
  }

  synchronized int number(String transaction) {
    return numbers.getOrDefault(transaction, UNKNOWN);
  }

  /** The transaction of that number; the newest, where a CSMS gives a number again. */
  synchronized Optional<String> transaction(int number) {
    return numbers.entrySet().stream()
        .filter(e -> e.getValue() == number)
        .map(Map.Entry::getKey)
        .reduce((older, newer) -> newer);
  }

  /**
   * Takes down a number.
   *
   * @return completes once it survives a power cut
   */
  synchronized CompletionStage<Void> put(String transaction, int number) {
    numbers.put(transaction, number);
    if (numbers.size() > AT_MOST) {
      numbers.remove(numbers.keySet().iterator().next());
    }
    return save();
  }

  synchronized void remove(String transaction) {
    if (numbers.remove(transaction) != null) {
      save();
    }
  }

  private CompletionStage<Void> save() {
    StringBuilder text = new StringBuilder();
    numbers.forEach((t, n) -> text.append(t).append('=').append(n).append('\n'));
    return memory.put(KEY, text.toString().getBytes(StandardCharsets.UTF_8));
  }
}

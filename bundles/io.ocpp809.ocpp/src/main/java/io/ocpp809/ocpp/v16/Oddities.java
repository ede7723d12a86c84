package io.ocpp809.ocpp.v16;

import io.ocpp809.ocpp.rpc.RpcSession;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Warns of what a CSMS does against the rules: the first of a kind, then the 10th, 100th… */
final class Oddities implements RpcSession.Oddities {
  private final Consumer<String> warnings;
  private final Map<String, Integer> counts = new HashMap<>();

  Oddities(Consumer<String> warnings) {
    this.warnings = warnings;
  }

  @Override
  public void seen(String kind, String text) {
    int count = counts.merge(kind, 1, Integer::sum);
    if (count == 1) {
      warnings.accept(text);
    } else if (isPowerOfTen(count)) {
      warnings.accept(text + " (" + count + " times by now)");
    }
  }

  private static boolean isPowerOfTen(int count) {
    int n = count;
    while (n % 10 == 0) {
      n /= 10;
    }
    return n == 1;
  }
}

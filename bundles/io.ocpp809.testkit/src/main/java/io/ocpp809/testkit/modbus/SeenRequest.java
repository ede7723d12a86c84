package io.ocpp809.testkit.modbus;

import java.util.List;

/**
 * A request that a server has received.
 *
 * @param nanos {@link System#nanoTime} of its last octet
 * @param unit unit identifier
 * @param function function code
 * @param address first address
 * @param count how many registers or bits
 * @param values what was to be written; empty for a read
 */
public record SeenRequest(
    long nanos, int unit, int function, int address, int count, List<Integer> values) {
  /** Copies the values. */
  public SeenRequest {
    values = List.copyOf(values);
  }

  /** Whether it is a write. */
  public boolean write() {
    return !values.isEmpty();
  }
}

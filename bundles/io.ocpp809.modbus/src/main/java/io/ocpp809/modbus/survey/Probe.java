package io.ocpp809.modbus.survey;

import io.ocpp809.modbus.Request;
import io.ocpp809.modbus.Table;

/**
 * One question of a scan: one register is read.
 *
 * @param way how it is asked
 * @param unit unit identifier
 * @param table HOLDING or INPUT
 * @param address register
 * @param waitMillis longest wait for the first octet of a reply, ms, without the wire's time
 */
public record Probe(Way way, int unit, Table table, int address, int waitMillis) {
  private static final int REQUEST_OCTETS = 8;
  private static final int REPLY_OCTETS = 7;

  /** Registers only: a scan reads with functions 3 and 4. */
  public Probe {
    if (!table.registers()) {
      throw new IllegalArgumentException("a scan reads registers, not " + table);
    }
  }

  /** The request. */
  public Request.Read request() {
    return new Request.Read(unit, table, address, 1);
  }

  /** Time that it takes if nothing answers, ns. */
  public long silentNanos() {
    return waitMillis * 1_000_000L + way.nanos(REQUEST_OCTETS + REPLY_OCTETS) + way.silenceNanos();
  }
}

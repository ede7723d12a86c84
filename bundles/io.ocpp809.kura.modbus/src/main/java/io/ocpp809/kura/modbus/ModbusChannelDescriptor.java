package io.ocpp809.kura.modbus;

import io.ocpp809.kura.driver.ChannelForm;
import org.eclipse.kura.driver.ChannelDescriptor;

/** The driver's attributes of a channel. */
final class ModbusChannelDescriptor implements ChannelDescriptor {
  @Override
  public Object getDescriptor() {
    ChannelForm form = new ChannelForm();
    place(form);
    registers(form);
    scale(form);
    writing(form);
    use(form);
    control(form);
    return form.attributes();
  }

  private static void place(ChannelForm form) {
    form.integer(
        "unit",
        "Modbus unit",
        1,
        "Modbus unit identifier, 1 to 247; as a rule 255 on TCP. 0 is a broadcast on a serial"
            + " line, which nobody answers.");
    form.choice(
        "table",
        "Table",
        "HOLDING",
        "Where the value lies: holding registers (function 3, 40001 and on), input registers"
            + " (4, 30001), coils (1, 00001), discrete inputs (2, 10001). LEASE and COUNTER"
            + " are no registers but the station's leave to write and the driver's own"
            + " counters.",
        "HOLDING",
        "INPUT",
        "COIL",
        "DISCRETE",
        "LEASE",
        "COUNTER");
    form.integer(
        "address",
        "Address",
        0,
        "First register or bit, counted as the address base says. A wrong one reads something"
            + " else, or fails with exception 2.");
    form.choice(
        "address.base",
        "Address base",
        "0",
        "How the address is counted. 0: from 0, as on the wire. 1: from 1, as in many makers'"
            + " tables. 40001: from 1 behind the digit of the table, such as 40001 or 400001.",
        "0",
        "1",
        "40001");
  }

  private static void registers(ChannelForm form) {
    form.choice(
        "data.type",
        "Data type",
        "UINT16",
        "How the value lies there. 8-bit types take the low octet of a register.",
        "BOOLEAN",
        "INT8",
        "UINT8",
        "INT16",
        "UINT16",
        "INT32",
        "UINT32",
        "INT64",
        "UINT64",
        "FLOAT32",
        "FLOAT64",
        "STRING_ASCII",
        "STRING_UTF16",
        "BYTES",
        "BCD");
    form.choice(
        "order",
        "Octet order",
        "ABCD",
        "Order of the octets of a number over its registers, A the most significant: ABCD as"
            + " Modbus has them, CDAB low register first, BADC and DCBA with the octets of"
            + " each register swapped. Eight octets likewise.",
        "ABCD",
        "DCBA",
        "BADC",
        "CDAB");
    form.integer(
        "length",
        "Length (registers)",
        0,
        "Registers of a text, of octets or of decimal digits, 1 to 125; 0 for the other types.");
  }

  private static void scale(ChannelForm form) {
    form.integer(
        "bit",
        "Bit",
        -1,
        "For BOOLEAN: bit of a register, 0 the least significant, 15 the most; -1 for any bit.");
    form.text(
        "mask",
        "Mask",
        "0",
        "Bits of an integer that count, hexadecimal, for example FF00; 0 for all.");
    form.integer("shift", "Shift", 0, "Places by which the masked value is shifted down, 0 to 63.");
    form.real(
        "factor",
        "Factor",
        1.0,
        "Value = raw × factor + add, and back when written. Leave Kura's own scale and offset at"
            + " 1 and 0: Kura does not scale back.");
    form.real("add", "Add", 0.0, "Value = raw × factor + add, and back when written.");
    form.text(
        "invalid",
        "No value",
        "",
        "Raw values by which the device says that it has none, hexadecimal, separated by"
            + " commas, for example FFFF.");
  }

  private static void writing(ChannelForm form) {
    form.choice(
        "write.fc",
        "Write function",
        "AUTO",
        "Modbus function that writes: AUTO takes 5 or 6 for one, 16 for several; some devices"
            + " know only 6 or only 16. 22 changes bits within the device; else a part of a"
            + " register is read and written with nothing in between.",
        "AUTO",
        "5",
        "6",
        "15",
        "16",
        "22");
  }

  private static void use(ChannelForm form) {
    form.choice(
        "poll",
        "Poll",
        "FAST",
        "How often it is polled while somebody reads it or listens: by the driver's fast or"
            + " slow period, once, or only when it is read.",
        "FAST",
        "SLOW",
        "ONCE",
        "NEVER");
    form.integer(
        "hold",
        "Hold for failures",
        0,
        "For so many failed reads in a row the last good value stands, with its own time; then"
            + " the channel fails with the reason. 0 to 1000.");
    form.listening("reply");

    form.text(
        "block",
        "Block",
        "GAP:8",
        "EXACT reads it alone, GAP:n together with others up to n unused registers away.");
    form.integer(
        "block.max",
        "Longest block (registers)",
        60,
        "Most registers that are read together, 1 to 125.");
    form.text(
        "block.never",
        "Not read along",
        "",
        "What no joined read touches on the unit, because the device does not bear it, for"
            + " example HOLDING 730; INPUT 10-19, counted from 0. One channel of the unit is"
            + " enough.");
    form.text("counter", "Counter", "", "For table COUNTER: " + Counters.NAMES + ".");
  }

  private static void control(ChannelForm form) {
    form.choice(
        "control",
        "Control",
        "NONE",
        "What it does to the pile. Other than NONE it is written by the charging station only,"
            + " under its lease; everybody else is refused.",
        "NONE",
        "LIMIT",
        "ENABLE",
        "UNLOCK",
        "PHASES",
        "FEED",
        "FAILSAFE");
    form.text("feed.value", "Feed value", "", "Value that feeds the watchdog.");
    form.integer(
        "feed.every",
        "Feed every (ms)",
        0,
        "Period of the feed, in milliseconds; 0 for a quarter of the watchdog's time-out.");
    form.choice(
        "watchdog",
        "Watchdog",
        "NONE",
        "What feeds it, for table LEASE.",
        "NONE",
        "ANY_REQUEST",
        "WRITE",
        "REWRITE");
    form.integer("watchdog.timeout", "Watchdog time-out (ms)", 0, "For table LEASE.");
    form.text(
        "never",
        "Never written",
        "",
        "For table LEASE: what nobody writes on the unit, for example HOLDING 9-12: protection"
            + " levels; HOLDING 1004 bits 0006: clears a residual current fault.");
  }
}

package io.ocpp809.kura.modbus;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.kura.core.configuration.metatype.Tad;
import org.eclipse.kura.core.configuration.metatype.Toption;
import org.eclipse.kura.core.configuration.metatype.Tscalar;
import org.eclipse.kura.driver.ChannelDescriptor;

/** The driver's attributes of a channel. */
final class ModbusChannelDescriptor implements ChannelDescriptor {
  @Override
  public Object getDescriptor() {
    List<Tad> ads = new ArrayList<>();
    place(ads);
    conversion(ads);
    use(ads);
    control(ads);
    return ads;
  }

  private static void place(List<Tad> ads) {
    ads.add(
        ad(
            "unit",
            "Modbus unit",
            Tscalar.INTEGER,
            "1",
            "Modbus unit identifier, 1 to 247; as a rule 255 on TCP. 0 is a broadcast on a serial"
                + " line, which nobody answers."));
    ads.add(
        options(
            ad(
                "table",
                "Table",
                Tscalar.STRING,
                "HOLDING",
                "Where the value lies: holding registers (function 3, 40001 and on), input registers"
                    + " (4, 30001), coils (1, 00001), discrete inputs (2, 10001). LEASE and COUNTER"
                    + " are no registers but the station's leave to write and the driver's own"
                    + " counters."),
            "HOLDING",
            "INPUT",
            "COIL",
            "DISCRETE",
            "LEASE",
            "COUNTER"));
    ads.add(
        ad(
            "address",
            "Address",
            Tscalar.INTEGER,
            "0",
            "First register or bit, counted as the address base says. A wrong one reads something"
                + " else, or fails with exception 2."));
    ads.add(
        options(
            ad(
                "address.base",
                "Address base",
                Tscalar.STRING,
                "0",
                "How the address is counted. 0: from 0, as on the wire. 1: from 1, as in many makers'"
                    + " tables. 40001: from 1 behind the digit of the table, such as 40001 or 400001."),
            "0",
            "1",
            "40001"));
  }

  private static void conversion(List<Tad> ads) {
    ads.add(
        options(
            ad(
                "data.type",
                "Data type",
                Tscalar.STRING,
                "UINT16",
                "How the value lies there. 8-bit types take the low octet of a register."),
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
            "BCD"));
    ads.add(
        options(
            ad(
                "order",
                "Octet order",
                Tscalar.STRING,
                "ABCD",
                "Order of the octets of a number over its registers, A the most significant: ABCD as"
                    + " Modbus has them, CDAB low register first, BADC and DCBA with the octets of"
                    + " each register swapped. Eight octets likewise."),
            "ABCD",
            "DCBA",
            "BADC",
            "CDAB"));
    ads.add(
        ad(
            "length",
            "Length (registers)",
            Tscalar.INTEGER,
            "0",
            "Registers of a text, of octets or of decimal digits, 1 to 125; 0 for the other types."));
    ads.add(
        ad(
            "bit",
            "Bit",
            Tscalar.INTEGER,
            "-1",
            "For BOOLEAN: bit of a register, 0 the least significant, 15 the most; -1 for any bit."));
    ads.add(
        ad(
            "mask",
            "Mask",
            Tscalar.STRING,
            "0",
            "Bits of an integer that count, hexadecimal, for example FF00; 0 for all."));
    ads.add(
        ad(
            "shift",
            "Shift",
            Tscalar.INTEGER,
            "0",
            "Places by which the masked value is shifted down, 0 to 63."));
    ads.add(
        ad(
            "factor",
            "Factor",
            Tscalar.DOUBLE,
            "1.0",
            "Value = raw × factor + add, and back when written. Leave Kura's own scale and offset at"
                + " 1 and 0: Kura does not scale back."));
    ads.add(
        ad(
            "add",
            "Add",
            Tscalar.DOUBLE,
            "0.0",
            "Value = raw × factor + add, and back when written."));
    ads.add(
        ad(
            "invalid",
            "No value",
            Tscalar.STRING,
            "",
            "Raw values by which the device says that it has none, hexadecimal, separated by"
                + " commas, for example FFFF."));
    ads.add(
        options(
            ad(
                "write.fc",
                "Write function",
                Tscalar.STRING,
                "AUTO",
                "Modbus function that writes: AUTO takes 5 or 6 for one, 16 for several; some devices"
                    + " know only 6 or only 16. 22 changes bits within the device; else a part of a"
                    + " register is read and written with nothing in between."),
            "AUTO",
            "5",
            "6",
            "15",
            "16",
            "22"));
  }

  private static void use(List<Tad> ads) {
    ads.add(
        options(
            ad(
                "poll",
                "Poll",
                Tscalar.STRING,
                "FAST",
                "How often it is polled while somebody reads it or listens: by the driver's fast or"
                    + " slow period, once, or only when it is read."),
            "FAST",
            "SLOW",
            "ONCE",
            "NEVER"));
    ads.add(
        ad(
            "hold",
            "Hold for failures",
            Tscalar.INTEGER,
            "0",
            "For so many failed reads in a row the last good value stands, with its own time; then"
                + " the channel fails with the reason. 0 to 1000."));
    ads.add(
        ad(
            "listen.deadband",
            "Listeners: dead band",
            Tscalar.DOUBLE,
            "0.0",
            "Least change, in the channel's unit, that listeners are told; 0 tells each reply. Leave"
                + " it at 0 for the channels of a charging station."));
    ads.add(
        ad(
            "listen.interval",
            "Listeners: least interval (ms)",
            Tscalar.INTEGER,
            "0",
            "Listeners are told no more often than this, in milliseconds; failures and recoveries at"
                + " once."));
    ads.add(
        ad(
            "listen.maximum",
            "Listeners: longest silence (ms)",
            Tscalar.INTEGER,
            "60000",
            "After this time, in milliseconds, listeners are told also what has not changed by the"
                + " dead band; 0 for never."));
    ads.add(
        ad(
            "block",
            "Block",
            Tscalar.STRING,
            "GAP:8",
            "EXACT reads it alone, GAP:n together with others up to n unused registers away."));
    ads.add(
        ad(
            "block.max",
            "Longest block (registers)",
            Tscalar.INTEGER,
            "60",
            "Most registers that are read together, 1 to 125."));
    ads.add(
        ad(
            "block.never",
            "Not read along",
            Tscalar.STRING,
            "",
            "What no joined read touches on the unit, because the device does not bear it, for"
                + " example HOLDING 730; INPUT 10-19, counted from 0. One channel of the unit is"
                + " enough."));
    ads.add(
        ad("counter", "Counter", Tscalar.STRING, "", "For table COUNTER: " + Counters.NAMES + "."));
  }

  private static void control(List<Tad> ads) {
    ads.add(
        options(
            ad(
                "control",
                "Control",
                Tscalar.STRING,
                "NONE",
                "What it does to the pile. Other than NONE it is written by the charging station only,"
                    + " under its lease; everybody else is refused."),
            "NONE",
            "LIMIT",
            "ENABLE",
            "UNLOCK",
            "PHASES",
            "FEED",
            "FAILSAFE"));
    ads.add(ad("feed.value", "Feed value", Tscalar.STRING, "", "Value that feeds the watchdog."));
    ads.add(
        ad(
            "feed.every",
            "Feed every (ms)",
            Tscalar.INTEGER,
            "0",
            "Period of the feed, in milliseconds; 0 for a quarter of the watchdog's time-out."));
    ads.add(
        options(
            ad("watchdog", "Watchdog", Tscalar.STRING, "NONE", "What feeds it, for table LEASE."),
            "NONE",
            "ANY_REQUEST",
            "WRITE",
            "REWRITE"));
    ads.add(
        ad("watchdog.timeout", "Watchdog time-out (ms)", Tscalar.INTEGER, "0", "For table LEASE."));
    ads.add(
        ad(
            "never",
            "Never written",
            Tscalar.STRING,
            "",
            "For table LEASE: what nobody writes on the unit, for example HOLDING 9-12: protection"
                + " levels; HOLDING 1004 bits 0006: clears a residual current fault."));
  }

  private static Tad ad(String id, String name, Tscalar type, String initial, String description) {
    Tad ad = new Tad();
    ad.setId(id);
    ad.setName(name);
    ad.setType(type);
    ad.setDefault(initial);
    ad.setDescription(description);
    ad.setCardinality(0);
    ad.setRequired(!initial.isEmpty());
    return ad;
  }

  private static Tad options(Tad ad, String... values) {
    for (String value : values) {
      Toption option = new Toption();
      option.setLabel(value);
      option.setValue(value);
      ad.setOption(option);
    }
    return ad;
  }
}

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
    ads.add(
        ad("unit", "Unit", Tscalar.INTEGER, "1", "Modbus unit identifier, 1 to 247; 255 on TCP."));
    ads.add(
        options(
            ad("table", "Table", Tscalar.STRING, "HOLDING", "Where the value lies."),
            "HOLDING",
            "INPUT",
            "COIL",
            "DISCRETE",
            "LEASE",
            "COUNTER"));
    ads.add(
        ad("address", "Address", Tscalar.INTEGER, "0", "First register, 0-based as on the wire."));
    ads.add(
        options(
            ad("data.type", "Data type", Tscalar.STRING, "UINT16", "How the value lies there."),
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
            ad("order", "Octet order", Tscalar.STRING, "ABCD", "A is the most significant octet."),
            "ABCD",
            "DCBA",
            "BADC",
            "CDAB"));
    ads.add(ad("length", "Length", Tscalar.INTEGER, "0", "Registers of a text or of octets."));
    ads.add(ad("bit", "Bit", Tscalar.INTEGER, "-1", "Bit of a register; -1 for none."));
    ads.add(ad("mask", "Mask", Tscalar.STRING, "0", "Bits that count, hexadecimal; 0 for all."));
    ads.add(ad("shift", "Shift", Tscalar.INTEGER, "0", "Places to shift the masked value down."));
    ads.add(ad("factor", "Factor", Tscalar.DOUBLE, "1.0", "Value = raw × factor + add."));
    ads.add(ad("add", "Add", Tscalar.DOUBLE, "0.0", "Value = raw × factor + add."));
    ads.add(
        ad(
            "invalid",
            "No value",
            Tscalar.STRING,
            "",
            "Raw values that mean none, hexadecimal, by comma."));
    ads.add(
        options(
            ad("write.fc", "Write function", Tscalar.STRING, "AUTO", "Function that writes."),
            "AUTO",
            "5",
            "6",
            "15",
            "16",
            "22"));
    ads.add(
        options(
            ad("poll", "Poll", Tscalar.STRING, "FAST", "How often it is polled."),
            "FAST",
            "SLOW",
            "ONCE",
            "NEVER"));
    ads.add(
        options(
            ad(
                "control",
                "Control",
                Tscalar.STRING,
                "NONE",
                "Other than NONE: written by the charging station only."),
            "NONE",
            "LIMIT",
            "ENABLE",
            "UNLOCK",
            "PHASES",
            "FEED",
            "FAILSAFE"));
    ads.add(ad("feed.value", "Feed value", Tscalar.STRING, "", "Value that feeds the watchdog."));
    ads.add(ad("feed.every", "Feed every (ms)", Tscalar.INTEGER, "0", "Period of the feed."));
    ads.add(
        ad(
            "block",
            "Block",
            Tscalar.STRING,
            "GAP:8",
            "EXACT reads alone, GAP:n bridges n registers."));
    ads.add(ad("block.max", "Longest block", Tscalar.INTEGER, "60", "Registers read together."));
    ads.add(
        ad("counter", "Counter", Tscalar.STRING, "", "For table COUNTER: " + Counters.NAMES + "."));
    ads.add(
        options(
            ad("watchdog", "Watchdog", Tscalar.STRING, "NONE", "What feeds it, for table LEASE."),
            "NONE",
            "ANY_REQUEST",
            "WRITE",
            "REWRITE"));
    ads.add(
        ad("watchdog.timeout", "Watchdog time-out (ms)", Tscalar.INTEGER, "0", "For table LEASE."));
    return ads;
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

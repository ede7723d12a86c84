package io.ocpp809.kura.can;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.kura.core.configuration.metatype.Tad;
import org.eclipse.kura.core.configuration.metatype.Toption;
import org.eclipse.kura.core.configuration.metatype.Tscalar;
import org.eclipse.kura.driver.ChannelDescriptor;

/** The driver's attributes of a channel. */
final class CanChannelDescriptor implements ChannelDescriptor {
  @Override
  public Object getDescriptor() {
    List<Tad> ads = new ArrayList<>();
    what(ads);
    raw(ads);
    use(ads);
    control(ads);
    return ads;
  }

  private static void what(List<Tad> ads) {
    ads.add(
        options(
            ad(
                "kind",
                "Kind",
                Tscalar.STRING,
                "GBT",
                "GBT: what charger and vehicle say on a charging bus. RAW: a number within the frames"
                    + " of one identifier, on any bus. LINK: state and counters of the link. LEASE:"
                    + " the station's leave to write."),
            "GBT",
            "RAW",
            "LINK",
            "LEASE"));
    ads.add(
        ad(
            "signal",
            "Signal",
            Tscalar.STRING,
            GbtSignals.FIRST,
            "For GBT: message and field, for example BCS.soc, or one of "
                + GbtSignals.derivedNames()
                + ". For LINK: one of "
                + Counters.NAMES
                + "."));
  }

  private static void raw(List<Tad> ads) {
    ads.add(
        ad(
            "id",
            "Identifier",
            Tscalar.STRING,
            "",
            "For RAW: identifier of the frames, three hexadecimal digits for 11 bits, eight for 29"
                + " bits."));
    ads.add(
        ad(
            "start.bit",
            "Start bit",
            Tscalar.INTEGER,
            "0",
            "For RAW: as in DBC files. Bit n is bit n modulo 8 of octet n / 8, bit 0 the least"
                + " significant. LITTLE: the least significant bit of the number. BIG: its most"
                + " significant bit. 0 to 63."));
    ads.add(ad("length", "Length (bits)", Tscalar.INTEGER, "8", "For RAW: 1 to 64 bits."));
    ads.add(
        options(
            ad(
                "order",
                "Octet order",
                Tscalar.STRING,
                "LITTLE",
                "For RAW: LITTLE least significant octet first (Intel, 1 in DBC files), BIG most"
                    + " significant first (Motorola, 0)."),
            "LITTLE",
            "BIG"));
    ads.add(
        ad(
            "signed",
            "Signed",
            Tscalar.BOOLEAN,
            "false",
            "For RAW: whether the number is a two's complement."));
    ads.add(
        ad(
            "factor",
            "Factor",
            Tscalar.DOUBLE,
            "1.0",
            "Value = raw × factor + add, and back when written; for GBT of what is said. Leave Kura's own scale and"
                + " offset at 1 and 0: Kura does not scale back."));
    ads.add(
        ad(
            "add",
            "Add",
            Tscalar.DOUBLE,
            "0.0",
            "Value = raw × factor + add, and back when written."));
  }

  private static void use(List<Tad> ads) {
    ads.add(
        ad(
            "stale",
            "Stale after (ms)",
            Tscalar.INTEGER,
            "0",
            "Age, in milliseconds, from which a value counts no more: the channel fails and says so."
                + " 0: for RAW 5000; for GBT what the message says, 1000 for BCL and CCS, 5000 for"
                + " what is repeated in charging, the whole session for what is said once."));
    ads.add(
        ad(
            "listen.deadband",
            "Listeners: dead band",
            Tscalar.DOUBLE,
            "0.0",
            "Least change, in the channel's unit, that listeners are told; 0 tells each frame. Leave"
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
  }

  private static void control(List<Tad> ads) {
    ads.add(
        ad(
            "frame",
            "Frame when written",
            Tscalar.STRING,
            "0000000000000000",
            "For RAW: octets of the frame, hexadecimal, into which the value is written; what no"
                + " channel of the same write sets is sent as it stands here."));
    ads.add(
        options(
            ad(
                "control",
                "Control",
                Tscalar.STRING,
                "NONE",
                "For RAW: what it does to a pile. Other than NONE it is written by the charging station"
                    + " only, under its lease; everybody else is refused."),
            "NONE",
            "LIMIT",
            "ENABLE",
            "UNLOCK"));
    ads.add(
        ad(
            "never",
            "Never sent",
            Tscalar.STRING,
            "",
            "Identifiers that nobody sends on this bus, for example 1001F68A: voltage demand;"
                + " 18220000-1822FFFF: power modules."));
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

package io.ocpp809.kura.can;

import io.ocpp809.kura.driver.ChannelForm;
import org.eclipse.kura.driver.ChannelDescriptor;

/** The driver's attributes of a channel. */
final class CanChannelDescriptor implements ChannelDescriptor {
  @Override
  public Object getDescriptor() {
    ChannelForm form = new ChannelForm();
    what(form);
    raw(form);
    use(form);
    control(form);
    return form.attributes();
  }

  private static void what(ChannelForm form) {
    form.choice(
        "kind",
        "Kind",
        "GBT",
        "GBT: what charger and vehicle say on a charging bus. RAW: a number within the frames"
            + " of one identifier, on any bus. LINK: state and counters of the link. LEASE:"
            + " the station's leave to write.",
        "GBT",
        "RAW",
        "LINK",
        "LEASE");
    form.text(
        "signal",
        "Signal",
        GbtSignals.FIRST,
        "For GBT: message and field, for example BCS.soc, or one of "
            + GbtSignals.derivedNames()
            + ". For LINK: one of "
            + Counters.NAMES
            + ".");
  }

  private static void raw(ChannelForm form) {
    form.text(
        "id",
        "Identifier",
        "",
        "For RAW: identifier of the frames, three hexadecimal digits for 11 bits, eight for 29"
            + " bits.");
    form.integer(
        "start.bit",
        "Start bit",
        0,
        "For RAW: as in DBC files. Bit n is bit n modulo 8 of octet n / 8, bit 0 the least"
            + " significant. LITTLE: the least significant bit of the number. BIG: its most"
            + " significant bit. 0 to 63.");
    form.integer("length", "Length (bits)", 8, "For RAW: 1 to 64 bits.");
    form.choice(
        "order",
        "Octet order",
        "LITTLE",
        "For RAW: LITTLE least significant octet first (Intel, 1 in DBC files), BIG most"
            + " significant first (Motorola, 0).",
        "LITTLE",
        "BIG");
    form.flag("signed", "Signed", false, "For RAW: whether the number is a two's complement.");
    form.real(
        "factor",
        "Factor",
        1.0,
        "Value = raw × factor + add, and back when written; for GBT of what is said. Leave Kura's own scale and"
            + " offset at 1 and 0: Kura does not scale back.");
    form.real("add", "Add", 0.0, "Value = raw × factor + add, and back when written.");
  }

  private static void use(ChannelForm form) {
    form.integer(
        "stale",
        "Stale after (ms)",
        0,
        "Age, in milliseconds, from which a value counts no more: the channel fails and says so."
            + " 0: for RAW 5000; for GBT what the message says, 1000 for BCL and CCS, 5000 for"
            + " what is repeated in charging, the whole session for what is said once.");
    form.listening("frame");
  }

  private static void control(ChannelForm form) {
    form.text(
        "frame",
        "Frame when written",
        "0000000000000000",
        "For RAW: octets of the frame, hexadecimal, into which the value is written; what no"
            + " channel of the same write sets is sent as it stands here.");
    form.choice(
        "control",
        "Control",
        "NONE",
        "For RAW: what it does to a pile. Other than NONE it is written by the charging station"
            + " only, under its lease; everybody else is refused.",
        "NONE",
        "LIMIT",
        "ENABLE",
        "UNLOCK");
    form.text(
        "never",
        "Never sent",
        "",
        "Identifiers that nobody sends on this bus, for example 1001F68A: voltage demand;"
            + " 18220000-1822FFFF: power modules.");
  }
}

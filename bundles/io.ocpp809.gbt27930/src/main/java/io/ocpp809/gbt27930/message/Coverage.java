package io.ocpp809.gbt27930.message;

import java.util.List;
import java.util.Locale;

/** What is read and written, as text: messages and signals, made from the tables that do it. */
public final class Coverage {
  private Coverage() {}

  /** The page {@code docs/gbt27930-coverage.md}. */
  public static String text() {
    StringBuilder page = new StringBuilder();
    page.append(
        """
        # Messages and signals of GB/T 27930

        Made from the code; a test compares it. All of it is read and written, by the editions of 2015 (V1.1) and 2011 (V1.0).

        ## Messages

        Told by sender, destination and PGN; the priority is not looked at. More than eight octets come in a transport session, and
        the identifier is then the session's. Longer ones are taken; of shorter ones what is missing is not available. *Charger* is
        0x56, *BMS* 0xF4; frames between any others are ignored.

        | message | what | from | PGN | priority | identifier | octets 2011 | octets 2015 | period |
        |---|---|---|---|---|---|---|---|---|
        """);
    for (MessageType type : MessageType.values()) {
      page.append(message(type));
    }
    page.append(
        """

        Also told apart: connection management and data of the transport protocol (PGN EC00, EB00); DM1 to DM6 (2000 to 2500), of
        which the trouble codes are read; CFC and BFC (3000, 3100), the extension that proposes another offset of currents, which is
        reported and not obeyed; the editions of 2023 and 2024 (3400 to 3900), which are reported as not supported. Anything else
        between the two is unknown.

        ## Signals

        *Place* is octet, or octet.bit, counted from 1. All bits one is "not available", and so is a raw number beyond the range,
        which is remarked with SPN and raw number. Currents count in ampere **into the vehicle**: charging is positive here and
        negative on the wire, where raw 0 is the offset (-400 A, a setting). The ranges of currents are for that offset.
        """);
    for (MessageType type : MessageType.values()) {
      page.append("\n### ").append(type).append(", ").append(type.title()).append("\n\n");
      page.append("| signal | SPN | place | unit | step | raw 0 | range or states | meaning |\n");
      page.append("|---|---|---|---|---|---|---|---|\n");
      Signals.of(type).forEach(signal -> page.append(row(signal)));
      page.append(note(type));
    }
    return page.toString();
  }

  private static String message(MessageType type) {
    String id = String.format(Locale.ROOT, "%08X", type.id());
    return row(
        List.of(
            type.name(),
            type.title(),
            type.sender() == Node.CHARGER ? "charger" : "BMS",
            String.format(Locale.ROOT, "%04X", type.pgn()),
            "" + type.priority(),
            type.leastLength() > 8 ? "(" + id + ")" : id,
            octets(type, Edition.Y2011),
            octets(type, Edition.Y2015),
            period(type)));
  }

  private static String octets(MessageType type, Edition edition) {
    if (!type.existsIn(edition)) {
      return "-";
    }
    return (type.variable() ? "up to " : "") + type.length(edition);
  }

  private static String period(MessageType type) {
    int now = type.periodMillis(Edition.Y2015);
    int before = type.periodMillis(Edition.Y2011);
    return now + " ms" + (before == now ? "" : " (2011: " + before + " ms)");
  }

  private static String row(Signal signal) {
    Field field = signal.field();
    boolean number = signal.kind() == Signal.Kind.NUMBER || signal.kind() == Signal.Kind.WHOLE;
    boolean bounded = number && field.scale() != Scale.COUNT;
    return row(
        List.of(
            "`" + signal.name() + "`",
            field.spn() == 0 ? "-" : "" + field.spn(),
            field.scale() == Scale.COUNT ? "-" : field.place(),
            signal.unit().isEmpty() ? "-" : signal.unit(),
            bounded ? plain(field.scale().resolution()) : "-",
            bounded ? "" + field.scale().offset(Context.Y2015) : "-",
            range(signal, number),
            field.meaning()));
  }

  private static String range(Signal signal, boolean number) {
    if (!number) {
      return signal.states().isEmpty() ? "text" : String.join(", ", signal.states());
    }
    Scale scale = signal.field().scale();
    long fill = signal.field().bits() > 32 ? Long.MAX_VALUE : signal.field().fill();
    double most = scale == Scale.PLAIN ? fill - 1 : scale.most(Context.Y2015);
    return plain(scale.least(Context.Y2015)) + " to " + plain(most);
  }

  private static String note(MessageType type) {
    return switch (type) {
      case BMV -> "\nSPN 3101 to 3356, one a cell: 0.01 V, 0 to 24 V, and the cell's group.\n";
      case BMT -> "\nSPN 3361 to 3488, one a point: 1 degree, -50 to 200.\n";
      case BSP -> "\nSPN 3491 to 3506, one an octet, hexadecimal.\n";
      case CRM -> "\nEdition of 2011: the number in octet 2, the area code in octets 3 to 8.\n";
      case CSD -> "\nEdition of 2011: the number in octet 5.\n";
      case BCS -> "\nEdition of 2011: groups 1 to 16.\n";
      case BST ->
          "\n"
              + "Edition of 2011: `BST.otherFault` at 3.3; no `BST.chargerStopped`,"
              + " `BST.relayFault` and `BST.detectionPointFault`.\n";
      case CST -> "\nEdition of 2011: no `CST.bmsStopped`.\n";
      case BRM ->
          "\nEdition of 2011: without SPN 2576. A VIN is taken if it has 17 letters and digits.\n";
      default -> "";
    };
  }

  private static String plain(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }

  private static String row(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }
}

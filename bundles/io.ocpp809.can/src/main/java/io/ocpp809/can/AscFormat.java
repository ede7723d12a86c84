package io.ocpp809.can;

import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * Vector's ASC. A head says in which base numbers are and whether stamps are absolute or relative
 * to the line before; the rest are events, of which classic frames are read, also those that a
 * channel of CAN FD has written, and the others passed over.
 *
 * <pre>
 * date Sat May 16 08:24:36.000 am 2015
 * base hex  timestamps absolute
 *    0.250100 1  1826F456x       Rx   d 3 01 01 00  Length = 0 BitCount = 80 ID = 405206102x
 *    0.270000 CANFD   1 Rx    182756F4x                       0 0 2  2 D8 0F   130000  130        0
 *    0.300000 1  ErrorFrame
 * </pre>
 */
final class AscFormat implements LogFormat {
  private static final Pattern EVENT = Pattern.compile("^\\s*\\d+(\\.\\d+)?\\s.*");
  private static final Pattern FRAME =
      Pattern.compile("^\\s*\\d+\\.\\d+\\s+\\S+\\s+[0-9A-Fa-f]+x?\\s+(Rx|Tx|TxRq)\\s.*");
  private static final Pattern HEAD =
      Pattern.compile(
          "(?i)^(date |base |internal events|no internal events|begin triggerblock|end"
              + " triggerblock|//|#|;|version|previous log file).*");
  private static final Pattern BLANKS = Pattern.compile("\\s+");

  private int radix = 16;
  private boolean relative;
  private long clock;

  /** Whether a line is of this format. */
  static boolean known(String line) {
    String head = line.strip().toLowerCase();
    return head.startsWith("date ")
        || head.startsWith("base ")
        || head.startsWith("begin triggerblock")
        || FRAME.matcher(line).matches();
  }

  @Override
  public String name() {
    return "ASC";
  }

  @Override
  public LogLine read(String line) {
    if (HEAD.matcher(line.strip()).matches()) {
      head(line.strip().toLowerCase());
      return LogLine.NOTHING;
    }
    if (!EVENT.matcher(line).matches()) {
      return new LogLine.Broken("neither head nor event of ASC");
    }
    return event(BLANKS.split(line.strip()));
  }

  private void head(String line) {
    if (line.startsWith("base ")) {
      radix = line.startsWith("base dec") ? 10 : 16;
      relative = line.contains("relative");
    }
  }

  private LogLine event(String[] words) {
    OptionalLong stamp = LogText.seconds(words[0]);
    if (stamp.isEmpty()) {
      return new LogLine.Broken("the stamp is no time");
    }
    long nanos = relative ? clock + stamp.getAsLong() : stamp.getAsLong();
    clock = nanos;
    if (words.length > 2 && words[2].equals("ErrorFrame")) {
      return LogLine.BUS_ERROR;
    }
    if (words.length > 1 && words[1].equals("CANFD")) {
      boolean way = words.length > 4 && words[3].matches("Rx|Tx");
      boolean error = words.length > 4 && words[4].equals("ErrorFrame");
      LogLine other = error ? LogLine.BUS_ERROR : LogLine.NOTHING;
      return way && !error ? ofFlexible(words, nanos) : other;
    }
    boolean channel = words.length > 1 && LogText.number(words[1], 10).isPresent();
    boolean way = words.length > 3 && words[3].matches("Rx|Tx|TxRq");
    if (!channel || !way) {
      // Statistics, status, markers, other buses; a frame cut off after its identifier.
      return channel && words.length == 3 && words[2].matches("[0-9A-Fa-f]{3,8}x?")
          ? new LogLine.Broken("cut off")
          : LogLine.NOTHING;
    }
    return words[3].equals("TxRq") ? LogLine.NOTHING : frame(words, nanos);
  }

  private LogLine frame(String[] words, long nanos) {
    boolean extended = words[2].endsWith("x");
    OptionalLong id = identifier(words[2]);
    if (id.isEmpty()) {
      return new LogLine.Broken("the identifier is no number");
    }
    String kind = words.length > 4 ? words[4] : "";
    OptionalLong length = words.length > 5 ? LogText.number(words[5], 10) : OptionalLong.empty();
    if (kind.equals("r")) {
      return LogText.remote(id.getAsLong(), extended, length.orElse(0), nanos, words[1]);
    }
    if (!kind.equals("d") || length.isEmpty() || length.getAsLong() > 8) {
      return new LogLine.Broken("kind or length is missing");
    }
    return data(words, 6, (int) length.getAsLong(), nanos, words[1], words[2]);
  }

  /** A frame's octets from a word on; the identifier is a number. */
  private LogLine data(
      String[] words, int from, int length, long nanos, String channel, String identifier) {
    byte[] octets = new byte[length];
    for (int i = 0; i < length; i++) {
      OptionalLong octet =
          words.length > from + i ? LogText.number(words[from + i], radix) : OptionalLong.empty();
      if (octet.isEmpty() || octet.getAsLong() > 0xFF) {
        return new LogLine.Broken(
            "octet " + (i + 1) + " of " + length + " is missing or no number");
      }
      octets[i] = (byte) octet.getAsLong();
    }
    long id = identifier(identifier).orElseThrow();
    return LogText.data(id, identifier.endsWith("x"), octets, nanos, channel);
  }

  private OptionalLong identifier(String word) {
    return LogText.number(word.endsWith("x") ? word.substring(0, word.length() - 1) : word, radix);
  }

  /**
   * An event of a CAN FD channel: channel, direction, identifier, perhaps a name, two flags, length
   * code, number of octets, octets, and more.
   */
  private LogLine ofFlexible(String[] words, long nanos) {
    boolean named = words.length > 6 && !(words[5].matches("[01]") && words[6].matches("[01]"));
    int at = named ? 9 : 8;
    OptionalLong length = words.length > at ? LogText.number(words[at], 10) : OptionalLong.empty();
    if (identifier(words[4]).isEmpty() || length.isEmpty()) {
      return new LogLine.Broken("identifier or length is no number");
    }
    return length.getAsLong() > 8
        ? new LogLine.Broken("CAN FD, which GB/T 27930 does not use")
        : data(words, at + 1, (int) length.getAsLong(), nanos, words[2], words[4]);
  }
}

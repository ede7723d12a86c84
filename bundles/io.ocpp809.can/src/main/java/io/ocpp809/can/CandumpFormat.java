package io.ocpp809.can;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What candump of can-utils writes, either for files ({@code -l}, {@code -L}) or for the screen,
 * with absolute stamps ({@code -t a}, {@code -t A} read as UTC), stamps from zero ({@code -t z}),
 * differences ({@code -t d}), or none.
 *
 * <pre>
 * (1436509052.249713) can0 1826F456#010100
 * (000.250100)  can0  1826F456   [3]  01 01 00
 * </pre>
 */
final class CandumpFormat implements LogFormat {
  private static final Pattern FILE =
      Pattern.compile("\\(([^)]*)\\)\\s+(\\S+)\\s+([0-9A-Fa-f]+)#(\\S*)(?:\\s+[RT])?");
  private static final Pattern SCREEN =
      Pattern.compile(
          "(?:\\(([^)]*)\\)\\s+)?(\\S+)\\s+(?:[RT]X\\s+\\S+\\s+\\S\\s+)?([0-9A-Fa-f]{3}|[0-9A-Fa-f]{8})\\s+"
              + "\\[(\\d+)\\]\\s*(.*)");
  private static final Pattern ASCII = Pattern.compile("\\s*'.*'$");
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS");
  private static final int ERROR_ID = 0x2000_0000;

  /** What {@code candump -e} prints below a frame of errors. */
  private static final Pattern ERROR_WORDS =
      Pattern.compile(
          "(tx-timeout|lost-arbitration|controller-problem|protocol-violation|transceiver-status"
              + "|no-acknowledgement-on-tx|bus-off|bus-error|restarted-after-bus-off"
              + "|error-counter-tx-rx|undefined-cause).*");

  /** From here on stamps are times of day, s. */
  private static final long LONGEST_DIFFERENCE = 1_000_000;

  private static final int ENOUGH = 10;
  private static final int OFTEN = 8;

  private final boolean differences;
  private long clock;

  /**
   * @param differences whether stamps of the screen's form are differences to the line before
   */
  CandumpFormat(boolean differences) {
    this.differences = differences;
  }

  /**
   * Whether the stamps of some lines, of the screen's form, are differences to the line before:
   * they fall again and again, as times do not.
   */
  static boolean differences(String sample) {
    int stamps = 0;
    int falls = 0;
    long before = 0;
    for (String line : (Iterable<String>) sample.lines()::iterator) {
      Matcher screen = SCREEN.matcher(line.strip());
      if (!screen.matches() || screen.group(1) == null) {
        continue;
      }
      long now = LogText.seconds(screen.group(1).strip()).orElse(Long.MAX_VALUE);
      if (now >= LONGEST_DIFFERENCE * 1_000_000_000L) {
        return false;
      }
      stamps++;
      falls += now < before ? 1 : 0;
      before = now;
    }
    return stamps >= ENOUGH && falls * OFTEN >= stamps;
  }

  /** Whether a line is of this format. */
  static boolean known(String line) {
    return FILE.matcher(line).matches() || SCREEN.matcher(line).matches();
  }

  @Override
  public String name() {
    return "candump";
  }

  @Override
  public LogLine read(String line) {
    Matcher file = FILE.matcher(line);
    if (file.matches()) {
      return file(file);
    }
    Matcher screen = SCREEN.matcher(line);
    if (screen.matches()) {
      return screen(screen);
    }
    return ERROR_WORDS.matcher(line).matches()
        ? LogLine.NOTHING
        : new LogLine.Broken("no line of candump");
  }

  private static LogLine file(Matcher line) {
    OptionalLong nanos = stamp(line.group(1));
    String digits = line.group(3);
    OptionalLong id = LogText.number(digits, 16);
    String data = line.group(4);
    if (nanos.isEmpty()) {
      return new LogLine.Broken("the stamp is no time");
    }
    if (id.isEmpty() || digits.length() != 3 && digits.length() != 8) {
      return new LogLine.Broken("the identifier has neither 3 nor 8 digits");
    }
    if (data.startsWith("#")) {
      return new LogLine.Broken("CAN FD, which GB/T 27930 does not use");
    }
    if (digits.length() == 8 && (id.getAsLong() & ERROR_ID) != 0) {
      return LogLine.BUS_ERROR;
    }
    boolean extended = digits.length() == 8;
    if (data.startsWith("R")) {
      String length = data.substring(1);
      OptionalLong asked = length.isEmpty() ? OptionalLong.of(0) : LogText.number(length, 10);
      return asked.isEmpty()
          ? new LogLine.Broken("the length is no number")
          : LogText.remote(
              id.getAsLong(), extended, asked.getAsLong(), nanos.getAsLong(), line.group(2));
    }
    byte[] octets = LogText.octets(data.replace(".", ""));
    return LogText.data(id.getAsLong(), extended, octets, nanos.getAsLong(), line.group(2));
  }

  private LogLine screen(Matcher line) {
    OptionalLong nanos = line.group(1) == null ? OptionalLong.of(0) : stamp(line.group(1));
    if (differences && nanos.isPresent()) {
      clock += nanos.getAsLong();
      nanos = OptionalLong.of(clock);
    }
    String digits = line.group(3);
    boolean extended = digits.length() == 8;
    OptionalLong id = LogText.number(digits, 16);
    OptionalLong length = LogText.number(line.group(4), 10);
    if (nanos.isEmpty()) {
      return new LogLine.Broken("the stamp is no time");
    }
    if (id.isEmpty() || length.isEmpty()) {
      return new LogLine.Broken("identifier or length is no number");
    }
    if (extended && (id.getAsLong() & ERROR_ID) != 0) {
      return LogLine.BUS_ERROR;
    }
    String data = ASCII.matcher(line.group(5)).replaceFirst("").strip();
    if (data.startsWith("remote request")) {
      return LogText.remote(
          id.getAsLong(), extended, length.getAsLong(), nanos.getAsLong(), line.group(2));
    }
    byte[] octets = LogText.octets(data);
    if (octets != null && octets.length != length.getAsLong()) {
      return new LogLine.Broken(
          "the length is " + length.getAsLong() + ", the octets are " + octets.length);
    }
    return LogText.data(id.getAsLong(), extended, octets, nanos.getAsLong(), line.group(2));
  }

  private static OptionalLong stamp(String text) {
    OptionalLong seconds = LogText.seconds(text.strip());
    if (seconds.isPresent()) {
      return seconds;
    }
    try {
      LocalDateTime date = LocalDateTime.parse(text.strip(), DATE);
      return OptionalLong.of(date.toEpochSecond(ZoneOffset.UTC) * 1_000_000_000L + date.getNano());
    } catch (DateTimeParseException e) {
      return OptionalLong.empty();
    }
  }
}

package io.ocpp809.can;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * CSV with a head that names its columns, separated by comma, semicolon or tab. Known are the names
 * that common programs use (SavvyCAN, python-can, Chinese USB adapters): time, identifier, data in
 * one column or one an octet, and where there are length, extended, remote, error, channel.
 *
 * <p>Stamps: with a decimal point seconds, without one microseconds, unless the head says the unit
 * (s, ms, us). Identifiers and octets are hexadecimal. Without a column that says so, an identifier
 * of more than three digits is one of 29 bits.
 */
final class CsvFormat implements LogFormat {
  private static final Pattern OCTET = Pattern.compile("(?:d|b|db|data|byte) ?_?\\[?([0-9])\\]?");
  private static final List<String> TIME =
      List.of("time stamp", "timestamp", "time", "时间标识", "时间戳", "系统时间", "时间");
  private static final List<String> ID =
      List.of("id", "can id", "can_id", "arbitration_id", "identifier", "id号", "帧id");
  private static final List<String> DATA = List.of("data", "payload", "数据");
  private static final List<String> LENGTH = List.of("len", "length", "dlc", "长度", "数据长度");
  private static final List<String> EXTENDED = List.of("extended", "ext", "ide", "帧格式");
  private static final List<String> REMOTE = List.of("remote", "rtr", "帧类型");
  private static final List<String> ERROR = List.of("error");
  private static final List<String> CHANNEL = List.of("bus", "channel", "interface", "can通道");

  private final char separator;
  private final int time;
  private final String unit;
  private final int id;
  private final boolean base64;
  private final int data;
  private final int length;
  private final int extended;
  private final int remote;
  private final int error;
  private final int channel;
  private final List<Integer> octets;

  private CsvFormat(String head, char separator) {
    this.separator = separator;
    List<String> names = new ArrayList<>();
    for (String cell : cells(head, separator)) {
      names.add(cell.toLowerCase(Locale.ROOT));
    }
    List<String> bare = names.stream().map(n -> n.replaceAll("[\\[(].*", "").strip()).toList();
    time = find(bare, TIME);
    unit = time < 0 ? "" : names.get(time).replaceAll("^[^\\[(]*[\\[(]?|[\\])].*$", "").strip();
    id = find(bare, ID);
    // The head of python-can, which writes data so.
    base64 = bare.contains("arbitration_id");
    data = find(bare, DATA);
    length = find(bare, LENGTH);
    extended = find(bare, EXTENDED);
    remote = find(bare, REMOTE);
    error = find(bare, ERROR);
    channel = find(bare, CHANNEL);
    octets = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      if (OCTET.matcher(names.get(i)).matches()) {
        octets.add(i);
      }
    }
  }

  /** The format that a head makes; empty if it is no head. */
  static Optional<CsvFormat> of(String head) {
    for (char separator : new char[] {',', ';', '\t'}) {
      if (head.indexOf(separator) >= 0) {
        CsvFormat format = new CsvFormat(head, separator);
        if (format.id >= 0 && (format.data >= 0 || !format.octets.isEmpty())) {
          return Optional.of(format);
        }
      }
    }
    return Optional.empty();
  }

  private static int find(List<String> names, List<String> wanted) {
    for (String name : wanted) {
      if (names.contains(name)) {
        return names.indexOf(name);
      }
    }
    return -1;
  }

  private static List<String> cells(String line, char separator) {
    List<String> cells = new ArrayList<>();
    for (String cell : line.split(Pattern.quote(String.valueOf(separator)), -1)) {
      String bare = cell.strip();
      boolean quoted = bare.length() > 1 && bare.startsWith("\"") && bare.endsWith("\"");
      cells.add(quoted ? bare.substring(1, bare.length() - 1).strip() : bare);
    }
    return cells;
  }

  @Override
  public String name() {
    return "CSV";
  }

  @Override
  public LogLine read(String line) {
    List<String> cells = cells(line, separator);
    if (says(cells, error)) {
      return LogLine.BUS_ERROR;
    }
    String digits = hex(cell(cells, id)).replaceFirst("[xXhH]$", "");
    OptionalLong identifier = LogText.number(digits, 16);
    if (identifier.isEmpty()) {
      return new LogLine.Broken("the identifier is no number");
    }
    OptionalLong nanos = time < 0 ? OptionalLong.of(0) : stamp(cell(cells, time));
    if (nanos.isEmpty()) {
      return new LogLine.Broken("the stamp is no time");
    }
    OptionalLong octetsMeant =
        length < 0 ? OptionalLong.empty() : LogText.number(hex(cell(cells, length)), 10);
    boolean wide =
        extended < 0
            ? digits.length() > 3 || identifier.getAsLong() > Frame.MAX_STANDARD_ID
            : says(cells, extended) || either(cells, "扩展帧");
    if (says(cells, remote) || either(cells, "远程帧")) {
      return LogText.remote(
          identifier.getAsLong(), wide, octetsMeant.orElse(0), nanos.getAsLong(), at(cells));
    }
    byte[] bytes = data >= 0 ? packed(cell(cells, data), octetsMeant) : spread(cells, octetsMeant);
    if (bytes != null && octetsMeant.isPresent() && octetsMeant.getAsLong() != bytes.length) {
      return new LogLine.Broken(
          "the length is " + octetsMeant.getAsLong() + ", the octets are " + bytes.length);
    }
    return LogText.data(identifier.getAsLong(), wide, bytes, nanos.getAsLong(), at(cells));
  }

  private String at(List<String> cells) {
    return cell(cells, channel);
  }

  private static String cell(List<String> cells, int index) {
    return index >= 0 && index < cells.size() ? cells.get(index) : "";
  }

  private static boolean says(List<String> cells, int index) {
    return switch (cell(cells, index).toLowerCase(Locale.ROOT)) {
      case "1", "true", "x", "yes", "ext", "extended", "remote" -> true;
      default -> false;
    };
  }

  /** Chinese programs do not agree on which of the two columns says what. */
  private boolean either(List<String> cells, String word) {
    return cell(cells, extended).equals(word) || cell(cells, remote).equals(word);
  }

  private static String hex(String text) {
    return text.startsWith("0x") || text.startsWith("0X") ? text.substring(2) : text;
  }

  private OptionalLong stamp(String text) {
    OptionalLong seconds = LogText.seconds(text);
    if (seconds.isEmpty()) {
      // Microseconds since 1970 have more digits than seconds may have.
      return text.matches("\\d{11,16}")
          ? OptionalLong.of(Long.parseLong(text) * 1_000)
          : OptionalLong.empty();
    }
    return switch (unit) {
      case "s" -> seconds;
      case "ms" -> OptionalLong.of(seconds.getAsLong() / 1_000);
      case "us", "µs" -> OptionalLong.of(seconds.getAsLong() / 1_000_000);
      default ->
          text.indexOf('.') >= 0 ? seconds : OptionalLong.of(seconds.getAsLong() / 1_000_000);
    };
  }

  private byte[] packed(String text, OptionalLong meant) {
    byte[] octets = LogText.octets(text.replace("0x", "").replaceFirst("^\\|?x\\|?", ""));
    boolean fits = octets != null && (meant.isEmpty() || meant.getAsLong() == octets.length);
    if (fits || !base64) {
      return octets;
    }
    try {
      byte[] decoded = Base64.getDecoder().decode(text);
      return meant.isPresent() && meant.getAsLong() == decoded.length ? decoded : octets;
    } catch (IllegalArgumentException e) {
      return octets;
    }
  }

  private byte[] spread(List<String> cells, OptionalLong meant) {
    StringBuilder digits = new StringBuilder();
    int count = 0;
    for (int column : octets) {
      String octet = hex(cell(cells, column));
      if (octet.isEmpty() || meant.isPresent() && count == meant.getAsLong()) {
        break;
      }
      digits.append(octet.length() == 1 ? "0" : "").append(octet);
      count++;
    }
    return LogText.octets(digits.toString());
  }
}

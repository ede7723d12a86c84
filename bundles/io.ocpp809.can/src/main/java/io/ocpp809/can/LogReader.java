package io.ocpp809.can;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a log of frames, line by line, so that a file of hours needs no more memory than one of
 * seconds: of candump (both forms), Vector's ASC, or CSV; which one, the first line that is of one
 * says. A line that is out of form is counted and passed over, the first twenty are named by their
 * number. Times never run backwards: where the recorder's clock was set back by more than a second,
 * they go on from the frame before. Stamps that are differences (of {@code candump -t d}) are told
 * by the beginning of a file. For one thread.
 */
public final class LogReader implements Closeable {
  private static final int NAMED = 20;

  /** By so much at most frames of several interfaces are out of their order, ns. */
  private static final long DISORDER = 1_000_000_000L;

  private static final int LONGEST_QUOTE = 60;
  private static final int LONGEST_LINE = 10_000;
  private static final int SAMPLE = 1 << 16;

  private final BufferedReader reader;
  private final boolean differences;
  private final List<String> named = new ArrayList<>();
  private LogFormat format;
  private long line;
  private long frames;
  private long broken;
  private long busErrors;
  private long last = Long.MIN_VALUE;
  private long shift;
  private long setBack;

  /**
   * @param reader the lines; closed with this
   */
  public LogReader(BufferedReader reader) {
    this(reader, false);
  }

  private LogReader(BufferedReader reader, boolean differences) {
    this.reader = reader;
    this.differences = differences;
  }

  /**
   * Opens a file.
   *
   * @throws IOException if it cannot be read
   */
  public static LogReader open(Path file) throws IOException {
    byte[] sample;
    try (InputStream in = Files.newInputStream(file)) {
      sample = in.readNBytes(SAMPLE);
    }
    return new LogReader(
        new BufferedReader(new InputStreamReader(Files.newInputStream(file), charset(sample))),
        CandumpFormat.differences(new String(sample, StandardCharsets.ISO_8859_1)));
  }

  /** UTF-8, else what Chinese programs write; a frame itself is ASCII in any case. */
  private static Charset charset(byte[] sample) {
    int end = sample.length;
    // A character may be cut at the sample's end.
    for (int i = 0; i < 4 && end > 0 && end == sample.length - i && sample[end - 1] < 0; i++) {
      end--;
    }
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(sample, 0, end));
      return StandardCharsets.UTF_8;
    } catch (CharacterCodingException e) {
      return Charset.isSupported("GBK") ? Charset.forName("GBK") : StandardCharsets.ISO_8859_1;
    }
  }

  /**
   * The next frame.
   *
   * @return empty at the end
   * @throws IOException if it cannot be read on
   */
  public Optional<LogFrame> next() throws IOException {
    while (true) {
      String text = readLine();
      if (text == null) {
        return Optional.empty();
      }
      line++;
      if (text.isBlank()) {
        continue;
      }
      LogLine read = read(text.startsWith("\uFEFF") ? text.substring(1) : text);
      if (read instanceof LogLine.Heard heard) {
        frames++;
        last = Math.max(last, running(heard.nanos()));
        return Optional.of(new LogFrame(heard.frame(), last, heard.channel(), line));
      }
      if (read instanceof LogLine.Broken b) {
        broken(text, b.why());
      } else if (read instanceof LogLine.BusError) {
        busErrors++;
      }
    }
  }

  /** Time that runs on where the recorder's clock was set back, from the frame before. */
  private long running(long stamp) {
    if (last != Long.MIN_VALUE && stamp + shift < last - DISORDER) {
      shift = last - stamp;
      setBack++;
    }
    return stamp + shift;
  }

  /**
   * A line, of which no more is kept than any format has: a file without ends of lines is no log.
   */
  private String readLine() throws IOException {
    StringBuilder text = new StringBuilder(80);
    int c = reader.read();
    if (c < 0) {
      return null;
    }
    for (; c >= 0 && c != '\n'; c = reader.read()) {
      if (c != '\r' && text.length() < LONGEST_LINE) {
        text.append((char) c);
      }
    }
    return text.toString();
  }

  private LogLine read(String text) {
    if (format == null) {
      String bare = text.strip();
      if (AscFormat.known(text)) {
        format = new AscFormat();
      } else if (CandumpFormat.known(bare)) {
        format = new CandumpFormat(differences);
      } else if (CsvFormat.of(bare).isPresent()) {
        format = CsvFormat.of(bare).get();
        return LogLine.NOTHING;
      } else {
        return bare.startsWith("#") || bare.startsWith("//") || bare.startsWith(";")
            ? LogLine.NOTHING
            : new LogLine.Broken("no format that is known: candump, ASC, CSV with a head");
      }
    }
    return format.read(text.strip());
  }

  private void broken(String text, String why) {
    broken++;
    if (named.size() < NAMED) {
      StringBuilder quote = new StringBuilder();
      text.strip()
          .chars()
          .limit(LONGEST_QUOTE)
          .forEach(c -> quote.append(Character.isISOControl(c) ? '?' : (char) c));
      named.add("line " + line + ": " + why + ": " + quote);
    }
  }

  /** Its format, for the operator; "unknown" before the first line that is of one. */
  public String format() {
    return format == null ? "unknown" : format.name();
  }

  /** Lines read so far. */
  public long lines() {
    return line;
  }

  /** Frames read so far. */
  public long frames() {
    return frames;
  }

  /** Lines that were out of form so far. */
  public long broken() {
    return broken;
  }

  /** The first twenty lines that were out of form, with number and reason. */
  public List<String> brokenLines() {
    return List.copyOf(named);
  }

  /** How often the recorder's clock was set back, by more than a second, so far. */
  public long setBack() {
    return setBack;
  }

  /** Errors on the bus that were recorded, so far. */
  public long busErrors() {
    return busErrors;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}

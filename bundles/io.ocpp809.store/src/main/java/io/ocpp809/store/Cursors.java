package io.ocpp809.store;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * The places of all readers of a log. On disk: a line {@code number name} a reader, as a frame of
 * the log itself, so that they go down with the records of the next flush.
 */
final class Cursors {
  /** Stands for all readers that were forgotten, where the furthest of them was; holds nothing. */
  private static final String FORGOTTEN = "\tforgotten";

  private final Map<String, Long> places = new TreeMap<>();

  /** Complete with the next saving; one for all changes up to then, and those of failed savings. */
  private List<CompletableFuture<Void>> waiting = new ArrayList<>();

  private Optional<CompletableFuture<Void>> next = Optional.empty();
  private boolean dirty;

  /** Places on their way to the disk. */
  final class Saving {
    private final byte[] bytes;
    private final List<CompletableFuture<Void>> futures;

    private Saving(byte[] bytes, List<CompletableFuture<Void>> futures) {
      this.bytes = bytes;
      this.futures = futures;
    }

    /** What to write; empty if nothing has changed. */
    byte[] bytes() {
      return bytes;
    }

    void done() {
      futures.forEach(f -> f.complete(null));
    }

    /** They are written with the next try. */
    void failed() {
      synchronized (Cursors.this) {
        dirty |= bytes.length > 0;
        waiting.addAll(futures);
      }
    }
  }

  /** Takes over what was found on disk, instead of what was found before. */
  synchronized void load(byte[] bytes) {
    places.clear();
    for (String line : new String(bytes, StandardCharsets.UTF_8).split("\n")) {
      int space = line.indexOf(' ');
      if (space > 0) {
        places.put(line.substring(space + 1), Long.parseLong(line.substring(0, space)));
      }
    }
  }

  /**
   * Adds a reader unless it is there. What a forgotten one had dealt with is not shown to it.
   *
   * @return completes when it is on disk; at once if it was there
   */
  synchronized CompletableFuture<Void> add(String name, long acknowledged) {
    if (name.isEmpty() || name.indexOf('\n') >= 0) {
      throw new IllegalArgumentException("a reader's name is one line of text");
    }
    long begin = Math.max(acknowledged, places.getOrDefault(FORGOTTEN, acknowledged));
    return places.putIfAbsent(name, begin) == null ? saved() : unchanged();
  }

  synchronized OptionalLong acknowledged(String name) {
    Long place = places.get(name);
    return place == null ? OptionalLong.empty() : OptionalLong.of(place);
  }

  /** Completes at once if nothing changes, as for a reader that is not there. */
  synchronized CompletableFuture<Void> move(String name, long sequence) {
    Long place = places.get(name);
    if (place == null || sequence <= place) {
      return unchanged();
    }
    places.put(name, sequence);
    return saved();
  }

  synchronized CompletableFuture<Void> remove(String name) {
    Long place = places.remove(name);
    if (place == null) {
      return unchanged();
    }
    places.merge(FORGOTTEN, place, Math::max);
    return saved();
  }

  private static CompletableFuture<Void> unchanged() {
    return CompletableFuture.completedFuture(null);
  }

  private CompletableFuture<Void> saved() {
    dirty = true;
    if (next.isEmpty()) {
      next = Optional.of(new CompletableFuture<>());
      waiting.add(next.get());
    }
    return next.get();
  }

  /** Lowest place of all readers, or empty if there is no reader. */
  synchronized OptionalLong lowest() {
    return readers().mapToLong(Map.Entry::getValue).min();
  }

  synchronized OptionalLong highest() {
    return places.values().stream().mapToLong(Long::longValue).max();
  }

  /** Reader that stands furthest back, with its place, in words. */
  synchronized String slowest() {
    return slowestReader()
        .map(name -> "reader " + name + " stands at record " + places.get(name))
        .orElse("it has no reader");
  }

  synchronized Optional<String> slowestReader() {
    return readers().min(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
  }

  private Stream<Map.Entry<String, Long>> readers() {
    return places.entrySet().stream().filter(e -> !e.getKey().equals(FORGOTTEN));
  }

  synchronized boolean dirty() {
    return dirty;
  }

  /** All places as they are now; an empty text if a log never had a reader. */
  synchronized byte[] bytes() {
    StringBuilder text = new StringBuilder();
    places.forEach((name, place) -> text.append(place).append(' ').append(name).append('\n'));
    return (text.isEmpty() && dirty ? "\n" : text.toString()).getBytes(StandardCharsets.UTF_8);
  }

  /** The log was closed: tells those whose places did not reach the disk. */
  void close() {
    StoreException why = new StoreException("the log was closed before the place was on disk");
    begin().futures.forEach(f -> f.completeExceptionally(why));
  }

  /** Takes what has changed, to write it. */
  synchronized Saving begin() {
    Saving saving = new Saving(dirty ? bytes() : new byte[0], waiting);
    waiting = new ArrayList<>();
    next = Optional.empty();
    dirty = false;
    return saving;
  }
}

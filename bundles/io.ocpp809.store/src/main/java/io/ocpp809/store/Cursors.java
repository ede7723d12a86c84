package io.ocpp809.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** The places of all readers of a log, kept in one value: a line {@code number name} a reader. */
final class Cursors {
  private final ValueFile file;
  private final Map<String, Long> places = new TreeMap<>();
  private List<CompletableFuture<Void>> waiting = new ArrayList<>();
  private boolean dirty;

  Cursors(FileSystem files, Path folder) {
    this.file = new ValueFile(files, folder, "cursors");
  }

  synchronized void load(Consumer<Damage> damages) throws IOException {
    byte[] bytes = file.read(damages).orElse(new byte[0]);
    for (String line : new String(bytes, StandardCharsets.UTF_8).split("\n")) {
      int space = line.indexOf(' ');
      if (space > 0) {
        places.put(line.substring(space + 1), Long.parseLong(line.substring(0, space)));
      }
    }
  }

  /**
   * Adds a reader unless it is there.
   *
   * @return whether it was added
   */
  synchronized boolean add(String name, long acknowledged) {
    if (name.isEmpty() || name.indexOf('\n') >= 0) {
      throw new IllegalArgumentException("a reader's name is one line of text");
    }
    dirty |= !places.containsKey(name);
    return places.putIfAbsent(name, acknowledged) == null;
  }

  synchronized long acknowledged(String name) {
    Long place = places.get(name);
    if (place == null) {
      throw new IllegalStateException("reader " + name + " was removed from the log");
    }
    return place;
  }

  /** Completes at once if nothing changes. */
  synchronized CompletableFuture<Void> move(String name, long sequence) {
    if (sequence <= acknowledged(name)) {
      return CompletableFuture.completedFuture(null);
    }
    places.put(name, sequence);
    return saved();
  }

  synchronized CompletableFuture<Void> remove(String name) {
    return places.remove(name) == null ? CompletableFuture.completedFuture(null) : saved();
  }

  private CompletableFuture<Void> saved() {
    dirty = true;
    CompletableFuture<Void> done = new CompletableFuture<>();
    waiting.add(done);
    return done;
  }

  /** Lowest place of all readers, or empty if there is no reader. */
  synchronized OptionalLong lowest() {
    return places.values().stream().mapToLong(Long::longValue).min();
  }

  synchronized OptionalLong highest() {
    return places.values().stream().mapToLong(Long::longValue).max();
  }

  /** Reader that stands furthest back, with its place, in words. */
  synchronized String slowest() {
    return places.entrySet().stream()
        .min(Map.Entry.comparingByValue())
        .map(e -> "reader " + e.getKey() + " stands at record " + e.getValue())
        .orElse("it has no reader");
  }

  synchronized boolean dirty() {
    return dirty;
  }

  /** Writes the places if they changed. */
  void save() throws IOException {
    StringBuilder text = new StringBuilder();
    List<CompletableFuture<Void>> done;
    synchronized (this) {
      if (!dirty) {
        return;
      }
      places.forEach((name, place) -> text.append(place).append(' ').append(name).append('\n'));
      done = waiting;
      waiting = new ArrayList<>();
      dirty = false;
    }
    try {
      file.write(text.toString().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      synchronized (this) {
        dirty = true;
      }
      StoreException why = new StoreException("cursors: " + Faults.words(file.path(), e), e);
      done.forEach(f -> f.completeExceptionally(why));
      throw why;
    }
    done.forEach(f -> f.complete(null));
  }

  /** Fails those who wait for their place to be saved. */
  void fail(IOException why) {
    List<CompletableFuture<Void>> failed;
    synchronized (this) {
      failed = waiting;
      waiting = new ArrayList<>();
    }
    failed.forEach(f -> f.completeExceptionally(why));
  }
}

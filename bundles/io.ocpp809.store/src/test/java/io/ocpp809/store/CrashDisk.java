package io.ocpp809.store;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * A disk in memory that dies at a chosen operation. What was not forced by then is there or not by
 * chance, sector by sector and name by name, in any order: as little as POSIX promises.
 */
final class CrashDisk implements FileSystem {
  private static final int SECTOR = 64;

  /** A change of a file that is not forced: bytes at a place, or a new length. */
  private record Change(int at, byte[] bytes) {}

  /** A change of names of a folder that is not forced; a node of null takes the name away. */
  private record Names(List<String> names, List<Node> nodes) {}

  private static final class Node {
    final boolean folder;
    byte[] live = {};
    byte[] forced = {};
    final List<Change> changes = new ArrayList<>();
    TreeMap<String, Node> names = new TreeMap<>();
    TreeMap<String, Node> forcedNames = new TreeMap<>();
    final List<Names> renames = new ArrayList<>();

    Node(boolean folder) {
      this.folder = folder;
    }
  }

  private final Node root;
  private final Set<Path> locks = new HashSet<>();
  private int operations;
  private int dieAt = Integer.MAX_VALUE;
  private long room = Long.MAX_VALUE;
  private boolean failingForce;
  private final CompletableFuture<Void> death = new CompletableFuture<>();

  CrashDisk() {
    this(new Node(true));
    Node disk = new Node(true);
    root.names.put("disk", disk);
    root.forcedNames.put("disk", disk);
  }

  private CrashDisk(Node root) {
    this.root = root;
  }

  /** The disk dies with its n-th operation from now on, the first being 1. */
  synchronized CrashDisk dieAt(int operation) {
    operations = 0;
    dieAt = operation;
    return this;
  }

  /** So many bytes may be written until there is no room. */
  synchronized void room(long bytes) {
    room = bytes;
  }

  /** Forcing a file fails, and what it should have forced never reaches the disk. */
  synchronized void failForce(boolean on) {
    failingForce = on;
  }

  synchronized int operations() {
    return operations;
  }

  /** Completes when it dies. */
  CompletableFuture<Void> death() {
    return death;
  }

  synchronized boolean dead() {
    return operations >= dieAt;
  }

  /** One bit of a file's contents is another one. */
  synchronized void flip(Path file, int bit) {
    Node node = find(file);
    node.live[bit / 8] ^= (byte) (1 << bit % 8);
    node.forced = node.live.clone();
    node.changes.clear();
  }

  private void alive() throws IOException {
    if (dead()) {
      throw new IOException("the disk is dead");
    }
  }

  private void operation() throws IOException {
    operations++;
    if (operations >= dieAt) {
      death.complete(null);
      throw new IOException("the disk is dead");
    }
  }

  /** What is found after the power has come back. */
  synchronized CrashDisk afterPowerCut(Random chance) {
    double kept = chance.nextInt(4) / 3.0;
    return new CrashDisk(survivor(root, chance, kept, chance.nextBoolean()));
  }

  private static Node survivor(Node of, Random chance, double kept, boolean inOrder) {
    Node result = new Node(of.folder);
    if (of.folder) {
      TreeMap<String, Node> names = new TreeMap<>(of.forcedNames);
      for (Names change : of.renames) {
        if (chance.nextDouble() <= kept && kept > 0) {
          apply(names, change);
        } else if (inOrder) {
          break;
        }
      }
      names.forEach((name, node) -> result.names.put(name, survivor(node, chance, kept, inOrder)));
      result.forcedNames = new TreeMap<>(result.names);
      return result;
    }
    byte[] data = of.forced;
    for (Change change : of.changes) {
      data = survivor(data, change, chance, kept);
    }
    result.live = data;
    result.forced = data.clone();
    return result;
  }

  private static byte[] survivor(byte[] data, Change change, Random chance, double kept) {
    byte[] now = data;
    if (change.bytes() == null) {
      return kept > 0 && chance.nextDouble() <= kept && change.at() < now.length
          ? Arrays.copyOf(now, change.at())
          : now;
    }
    if (kept > 0 && chance.nextInt(4) == 0) {
      // the length is known, what is in it is not
      now = Arrays.copyOf(now, Math.max(now.length, change.at() + change.bytes().length));
    }
    int from = 0;
    while (from < change.bytes().length) {
      int at = change.at() + from;
      int to = Math.min(change.bytes().length, from + SECTOR - at % SECTOR);
      if (kept > 0 && chance.nextDouble() <= kept) {
        now = put(now, at, change.bytes(), from, to);
      }
      from = to;
    }
    return now;
  }

  private static byte[] put(byte[] into, int at, byte[] bytes, int from, int to) {
    byte[] longer = Arrays.copyOf(into, Math.max(into.length, at + to - from));
    System.arraycopy(bytes, from, longer, at, to - from);
    return longer;
  }

  private static void apply(TreeMap<String, Node> names, Names change) {
    for (int i = 0; i < change.names().size(); i++) {
      if (change.nodes().get(i) == null) {
        names.remove(change.names().get(i));
      } else {
        names.put(change.names().get(i), change.nodes().get(i));
      }
    }
  }

  private Node find(Path path) {
    Node at = root;
    for (Path part : path) {
      at = at == null ? null : at.names.get(part.toString());
    }
    return at;
  }

  private Node need(Path path) throws IOException {
    Node node = find(path);
    if (node == null) {
      throw new NoSuchFileException(path.toString());
    }
    return node;
  }

  private static void change(Node folder, List<String> names, List<Node> nodes) {
    Names change = new Names(names, nodes);
    apply(folder.names, change);
    folder.renames.add(change);
  }

  private static void name(Node folder, String name, Node node) {
    List<Node> nodes = new ArrayList<>();
    nodes.add(node);
    change(folder, List.of(name), nodes);
  }

  @Override
  public synchronized OutputFile open(Path file) throws IOException {
    Node node = find(file);
    if (node == null) {
      operation();
      node = new Node(false);
      name(need(file.getParent()), file.getFileName().toString(), node);
    }
    return new Out(node);
  }

  private final class Out implements OutputFile {
    private final Node node;
    private int at;

    Out(Node node) {
      this.node = node;
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
      synchronized (CrashDisk.this) {
        alive();
        int length = (int) Math.min(bytes.remaining(), room);
        byte[] taken = new byte[length];
        bytes.duplicate().get(taken);
        boolean whole = length == bytes.remaining();
        room -= length;
        node.changes.add(new Change(at, taken));
        operation();
        node.live = put(node.live, at, taken, 0, length);
        at += length;
        if (!whole) {
          throw new IOException("No space left on device");
        }
        bytes.position(bytes.limit());
      }
    }

    @Override
    public void truncate(long size) throws IOException {
      synchronized (CrashDisk.this) {
        alive();
        node.changes.add(new Change((int) size, null));
        operation();
        node.live = size < node.live.length ? Arrays.copyOf(node.live, (int) size) : node.live;
        at = (int) size;
      }
    }

    @Override
    public void force() throws IOException {
      synchronized (CrashDisk.this) {
        operation();
        if (failingForce) {
          node.changes.removeIf(c -> c.bytes() != null);
          throw new IOException("Input/output error");
        }
        byte[] now = node.forced;
        for (Change c : node.changes) {
          now =
              c.bytes() == null
                  ? c.at() < now.length ? Arrays.copyOf(now, c.at()) : now
                  : put(now, c.at(), c.bytes(), 0, c.bytes().length);
        }
        node.forced = now;
        node.changes.clear();
      }
    }

    @Override
    public void close() {}
  }

  @Override
  public synchronized InputStream read(Path file, long offset) throws IOException {
    byte[] all = need(file).live;
    int from = (int) Math.min(offset, all.length);
    return new ByteArrayInputStream(Arrays.copyOfRange(all, from, all.length));
  }

  @Override
  public synchronized long size(Path file) throws IOException {
    return need(file).live.length;
  }

  @Override
  public synchronized boolean exists(Path file) {
    return find(file) != null;
  }

  @Override
  public synchronized List<Path> list(Path folder) {
    Node node = find(folder);
    return node == null ? List.of() : node.names.keySet().stream().map(folder::resolve).toList();
  }

  @Override
  public synchronized void createFolders(Path folder) throws IOException {
    Node at = root;
    for (Path part : folder) {
      Node next = at.names.get(part.toString());
      if (next == null) {
        operation();
        next = new Node(true);
        name(at, part.toString(), next);
      }
      at = next;
    }
  }

  @Override
  public synchronized void rename(Path from, Path to) throws IOException {
    operation();
    List<Node> nodes = new ArrayList<>();
    nodes.add(null);
    nodes.add(need(from));
    change(
        need(to.getParent()),
        List.of(from.getFileName().toString(), to.getFileName().toString()),
        nodes);
  }

  @Override
  public synchronized void delete(Path file) throws IOException {
    if (find(file) != null) {
      operation();
      name(need(file.getParent()), file.getFileName().toString(), null);
    }
  }

  @Override
  public synchronized void forceFolder(Path folder) throws IOException {
    operation();
    Node node = need(folder);
    node.forcedNames = new TreeMap<>(node.names);
    node.renames.clear();
  }

  @Override
  public synchronized Closeable lock(Path file, String owner) throws IOException {
    if (!locks.add(file)) {
      throw new StoreInUseException(file + " is in use");
    }
    return () -> locks.remove(file);
  }
}

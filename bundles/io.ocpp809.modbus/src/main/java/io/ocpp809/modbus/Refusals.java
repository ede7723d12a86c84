package io.ocpp809.modbus;

import io.ocpp809.modbus.BlockPlanner.Block;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a device refuses to read, found out by halving: a refused block is parted in the middle, and
 * each half again if it is refused, too. In the end there is either an atom that cannot be read at
 * all, which is then kept apart, or a boundary across which the device does not read, which stays.
 * The parts that were made on the way are joined again. Not thread-safe.
 */
final class Refusals {
  private final List<Split> trying = new ArrayList<>();
  private final Set<Boundary> boundaries = new HashSet<>();
  private final Set<Block> unreadable = new HashSet<>();

  /** A table is not read across an address. */
  private record Boundary(Table table, int at) {}

  /** A refused block that is being tried in halves. */
  private static final class Split {
    private final Block whole;
    private final int at;
    private boolean left;
    private boolean right;

    Split(Block whole, int at) {
      this.whole = whole;
      this.at = at;
    }

    private boolean encloses(Block b) {
      return whole.table() == b.table() && whole.address() <= b.address() && b.end() <= whole.end();
    }
  }

  /** Takes over what is known for good; what was being tried in halves is tried anew. */
  void adopt(Refusals before) {
    boundaries.addAll(before.boundaries);
    unreadable.addAll(before.unreadable);
  }

  /** Whether a read of a whole may not be made that ends with an atom. */
  boolean part(Block whole, Block last) {
    for (Boundary b : boundaries) {
      if (b.table() == whole.table() && whole.address() < b.at() && b.at() < whole.end()) {
        return true;
      }
    }
    for (Split s : trying) {
      if (s.whole.table() == whole.table() && whole.address() < s.at && s.at < whole.end()) {
        return true;
      }
    }
    for (Block u : unreadable) {
      boolean itself = whole.equals(u);
      if (!itself && u.touches(whole)) {
        return true;
      }
    }
    return false;
  }

  /**
   * A block was refused.
   *
   * @param atoms what is wanted of it, by rising address
   * @return whether something else can be tried
   */
  boolean refused(Block block, List<Block> atoms) {
    if (atoms.size() < 2) {
      unreadable.add(block);
      trying.removeIf(s -> s.encloses(block));
      return false;
    }
    int at = atoms.get(atoms.size() / 2).address();
    return trying.add(new Split(block, at));
  }

  /** A block was read. */
  void accepted(Block block) {
    unreadable.removeIf(u -> u.touches(block));
    if (trying.isEmpty()) {
      return;
    }
    List<Split> proven = new ArrayList<>();
    for (Split s : trying) {
      if (s.encloses(block)) {
        s.left |= block.address() == s.whole.address() && block.end() <= s.at && ends(block, s);
        s.right |= block.address() >= s.at && block.end() == s.whole.end() && begins(block, s);
        if (s.left && s.right) {
          proven.add(s);
        }
      }
    }
    for (Split s : proven) {
      boundaries.add(new Boundary(s.whole.table(), s.at));
      trying.removeIf(other -> other == s || other.encloses(s.whole));
    }
  }

  /** Whether a block is all of the left half: no other split parts it further. */
  private boolean ends(Block block, Split s) {
    return trying.stream()
        .noneMatch(o -> o != s && s.encloses(o.whole) && o.at > block.address() && o.at < s.at);
  }

  private boolean begins(Block block, Split s) {
    return trying.stream()
        .noneMatch(o -> o != s && s.encloses(o.whole) && o.at > s.at && o.at <= block.address());
  }
}

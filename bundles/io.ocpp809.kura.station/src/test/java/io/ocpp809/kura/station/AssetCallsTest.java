package io.ocpp809.kura.station;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Five threads, three of them for reads; what has begun hangs until the test lets it go. */
class AssetCallsTest {
  private final List<Runnable> hanging = new ArrayList<>();
  private final List<String> done = new ArrayList<>();
  private final AssetCalls calls = new AssetCalls(hanging::add, 5, 3);

  private void read(String asset) {
    calls.read(asset, () -> done.add("read " + asset));
  }

  private void write(String asset) {
    calls.write(asset, () -> done.add("write " + asset));
  }

  /** Lets the first call that hangs come to its end. */
  private String end() {
    hanging.remove(0).run();
    return done.get(done.size() - 1);
  }

  @Test
  void anAssetThatHangsKeepsOneThreadWithReadsAndOneWithWrites() {
    for (int i = 0; i < 10; i++) {
      read("a");
      write("a");
    }
    assertEquals(2, hanging.size());
    end();
    assertEquals(2, hanging.size());
  }

  @Test
  void withTwoAssetsThatHangCommandsAndReadsOfTheOthersGoOn() {
    for (String hung : List.of("a", "b")) {
      read(hung);
      write(hung);
      read(hung);
      write(hung);
    }
    assertEquals(4, hanging.size());
    List<Runnable> stuck = new ArrayList<>(hanging);
    hanging.clear();
    read("c");
    write("c");
    write("d");
    assertEquals("read c", end());
    assertEquals("write c", end());
    assertEquals("write d", end());
    assertEquals(4, stuck.size());
  }

  @Test
  void readsThatHangLeaveTwoThreadsToCommands() {
    List.of("a", "b", "c", "d", "e").forEach(this::read);
    assertEquals(3, hanging.size());
    write("f");
    write("g");
    assertEquals(5, hanging.size());
  }

  @Test
  void aCommandOvertakesReadsThatWait() {
    List.of("a", "b", "c").forEach(this::read);
    List.of("f", "g").forEach(this::write);
    read("d");
    write("h");
    end();
    hanging.get(hanging.size() - 1).run();
    assertEquals("write h", done.get(done.size() - 1));
  }

  @Test
  void aCallThatFailsMakesRoomForTheNext() {
    calls.write(
        "a",
        () -> {
          throw new IllegalStateException("gone");
        });
    write("a");
    assertThrows(IllegalStateException.class, hanging.remove(0)::run);
    assertEquals("write a", end());
  }
}

package io.ocpp809.store;

import static io.ocpp809.store.StoreFixture.bytes;
import static io.ocpp809.store.StoreFixture.done;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLockTest {
  private static final LogOptions OPTIONS = LogOptions.bounded(1 << 20);

  @TempDir private Path data;

  /** Another gateway: opens the folder, writes a record, says so, and stays. */
  static final class OtherGateway {
    public static void main(String[] args) throws Exception {
      StoreFolder folder = StoreFolder.open(Path.of(args[0]), "station-1");
      done(folder.log("journal", OPTIONS).append(Rank.KEPT, bytes("theirs")));
      System.out.println("open");
      System.in.read();
      folder.close();
    }
  }

  private Process otherGateway() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                OtherGateway.class.getName(),
                data.toString())
            .redirectErrorStream(true)
            .start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    assertEquals("open", out.readLine());
    return process;
  }

  private List<LogRecord> records(StoreFolder folder) throws StoreException {
    return folder.log("journal", OPTIONS).read(1, 10);
  }

  @Test
  void aSecondGatewayIsRefusedWithTheProcessOfTheFirstAndHarmsNothing() throws Exception {
    Process other = otherGateway();
    try {
      Path segment =
          data.resolve("ocpp809/station-1/logs/journal").resolve(SegmentFormat.fileName(1));
      byte[] before = Files.readAllBytes(segment);
      StoreInUseException refused =
          assertThrows(StoreInUseException.class, () -> StoreFolder.open(data, "station-1"));
      assertEquals(
          data.resolve("ocpp809/station-1")
              + " is in use by station-1 in process "
              + other.pid()
              + "; close it there first",
          refused.getMessage());
      assertEquals(before.length, Files.readAllBytes(segment).length);
    } finally {
      other.getOutputStream().close();
    }
    assertTrue(other.waitFor(120, TimeUnit.SECONDS));
    assertEquals(0, other.exitValue());
    try (StoreFolder mine = StoreFolder.open(data, "station-1")) {
      assertEquals(1, records(mine).size());
    }
  }

  @Test
  void afterAKillTheFolderOpensAtOnceWithAllThatWasConfirmed() throws Exception {
    Process other = otherGateway();
    other.destroyForcibly();
    assertTrue(other.waitFor(120, TimeUnit.SECONDS));
    try (StoreFolder mine = StoreFolder.open(data, "station-1")) {
      assertEquals("theirs", new String(records(mine).get(0).payload(), StandardCharsets.UTF_8));
      assertEquals(2L, done(mine.log("journal", OPTIONS).append(Rank.KEPT, bytes("mine"))));
      assertTrue(mine.health().ok());
    }
  }

  @Test
  void anUpgradedBundleWithANewClassLoaderGetsTheFolderWhenTheOldOneHasLetItGo() throws Exception {
    try (URLClassLoader upgraded = new URLClassLoader(storeClasses(), null)) {
      Class<?> newer = upgraded.loadClass(StoreFolder.class.getName());
      var open = newer.getMethod("open", Path.class, String.class);
      StoreFolder older = StoreFolder.open(data, "station-1");
      Throwable refused =
          assertThrows(InvocationTargetException.class, () -> open.invoke(null, data, "station-1"))
              .getCause();
      assertEquals(StoreInUseException.class.getName(), refused.getClass().getName());
      older.close();

      AutoCloseable folder =
          assertInstanceOf(AutoCloseable.class, open.invoke(null, data, "station-1"));
      assertThrows(StoreInUseException.class, () -> StoreFolder.open(data, "station-1"));
      folder.close();
      StoreFolder.open(data, "station-1").close();
    }
  }

  private static URL[] storeClasses() {
    return new URL[] {StoreFolder.class.getProtectionDomain().getCodeSource().getLocation()};
  }

  @Test
  void aFolderIsFreeAgainAtOnceHoweverOftenItsComponentComesAndGoes() throws Exception {
    for (int i = 1; i <= 50; i++) {
      try (StoreFolder folder = StoreFolder.open(data, "station-1")) {
        folder.log("journal", OPTIONS).append(Rank.KEPT, bytes("record " + i));
        assertThrows(StoreInUseException.class, () -> StoreFolder.open(data, "station-1"));
      }
    }
    try (StoreFolder folder = StoreFolder.open(data, "station-1")) {
      assertEquals(50, folder.log("journal", OPTIONS).lastSequence());
    }
    assertTimeoutPreemptively(
        Duration.ofSeconds(120),
        () -> {
          while (writers() > 0) {
            Thread.onSpinWait();
          }
        });
  }

  private static long writers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(t -> t.getName().equals("ocpp809-store") && t.isAlive())
        .count();
  }

  @Test
  void aLockThatItsOwnerCouldNotSignHoldsAllTheSame() throws Exception {
    StoreFolder first = StoreFolder.open(data, "station-1");
    Files.writeString(first.path().resolve(".lock"), "");
    assertEquals(
        first.path() + " is in use by another owner; close it there first",
        assertThrows(StoreInUseException.class, () -> StoreFolder.open(data, "station-1"))
            .getMessage());
    first.close();
  }
}

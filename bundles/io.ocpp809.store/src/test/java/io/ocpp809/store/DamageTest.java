package io.ocpp809.store;

import static io.ocpp809.store.StoreFixture.bytes;
import static io.ocpp809.store.StoreFixture.done;
import static io.ocpp809.store.StoreFixture.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DamageTest {
  private static final List<String> ALL = List.of("1:first", "2:second", "3:third");

  private StoreFixture store;
  private byte[] whole;

  @BeforeEach
  void writeThreeRecords(@TempDir Path data) throws Exception {
    store = new StoreFixture(data);
    for (String record : ALL) {
      done(store.log().append(Rank.KEPT, bytes(record.substring(2))));
    }
    store.folder().close();
    whole = Files.readAllBytes(store.segment(1));
  }

  @AfterEach
  void close() {
    store.close();
  }

  private void reopenWith(byte[] content) throws Exception {
    store.folder().close();
    Files.write(store.segment(1), content);
    store.restart();
    store.log();
  }

  @Test
  void afterAKillAtAnyByteTheLogIsACleanPrefixAndGoesOn() throws Exception {
    int[] ends = {20, 20 + 21, 20 + 21 + 22, 20 + 21 + 22 + 21};
    for (int length = 0; length <= whole.length; length++) {
      reopenWith(Arrays.copyOf(whole, length));
      int cut = length;
      int kept = (int) Arrays.stream(ends).skip(1).filter(end -> end <= cut).count();
      assertEquals(ALL.subList(0, kept), texts(store.log()), "cut at " + length);
      boolean clean = Arrays.stream(ends).anyMatch(end -> end == cut);
      assertEquals(clean, store.folder().damages().isEmpty(), "cut at " + length);

      assertEquals(kept + 1L, done(store.log().append(Rank.KEPT, bytes("next"))));
      store.restart();
      assertEquals(kept + 1, texts(store.log()).size());
      assertTrue(store.folder().damages().isEmpty(), "the torn end was cut off");
    }
  }

  @Test
  void aTornEndIsReportedWithFileOffsetAndWhatWasKept() throws Exception {
    reopenWith(Arrays.copyOf(whole, whole.length - 2));
    assertEquals(
        store.segment(1)
            + ": incomplete end cut off (19 bytes at offset 63); records up to 2 are kept",
        store.folder().damages().iterator().next().message());
  }

  @Test
  void aFlippedBitCostsAtMostTheRecordItIsIn() throws Exception {
    for (int at = 0; at < whole.length; at++) {
      byte[] flipped = whole.clone();
      flipped[at] ^= 0x10;
      reopenWith(flipped);
      List<String> found = texts(store.log());
      assertTrue(ALL.containsAll(found), "at " + at + ": " + found);
      assertEquals(at < 20 ? 3 : 2, found.size(), "at " + at + ": " + found);
      assertEquals(1, store.folder().damages().size(), "at " + at);
    }
  }

  @Test
  void aFlippedBitIsReportedWithFileOffsetAndWhatWasKept() throws Exception {
    whole[45] ^= 1;
    reopenWith(whole);
    assertEquals(List.of("1:first", "3:third"), texts(store.log()));
    assertEquals(
        store.segment(1)
            + ": checksum does not match, skipped (22 bytes at offset 41);"
            + " records before it and from 3 on are kept",
        store.folder().damages().iterator().next().message());
    assertEquals(4L, done(store.log().append(Rank.KEPT, bytes("fourth"))));
  }

  @Test
  void aBitThatFlipsWhileTheLogIsOpenIsFoundOnReading() throws Exception {
    store.restart();
    store.log();
    whole[45] ^= 1;
    Files.write(store.segment(1), whole);
    assertEquals(List.of("1:first", "3:third"), texts(store.log()));
    texts(store.log());
    assertEquals(1, store.folder().damages().size(), "reported once");

    whole[whole.length - 1] ^= 1;
    Files.write(store.segment(1), whole);
    assertEquals(List.of("1:first"), texts(store.log()).subList(0, 1));
    assertEquals(2, store.folder().damages().size());
  }

  @Test
  void rubbishAtTheEndIsCutOff() throws Exception {
    byte[] longer = Arrays.copyOf(whole, whole.length + 4096);
    reopenWith(longer);
    assertEquals(ALL, texts(store.log()));
    assertEquals(4096, store.folder().damages().iterator().next().length());
  }

  @Test
  void foreignFilesInTheFolderAreLeftAlone() throws Exception {
    Path note = store.segment(1).resolveSibling("README.txt");
    Files.writeString(note, "mine");
    store.restart();
    assertEquals(ALL, texts(store.log()));
    assertEquals("mine", Files.readString(note));
  }

  @Test
  void damagedPlacesOfReadersFallBackToThoseBeforeSoThatNoRecordIsMissed() throws Exception {
    store.restart();
    store.log().join("csms");
    store.hurried(store.log().acknowledge("csms", 1));
    int before = (int) Files.size(store.segment(1));
    store.hurried(store.log().acknowledge("csms", 2));
    byte[] content = Files.readAllBytes(store.segment(1));
    content[before + 17] ^= 1;
    reopenWith(content);
    assertEquals(OptionalLong.of(1), store.log().acknowledged("csms"));
    assertEquals(
        store.segment(1)
            + ": incomplete end cut off (23 bytes at offset "
            + before
            + "); records up to 3 are kept",
        store.folder().damages().iterator().next().message());
  }

  @Test
  void everyDamageIsToldOnceAlsoWhatWasFoundBeforeAnybodyListened() throws Exception {
    whole[45] ^= 1;
    reopenWith(whole);
    List<String> told = new ArrayList<>();
    store.folder().onDamage(d -> told.add(d.kind() + " at " + d.offset()));
    texts(store.log());
    whole[25] ^= 1;
    Files.write(store.segment(1), whole);
    texts(store.log());
    assertEquals(List.of("CORRUPT at 41", "CORRUPT at 20"), told);
  }
}

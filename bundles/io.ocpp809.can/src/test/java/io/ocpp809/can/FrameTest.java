package io.ocpp809.can;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class FrameTest {
  @Test
  void theFirstOctetIsTheLowestOfTheData() {
    // CHM of GB/T 27930-2015, version 1.1: minor 01, major 0001 little endian.
    Frame f = Frame.extended(0x1826F456, (byte) 1, (byte) 1, (byte) 0);
    assertEquals(0x000101, f.data());
    assertEquals(1, f.octet(1));
    assertEquals(0, f.octet(7));
    assertArrayEquals(new byte[] {1, 1, 0}, f.octets());
    assertEquals("1826F456#010100", f.toString());
  }

  @Test
  void octetsBeyondTheLengthCountForNothing() {
    assertEquals(
        Frame.standard(0x123, (byte) 0xAB), new Frame(0x123, Frame.Kind.STANDARD, 1, 0xFFAB));
    assertEquals(-1, new Frame(1, Frame.Kind.EXTENDED, 8, -1).data());
  }

  @Test
  void aRemoteFrameAsksForALengthAndHasNoData() {
    Frame f = new Frame(0x7FF, Frame.Kind.STANDARD_REMOTE, 4, 0x1234);
    assertEquals("7FF#R4", f.toString());
    assertEquals(0, f.data());
    assertEquals(0, f.octets().length);
  }

  @Test
  void anIdentifierThatItsKindCannotHaveIsNamed() {
    assertEquals(
        "identifier 800 is beyond 7ff",
        assertThrows(IllegalArgumentException.class, () -> Frame.standard(0x800)).getMessage());
    assertThrows(IllegalArgumentException.class, () -> Frame.extended(0x2000_0000));
    assertThrows(IllegalArgumentException.class, () -> Frame.extended(-1));
  }

  @Test
  void aFrameOfNineOctetsIsRefused() {
    assertEquals(
        "a CAN frame has 0 to 8 octets, not 9",
        assertThrows(IllegalArgumentException.class, () -> Frame.extended(1, new byte[9]))
            .getMessage());
  }
}

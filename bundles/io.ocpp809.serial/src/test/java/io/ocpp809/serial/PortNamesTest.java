package io.ocpp809.serial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder that is laid out as /dev, its adapters being files. */
class PortNamesTest {
  @TempDir Path folder;
  private Path dev;
  private Path byId;
  private PortNames names;

  @BeforeEach
  void layOut() throws Exception {
    dev = folder.toRealPath();
    byId = Files.createDirectory(dev.resolve("by-id"));
    names = new PortNames(byId);
  }

  private Path plug(String adapter, String number) throws Exception {
    Path device = Files.createFile(dev.resolve(number));
    Files.createSymbolicLink(byId.resolve(adapter), Path.of("../" + number));
    return device;
  }

  private void pull(String adapter, String number) throws Exception {
    Files.delete(byId.resolve(adapter));
    Files.delete(dev.resolve(number));
  }

  private String name(String number) {
    return dev.resolve(number).toString();
  }

  @Test
  void aLinkIsFollowedAnewAtEachAttempt() throws Exception {
    String link = byId.resolve("usb-A").toString();
    Path first = plug("usb-A", "ttyUSB0");
    assertEquals(first, names.find(link));
    names.opened(link, first);
    pull("usb-A", "ttyUSB0");
    assertEquals(Path.of(link), names.find(link));
    assertEquals(plug("usb-A", "ttyUSB1"), names.find(link));
  }

  @Test
  void anAdapterThatWasNamedByItsNumberIsFoundUnderItsNextNumber() throws Exception {
    String name = name("ttyUSB0");
    Path first = plug("usb-A", "ttyUSB0");
    names.opened(name, first);
    pull("usb-A", "ttyUSB0");
    assertEquals(dev.resolve("ttyUSB0"), names.find(name));
    Path again = plug("usb-A", "ttyUSB3");
    assertEquals(again, names.find(name));
    Path stranger = plug("usb-B", "ttyUSB0");
    assertEquals(again, names.find(name), "not " + stranger);
  }

  @Test
  void theNumberOfAnAdapterThatAnotherLineUsesIsRefused() throws Exception {
    names.opened(name("ttyUSB0"), plug("usb-A", "ttyUSB0"));
    names.opened(name("ttyUSB1"), plug("usb-B", "ttyUSB1"));
    pull("usb-A", "ttyUSB0");
    pull("usb-B", "ttyUSB1");
    Path b = plug("usb-B", "ttyUSB0");
    assertEquals(b, names.find(name("ttyUSB1")));
    SerialException e = assertThrows(SerialException.class, () -> names.find(name("ttyUSB0")));
    assertEquals(
        name("ttyUSB0")
            + " is another adapter than before; plug in "
            + byId.resolve("usb-A")
            + ", or write its link as device",
        e.getMessage());
  }

  @Test
  void aReplacedAdapterTakesTheNumberOver() throws Exception {
    names.opened(name("ttyUSB0"), plug("usb-A", "ttyUSB0"));
    pull("usb-A", "ttyUSB0");
    Path fresh = plug("usb-C", "ttyUSB0");
    assertEquals(fresh, names.find(name("ttyUSB0")));
    names.opened(name("ttyUSB0"), fresh);
    pull("usb-C", "ttyUSB0");
    assertEquals(plug("usb-C", "ttyUSB5"), names.find(name("ttyUSB0")));
  }

  @Test
  void aPortWithoutALinkKeepsItsName() throws Exception {
    Path onBoard = Files.createFile(dev.resolve("ttyS1"));
    names.opened(name("ttyS1"), onBoard);
    assertEquals(onBoard, names.find(name("ttyS1")));
    assertEquals(dev.resolve("ttyS1"), new PortNames(dev.resolve("absent")).find(name("ttyS1")));
  }
}

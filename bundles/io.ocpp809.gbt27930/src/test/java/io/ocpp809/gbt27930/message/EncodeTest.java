package io.ocpp809.gbt27930.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.can.Frame;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class EncodeTest {
  private static String hex(Message message) {
    return HexFormat.of().withUpperCase().formatHex(message.encode(Context.Y2015));
  }

  private static String refusal(Message message) {
    return assertThrows(IllegalArgumentException.class, () -> message.encode(Context.Y2015))
        .getMessage();
  }

  private static Bcl bcl(double volts, double ampere) {
    return new Bcl(
        OptionalDouble.of(volts), OptionalDouble.of(ampere), ChargeMode.CONSTANT_VOLTAGE);
  }

  @Test
  void ampereIntoTheVehicleAreSentAsNegative() {
    // 338.0 V = 3380 = 0D34; 5.2 A into the vehicle = -5.2 A = (400 - 5.2) / 0.1 = 3948 = 0F6C
    assertEquals("340D6C0F01", hex(bcl(338, 5.2)));
    assertEquals("181056F4#340D6C0F01", bcl(338, 5.2).frame(Context.Y2015).toString());
  }

  @Test
  void whatIsNotAvailableIsFilledWithOnes() {
    assertEquals(
        "FFFFFFFFFF",
        hex(new Bcl(OptionalDouble.empty(), OptionalDouble.empty(), ChargeMode.UNKNOWN)));
    assertEquals("FFFFFFFFFFFFFF", hex(new Cts(Optional.empty())));
    assertEquals("", hex(new Bmv(List.of())));
  }

  @Test
  void valuesAreRoundedToTheNearestStep() {
    assertEquals("350D6C0F01", hex(bcl(338.05, 5.2)));
    assertEquals("340D6C0F01", hex(bcl(338.049, 5.22)));
  }

  @Test
  void theTimeIsSentAsDecimalsSecondFirst() {
    assertEquals(
        "36240816051520", hex(new Cts(Optional.of(LocalDateTime.of(2015, 5, 16, 8, 24, 36)))));
  }

  @Test
  void anImplausibleValueCanBeSentButNotRead() {
    // so that a simulated vehicle can misbehave: 2000.0 V = 4E20
    assertEquals("204E6C0F01", hex(bcl(2000, 5.2)));
  }

  @Test
  void whatTheBitsCannotHoldIsRefusedByName() {
    assertEquals(
        "voltageDemand (SPN 3072): raw 70000 does not fit into 16 bits", refusal(bcl(7000, 5.2)));
    assertEquals(
        "currentDemand (SPN 3073): raw -10 does not fit into 16 bits", refusal(bcl(338, 401)));
    assertEquals("voltageDemand (SPN 3072): no number", refusal(bcl(Double.NaN, 5.2)));
    assertEquals(
        "voltageDemand (SPN 3072): raw 65535 would read as not available",
        refusal(bcl(6553.5, 5.2)));
    assertEquals(
        "areaCode (SPN 2562): not 3 printable characters or fewer",
        refusal(new Crm(Recognition.RECOGNISED, OptionalLong.of(1), Optional.of("ABCD"))));
    assertEquals(
        "areaCode (SPN 2562): not 3 printable characters or fewer",
        refusal(new Crm(Recognition.RECOGNISED, OptionalLong.of(1), Optional.of("\u00e9"))));
    assertEquals(
        "chargerNumber (SPN 2561): raw -1 does not fit into 32 bits",
        refusal(new Crm(Recognition.RECOGNISED, OptionalLong.of(-1), Optional.empty())));
  }

  @Test
  void listsBeyondTheStandardAreRefused() {
    Cell cell = new Cell(OptionalDouble.of(3.3), OptionalInt.of(0));
    assertThrows(IllegalArgumentException.class, () -> new Bmv(Collections.nCopies(257, cell)));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Bmt(Collections.nCopies(129, OptionalInt.of(20))));
    assertThrows(IllegalArgumentException.class, () -> new Bsp(Collections.nCopies(17, 0)));
  }

  @Test
  void aContextRefusesAnOffsetThatIsNone() {
    assertThrows(IllegalArgumentException.class, () -> new Context(Edition.Y2015, 1));
    assertThrows(IllegalArgumentException.class, () -> new Context(Edition.Y2015, -6501));
  }

  @Test
  void aMessageOfMoreThanEightOctetsHasNoFrame() {
    Bcs bcs =
        new Bcs(
            OptionalDouble.of(378.1),
            OptionalDouble.of(0),
            OptionalDouble.of(3.32),
            OptionalInt.of(6),
            OptionalInt.of(77),
            OptionalInt.of(0));
    assertEquals("C50EA00F4C614D0000", hex(bcs));
    assertThrows(IllegalArgumentException.class, () -> bcs.frame(Context.Y2015));
  }

  @Test
  void theEditionOf2011EndsEarlier() {
    Cml cml =
        new Cml(
            OptionalDouble.of(500),
            OptionalDouble.of(200),
            OptionalDouble.of(120),
            OptionalDouble.of(0));
    Frame frame = cml.frame(Context.Y2011);
    assertEquals("1808F456#8813D007F00A", frame.toString());
    assertTrue(cml.frame(Context.Y2015).toString().endsWith("8813D007F00AA00F"));
  }
}

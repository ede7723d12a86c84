package io.ocpp809.testkit.pile;

import static io.ocpp809.testkit.pile.PileDescription.Kind.BOTH_OCTETS;
import static io.ocpp809.testkit.pile.PileDescription.Kind.FLOAT;
import static io.ocpp809.testkit.pile.PileDescription.Kind.FLOAT_LOW_FIRST;
import static io.ocpp809.testkit.pile.PileDescription.Kind.HIGH_OCTET;
import static io.ocpp809.testkit.pile.PileDescription.Kind.U16;
import static io.ocpp809.testkit.pile.PileDescription.Kind.U32;
import static io.ocpp809.testkit.pile.PileDescription.Kind.U32_LOW_FIRST;
import static io.ocpp809.testkit.pile.PileDescription.Kind.U64;
import static io.ocpp809.testkit.pile.PileDescription.Kind.U64_LOW_FIRST;
import static io.ocpp809.testkit.pile.PileDescription.Shown.CABLE;
import static io.ocpp809.testkit.pile.PileDescription.Shown.CURRENT;
import static io.ocpp809.testkit.pile.PileDescription.Shown.ENERGY;
import static io.ocpp809.testkit.pile.PileDescription.Shown.LIMIT;
import static io.ocpp809.testkit.pile.PileDescription.Shown.POWER;
import static io.ocpp809.testkit.pile.PileDescription.Shown.SESSION;

import java.util.List;

/** The products that {@link DescribedPile} knows, written down from their makers' tables. */
final class PileDescriptions {
  private static final boolean HOLDING = false;
  private static final boolean INPUT = true;

  static final List<PileDescription> ALL =
      List.of(
          // The state is the second octet from the right.
          new PileDescription("abb-terra-ac")
              .states(HOLDING, 0x400C, U32, 0, 0x100, 0x200, 0x400)
              .limit(0x4100, U32, 1000)
              .limitWriteOnly()
              .shows(LIMIT, HOLDING, 0x400E, U32, 1000)
              .shows(CURRENT, HOLDING, 0x4010, U32, 1000)
              .shows(POWER, HOLDING, 0x401C, U32, 1)
              .shows(SESSION, HOLDING, 0x401E, U32, 1)
              .holding(0x4000, 0x401F)
              .written(16)
              .fedByAnyRequest(),
          // The first outlet lies at 1000; states as two letters, "A1" = 4131.
          new PileDescription("phoenix-charx")
              .states(HOLDING, 1299, U16, 0x4131, 0x4231, 0x4232, 0x4332)
              .limit(1301, U16, 1)
              .gate(false, 1300)
              .shows(CURRENT, HOLDING, 1238, U32, 1000)
              .shows(POWER, HOLDING, 1244, U32, 1000)
              .shows(ENERGY, HOLDING, 1250, U64, 1)
              .holding(100, 114)
              .holding(1112, 1112)
              .holding(1232, 1301)
              .written(16),
          // States as a letter, 'A' = 41; power and energy in 10 W and 10 Wh.
          new PileDescription("phoenix-em-cp-pp-eth")
              .states(INPUT, 100, U16, 0x41, 0x42, 0x42, 0x43)
              .limit(300, U16, 1)
              .leastWritten(6)
              .gate(true, 400)
              .shows(CURRENT, INPUT, 114, U32_LOW_FIRST, 1000)
              .shows(POWER, INPUT, 120, U32_LOW_FIRST, 0.1)
              .shows(ENERGY, INPUT, 128, U32_LOW_FIRST, 0.1)
              .input(100, 129)
              .holding(300, 300),
          new PileDescription("mennekes-amtron-compact")
              .states(HOLDING, 0x100, U16, 1, 2, 3, 5)
              .limit(0x302, FLOAT, 1)
              .leastWritten(6)
              .gate(false, 0xD05)
              .phases(0xD04, 1, 0)
              .shows(CURRENT, HOLDING, 0x500, FLOAT, 1)
              .shows(POWER, HOLDING, 0x512, FLOAT, 1)
              .shows(ENERGY, HOLDING, 0x1000, FLOAT, 0.001)
              .holding(0, 34)
              .holding(0x100, 0x108)
              .holding(0x500, 0x513)
              .holding(0xB02, 0xB05)
              .holding(0xD04, 0xD04)
              .fedBy(0x55AA, 0xD00, 0x302, 0xD05),
          new PileDescription("bender-cc612")
              .states(HOLDING, 122, U16, 1, 2, 2, 3)
              .limit(1000, U16, 1)
              .shows(CURRENT, HOLDING, 212, U32, 1000)
              .shows(ENERGY, HOLDING, 218, U32, 1)
              .shows(POWER, HOLDING, 220, U32, 1)
              .holding(100, 151)
              .holding(200, 227)
              .holding(712, 712)
              .holding(715, 715)
              .holding(720, 729)
              .written(6, 16)
              .settings(131, 132)
              .fedByAnyRequest(),
          new PileDescription("webasto-next")
              .states(HOLDING, 1000, U16, 0, 1, 4, 3)
              .limit(5004, U16, 1)
              .limitWriteOnly()
              .shows(LIMIT, HOLDING, 1104, U16, 1)
              .shows(POWER, HOLDING, 1020, U32, 1)
              .shows(ENERGY, HOLDING, 1036, U32, 1)
              .shows(CABLE, HOLDING, 1004, U16, 3)
              .holding(1001, 1012)
              .constant(1002, 1)
              .holding(1100, 1108)
              .holding(1502, 1509)
              .holding(1600, 1609)
              .settings(2000, 2002)
              .fedBy(1, 6000),
          new PileDescription("schneider-evlink-pro")
              .states(HOLDING, 1, U16, 0, 3, 5, 8)
              .limit(4004, U16, 1)
              .shows(CURRENT, HOLDING, 2999, FLOAT_LOW_FIRST, 1)
              .shows(POWER, HOLDING, 3059, FLOAT_LOW_FIRST, 0.001)
              .shows(ENERGY, HOLDING, 3203, U64_LOW_FIRST, 1)
              .holding(150, 150)
              .holding(1150, 1150)
              .holding(3027, 3032)
              .holding(4007, 4011)
              .fedBy(1, 4000),
          new PileDescription("simpleevse-wb")
              .states(HOLDING, 1002, U16, 1, 2, 2, 3)
              .limit(1000, U16, 1)
              .shows(LIMIT, HOLDING, 1001, U16, 1)
              .holding(1003, 1007)
              .holding(2000, 2005),
          new PileDescription("em2go-home")
              .states(HOLDING, 0, U16, 1, 2, 3, 4)
              .limit(91, U16, 10)
              .phases(200, 1, 3)
              .shows(POWER, HOLDING, 12, U32, 1)
              .shows(ENERGY, HOLDING, 28, U32, 0.01)
              .holding(2, 10)
              .holding(32, 53)
              .holding(78, 79)
              .holding(93, 93)
              .holding(109, 113)
              .written(16)
              .settings(87, 89)
              .fedByAnyRequest(),
          // States as text of two registers, "A1" = 4131 0000.
          new PileDescription("innogy-ebox")
              .states(INPUT, 275, U32, 0x41310000L, 0x42310000L, 0x42320000L, 0x43320000L)
              .limit(1012, FLOAT, 1)
              .limit(1014, FLOAT, 1)
              .limit(1016, FLOAT, 1)
              .shows(ENERGY, INPUT, 307, FLOAT, 0.001)
              .shows(CURRENT, INPUT, 1006, FLOAT, 1)
              .input(0, 49)
              .input(100, 124)
              .input(200, 224)
              .input(275, 308)
              .written(16),
          new PileDescription("etrel-inch")
              .states(INPUT, 0, U16, 1, 6, 5, 4)
              .limit(8, FLOAT, 1)
              .limitWriteOnly()
              .shows(LIMIT, INPUT, 4, FLOAT, 1)
              .shows(CURRENT, INPUT, 14, FLOAT, 1)
              .shows(POWER, INPUT, 26, FLOAT, 0.001)
              .input(990, 1009)
              .written(16),
          // The limit in force stands in the high octet; numbers have eight binary places.
          new PileDescription("smartevse-3")
              .states(INPUT, 259, U16, 1, 2, 2, 3)
              .limit(513, BOTH_OCTETS, 1)
              .limitWriteOnly()
              .shows(LIMIT, INPUT, 258, HIGH_OCTET, 1)
              .shows(ENERGY, INPUT, 269, U32_LOW_FIRST, 0.256)
              .input(260, 268),
          new PileDescription("obo-betterman")
              .states(HOLDING, 11, U16, 0, 1, 1, 2)
              .limit(6, U16, 1)
              .leastWritten(6)
              .gate(false, 5)
              .holding(28, 28));

  private PileDescriptions() {}
}

package io.ocpp809.gbt27930.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Voltages of the cells; optional. Up to four cells fit into a frame, more come in a transport
 * session.
 *
 * <pre>
 * octet
 * 1-2    SPN 3101  cell 1: bits 1-12 voltage, 0.01 V, bits 13-16 group
 * ...
 * 2n-1   SPN 3100+n
 * </pre>
 *
 * @param cells up to 256, in the order of their numbers; what is not available at the end is no
 *     cell
 */
public record Bmv(List<Cell> cells) implements Message {
  private static final int MOST = 256;
  private static final Field COUNT =
      Field.octets(1, 512, 3101, "cellCount", Scale.COUNT, "number of cells in the list");
  private static final Field CELLS =
      Field.octets(1, 512, 3101, "cells", Scale.TEXT, "voltages of the cells, V, by a semicolon");
  private static final Field[] VOLTAGE = new Field[MOST];
  private static final Field[] GROUP = new Field[MOST];

  static {
    for (int i = 0; i < MOST; i++) {
      int spn = 3101 + i;
      String name = "cell" + (i + 1);
      VOLTAGE[i] = new Field(name, spn, 2 * i + 1, 1, 12, Scale.CELL_VOLTAGE, "voltage of a cell");
      GROUP[i] = new Field(name, spn, 2 * i + 2, 5, 4, Scale.GROUP, "group of a cell");
    }
  }

  static final List<Signal> SIGNALS =
      List.of(
          Signal.whole(MessageType.BMV, COUNT, Bmv.class, m -> OptionalInt.of(m.cells.size())),
          Signal.text(MessageType.BMV, CELLS, Bmv.class, Bmv::voltages));

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException more than 256 cells
   */
  public Bmv {
    cells = List.copyOf(Lists.withoutEnd(cells, Cell::absent));
    if (cells.size() > MOST) {
      throw new IllegalArgumentException("BMV has at most 256 cells, not " + cells.size());
    }
  }

  static Bmv decode(Reader in) {
    if (in.length() % 2 != 0 || in.length() > 2 * MOST) {
      in.remark(CELLS, 0, Remark.Reason.SURPLUS);
    }
    int count = Math.min(in.length() / 2, MOST);
    List<Cell> cells = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      cells.add(Cell.decode(in, VOLTAGE[i], GROUP[i]));
    }
    return new Bmv(cells);
  }

  @Override
  public MessageType type() {
    return MessageType.BMV;
  }

  /** Two octets a cell. */
  @Override
  public int length(Context context) {
    return 2 * cells.size();
  }

  @Override
  public void encode(Writer out) {
    for (int i = 0; i < cells.size(); i++) {
      cells.get(i).encode(out, VOLTAGE[i], GROUP[i]);
    }
  }

  private Optional<String> voltages() {
    return Lists.text(cells, cell -> Lists.of(cell.voltage()));
  }
}

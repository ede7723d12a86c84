package io.ocpp809.iec104.station;

/**
 * A point in control direction.
 *
 * @param address information object address, 1 to 16777215
 * @param kind its types
 * @param name what it does, in the operator's words
 * @param procedure whether it is selected first
 * @param qualifier QU that it takes besides 0 (no additional definition); set-points take QL 0 only
 */
public record CommandPoint(
    int address, CommandKind kind, String name, Procedure procedure, int qualifier) {

  /** How a command is given. */
  public enum Procedure {
    /** Executed at once; a select is refused. */
    DIRECT,
    /** Executed after it was selected by the same connection with the same content. */
    SELECT,
    /** Executed at once, unless it raises a limit by more than the station lets pass. */
    SELECT_FOR_RISES
  }

  /** Checks the ranges; messages name the attribute. */
  public CommandPoint {
    PointTable.address(address, name);
    if (qualifier < 0 || qualifier > 31) {
      throw new IllegalArgumentException(
          "point " + name + ": qualifier: 0 to 31, not " + qualifier);
    }
    if (procedure == Procedure.SELECT_FOR_RISES && !kind.setPoint()) {
      throw new IllegalArgumentException(
          "point " + name + ": select for rises is for set-points only");
    }
  }
}

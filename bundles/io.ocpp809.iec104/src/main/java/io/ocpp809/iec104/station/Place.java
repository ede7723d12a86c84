package io.ocpp809.iec104.station;

/**
 * A command point as one group commands it. Groups have set-points of their own for a target, so
 * that what one selects or awaits is no matter of another that reduces.
 *
 * @param address object address of the point
 * @param group name of the group
 */
record Place(int address, String group) {
  static Place of(Order order) {
    return new Place(order.point().address(), order.group());
  }

  /**
   * Whether a command of this place has to wait for what goes on at another.
   *
   * @param reduces whether it lowers what limits its target
   */
  boolean waitsFor(Place other, boolean reduces) {
    return other.address == address && (!reduces || other.group.equals(group));
  }
}

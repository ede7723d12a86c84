package io.ocpp809.modbus;

import io.ocpp809.modbus.Reply.Failed;
import io.ocpp809.modbus.Reply.Failed.Kind;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Turns values into the requests that write them. */
final class DeviceWriter {
  private final int unit;
  private final Line line;

  DeviceWriter(int unit, Line line) {
    this.unit = unit;
    this.line = line;
  }

  /** Hands a write to the line; what cannot be written is answered at once. */
  CompletableFuture<Reply> write(Point p, Object value, Control control, long expiresNanos) {
    if (!p.table().writable()) {
      return refused("table " + p.table() + " is read-only");
    }
    Optional<String> forbidden = line.forbidden(unit, p);
    if (forbidden.isPresent()) {
      return CompletableFuture.completedFuture(new Failed(Kind.SILENT, forbidden.get()));
    }
    RoundingMode down = p.factor() < 0 ? RoundingMode.CEILING : RoundingMode.FLOOR;
    RoundingMode rounding = control == Control.LIMIT ? down : RoundingMode.HALF_UP;
    try {
      if (!p.partial()) {
        return line.submit(
            request(p, PointCodec.encode(p, value, rounding)),
            Priority.WRITE,
            expiresNanos,
            r -> Optional.empty());
      }
      long part = PointCodec.part(p, value, rounding);
      return p.write() == Point.WriteFunction.F22
          ? line.submit(mask(p, part), Priority.WRITE, expiresNanos, r -> Optional.empty())
          : modify(p, value, rounding, expiresNanos);
    } catch (IllegalArgumentException e) {
      return refused(e.getMessage());
    }
  }

  private Request mask(Point p, long part) {
    if (p.size() != 1) {
      throw new IllegalArgumentException("write.fc: function 22 changes one register only");
    }
    int[] mask = p.order().arrange(p.type(), new int[] {(int) PointCodec.mask(p)});
    int[] bits = p.order().arrange(p.type(), new int[] {(int) part});
    return new Request.Mask(unit, p.address(), ~mask[0] & 0xFFFF, bits[0]);
  }

  /**
   * Reads, changes and writes with no other request in between. What cannot be written is found
   * before anything is sent: on the line's thread nobody could be told.
   */
  private CompletableFuture<Reply> modify(
      Point p, Object value, RoundingMode rounding, long expiresNanos) {
    request(p, new int[p.size()]);
    return line.submit(
        new Request.Read(unit, p.table(), p.address(), p.size()),
        Priority.WRITE,
        expiresNanos,
        reply ->
            reply instanceof Reply.Data data
                ? Optional.of(request(p, PointCodec.merge(p, data.values(), value, rounding)))
                : Optional.empty());
  }

  private Request request(Point p, int[] raw) {
    int function =
        switch (p.write()) {
          case F5 -> 5;
          case F6 -> 6;
          case F15 -> 15;
          case F16 -> 16;
          case F22 ->
              throw new IllegalArgumentException(
                  "write.fc: function 22 changes bits; name them by bit or mask");
          case AUTO -> p.table() == Table.COIL ? 5 : raw.length == 1 ? 6 : 16;
        };
    boolean coils = function == 5 || function == 15;
    if (coils != (p.table() == Table.COIL)) {
      throw new IllegalArgumentException(
          "write.fc: function " + function + " does not write table " + p.table());
    }
    return new Request.Write(unit, function, p.address(), raw);
  }

  private static CompletableFuture<Reply> refused(String why) {
    return CompletableFuture.completedFuture(new Failed(Kind.MISMATCH, why));
  }
}

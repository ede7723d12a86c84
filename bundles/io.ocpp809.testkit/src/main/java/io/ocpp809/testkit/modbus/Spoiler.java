package io.ocpp809.testkit.modbus;

import io.ocpp809.testkit.modbus.Sending.End;
import io.ocpp809.testkit.modbus.Sending.Part;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Turns a right answer into what a misbehaving device sends.
 *
 * @param request the request
 * @param answer the right protocol data unit
 * @param before the frame of the reply before; empty if there was none
 * @param moments lengths of pauses
 */
record Spoiler(Frame request, byte[] answer, byte[] before, Moments moments) {
  private static final byte[] GARBAGE = {0x55, (byte) 0xAA, 0x00, 0x13};

  /** What is sent; null for the right reply. */
  Sending sending(Misbehaviour how) {
    byte[] right = request.reply(answer);
    if (how == null) {
      return at(Duration.ZERO, right);
    }
    return switch (how) {
      case SILENCE -> new Sending(List.of(), End.OPEN);
      case LATE -> at(moments.late(), right);
      case SPLIT -> halves(right, moments.moment());
      case HOLE -> halves(right, moments.late());
      case DRIBBLED -> dribbled(right, moments.moment().dividedBy(8));
      case DRIBBLED_TOO_LONG -> dribbled(right, moments.late().dividedBy(right.length - 1));
      case GARBAGE -> joined(GARBAGE, right);
      case GARBAGE_AFTER -> joined(right, GARBAGE);
      case ECHO -> joined(request.frame(), right);
      case ECHO_ONLY -> at(Duration.ZERO, request.frame());
      case STALE -> at(Duration.ZERO, before.length == 0 ? right : before);
      case STALE_FIRST -> joined(before, right);
      case TWICE -> joined(right, right);
      case HALF -> ending(half(right), End.OPEN);
      case TORN -> ending(half(right), End.CLOSED);
      case DROP -> new Sending(List.of(), End.CLOSED);
      case RESET -> new Sending(List.of(), End.RESET);
      case HALF_CLOSED -> new Sending(List.of(), End.HALF_CLOSED);
      case DEAF -> new Sending(List.of(), End.DEAF);
      case CLOSED_AFTER -> ending(right, End.CLOSED);
      default -> at(Duration.ZERO, frame(how));
    };
  }

  private static Sending ending(byte[] octets, End end) {
    return new Sending(List.of(new Part(Duration.ZERO, octets)), end);
  }

  private static Sending at(Duration pause, byte[] octets) {
    return new Sending(List.of(new Part(pause, octets)), End.OPEN);
  }

  private static Sending joined(byte[] first, byte[] second) {
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.writeBytes(first);
    both.writeBytes(second);
    return at(Duration.ZERO, both.toByteArray());
  }

  private static byte[] half(byte[] frame) {
    return Arrays.copyOf(frame, frame.length / 2);
  }

  private static Sending halves(byte[] frame, Duration pause) {
    byte[] second = Arrays.copyOfRange(frame, frame.length / 2, frame.length);
    return new Sending(
        List.of(new Part(Duration.ZERO, half(frame)), new Part(pause, second)), End.OPEN);
  }

  private static Sending dribbled(byte[] frame, Duration pause) {
    List<Part> parts = new ArrayList<>();
    for (byte octet : frame) {
      parts.add(new Part(parts.isEmpty() ? Duration.ZERO : pause, new byte[] {octet}));
    }
    return new Sending(parts, End.OPEN);
  }

  /** One frame with something wrong in it. */
  private byte[] frame(Misbehaviour how) {
    byte[] body = body(how);
    int from = how == Misbehaviour.WRONG_UNIT ? request.unit() + 1 & 0xFF : request.unit();
    if (!request.rtu()) {
      byte[] frame = request.withHeader(from, body);
      switch (how) {
        case WRONG_TRANSACTION -> frame[1]++;
        case WRONG_PROTOCOL -> frame[3]++;
        case WRONG_LENGTH -> frame[5] += 2;
        default -> {}
      }
      return frame;
    }
    byte[] frame = Frame.withCrc(from, body);
    switch (how) {
      case BIT_FLIPPED -> frame[frame.length - 3] ^= 1;
      case UNIT_FLIPPED -> frame[0] ^= 2;
      case FUNCTION_FLIPPED -> frame[1] ^= 7;
      case COUNT_FLIPPED -> frame[2] ^= 2;
      case WRONG_CHECKSUM -> frame[frame.length - 1] ^= 0x5A;
      default -> {}
    }
    return frame;
  }

  /** One protocol data unit with something wrong in it; right where it does not apply. */
  private byte[] body(Misbehaviour how) {
    byte[] body = answer.clone();
    boolean counted = answer[0] >= 1 && answer[0] <= 4;
    if (how.exception() > 0) {
      return new byte[] {(byte) (request.pdu()[0] | 0x80), (byte) how.exception()};
    }
    switch (how) {
      case WRONG_FUNCTION -> body[0] = (byte) (body[0] == 3 ? 4 : 3);
      case WRONG_EXCEPTION -> {
        return new byte[] {(byte) (request.pdu()[0] == 3 ? 0x84 : 0x83), 2};
      }
      case SHORT -> body = counted && body.length > 3 ? sized(body, body.length - 2) : body;
      case LONG -> body = counted ? sized(body, body.length + 2) : body;
      case WRONG_COUNT -> body[1] -= counted ? 2 : 0;
      case WRONG_ADDRESS -> body[2] += counted ? 0 : 1;
      default -> {}
    }
    return body;
  }

  private static byte[] sized(byte[] body, int length) {
    byte[] result = Arrays.copyOf(body, length);
    result[1] = (byte) (length - 2);
    return result;
  }
}

package io.ocpp809.testkit.modbus;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Requests and replies without their frames (Modbus application protocol 1.1b3, section 6). */
final class Pdu {
  private Pdu() {}

  /** What a request asks; empty values for a read, and for what is not understood. */
  static SeenRequest seen(long nanos, int unit, byte[] request) {
    int function = request[0] & 0xFF;
    if (request.length < 5) {
      return new SeenRequest(nanos, unit, function, 0, 0, List.of());
    }
    int address = word(request, 1);
    int count = word(request, 3);
    return switch (function) {
      case 5 -> new SeenRequest(nanos, unit, function, address, 1, List.of(count >> 15));
      case 6 -> new SeenRequest(nanos, unit, function, address, 1, List.of(count));
      case 15 -> {
        boolean[] bits = bits(request, count);
        List<Integer> values =
            IntStream.range(0, bits.length).mapToObj(i -> bits[i] ? 1 : 0).toList();
        yield new SeenRequest(nanos, unit, function, address, count, values);
      }
      case 16 ->
          new SeenRequest(
              nanos,
              unit,
              function,
              address,
              count,
              IntStream.range(0, Math.min(count, (request.length - 6) / 2))
                  .mapToObj(i -> word(request, 6 + 2 * i))
                  .toList());
      default -> new SeenRequest(nanos, unit, function, address, count, List.of());
    };
  }

  /** Read device identification, basic objects: code 1, conformity 1, nothing more (6.21). */
  private static byte[] identity(List<String> texts) {
    java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
    out.writeBytes(new byte[] {43, 14, 1, 1, 0, 0, (byte) texts.size()});
    for (int i = 0; i < texts.size(); i++) {
      byte[] text = texts.get(i).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
      out.write(i);
      out.write(text.length);
      out.writeBytes(text);
    }
    return out.toByteArray();
  }

  /** Lets a device answer. */
  static byte[] answer(Device device, byte[] request) {
    int function = request[0] & 0xFF;
    if (function == 43 && !device.identity().isEmpty()) {
      return identity(device.identity());
    }
    try {
      ByteBuffer in = ByteBuffer.wrap(request, 1, request.length - 1);
      int address = in.getShort() & 0xFFFF;
      int word = in.getShort() & 0xFFFF;
      return switch (function) {
        case 1, 2 -> bits(function, device.readBits(function, address, word));
        case 3 -> registers(function, device.readHolding(address, word));
        case 4 -> registers(function, device.readInput(address, word));
        case 5 -> {
          device.writeCoils(function, address, new boolean[] {word == 0xFF00});
          yield request;
        }
        case 6 -> {
          device.write(function, address, new int[] {word});
          yield request;
        }
        case 15 -> {
          device.writeCoils(function, address, bits(request, word));
          yield Arrays.copyOf(request, 5);
        }
        case 16 -> {
          in.get();
          int[] values = new int[word];
          for (int i = 0; i < word; i++) {
            values[i] = in.getShort() & 0xFFFF;
          }
          device.write(function, address, values);
          yield Arrays.copyOf(request, 5);
        }
        default -> throw new ModbusFault(ModbusFault.ILLEGAL_FUNCTION);
      };
    } catch (ModbusFault fault) {
      return new byte[] {(byte) (function | 0x80), (byte) fault.code()};
    } catch (BufferUnderflowException e) {
      return new byte[] {(byte) (function | 0x80), ModbusFault.ILLEGAL_VALUE};
    }
  }

  private static int word(byte[] octets, int at) {
    return (octets[at] & 0xFF) << 8 | octets[at + 1] & 0xFF;
  }

  private static boolean[] bits(byte[] request, int count) {
    boolean[] result = new boolean[Math.min(count, Math.max(0, request.length - 6) * 8)];
    for (int i = 0; i < result.length; i++) {
      result[i] = (request[6 + i / 8] >> i % 8 & 1) == 1;
    }
    return result;
  }

  private static byte[] bits(int function, boolean[] values) {
    byte[] result = new byte[2 + (values.length + 7) / 8];
    result[0] = (byte) function;
    result[1] = (byte) (result.length - 2);
    for (int i = 0; i < values.length; i++) {
      if (values[i]) {
        result[2 + i / 8] |= (byte) (1 << i % 8);
      }
    }
    return result;
  }

  private static byte[] registers(int function, int[] values) {
    ByteBuffer out = ByteBuffer.allocate(2 + 2 * values.length);
    out.put((byte) function).put((byte) (2 * values.length));
    for (int value : values) {
      out.putShort((short) value);
    }
    return out.array();
  }
}

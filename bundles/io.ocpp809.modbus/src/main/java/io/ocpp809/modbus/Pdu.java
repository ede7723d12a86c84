package io.ocpp809.modbus;

import com.ghgande.j2mod.modbus.io.BytesInputStream;
import com.ghgande.j2mod.modbus.msg.MaskWriteRegisterRequest;
import com.ghgande.j2mod.modbus.msg.ModbusRequest;
import com.ghgande.j2mod.modbus.msg.ReadCoilsRequest;
import com.ghgande.j2mod.modbus.msg.ReadInputDiscretesRequest;
import com.ghgande.j2mod.modbus.msg.ReadInputRegistersRequest;
import com.ghgande.j2mod.modbus.msg.ReadMultipleRegistersRequest;
import com.ghgande.j2mod.modbus.msg.ReadMultipleRegistersResponse;
import com.ghgande.j2mod.modbus.msg.WriteCoilRequest;
import com.ghgande.j2mod.modbus.msg.WriteMultipleCoilsRequest;
import com.ghgande.j2mod.modbus.msg.WriteMultipleRegistersRequest;
import com.ghgande.j2mod.modbus.msg.WriteSingleRegisterRequest;
import com.ghgande.j2mod.modbus.procimg.Register;
import com.ghgande.j2mod.modbus.procimg.SimpleRegister;
import com.ghgande.j2mod.modbus.util.BitVector;
import com.ghgande.j2mod.modbus.util.ModbusUtil;
import io.ocpp809.modbus.Reply.Failed;
import io.ocpp809.modbus.Reply.Failed.Kind;
import java.io.IOException;
import java.util.Arrays;

/**
 * Protocol data units by j2mod's message classes: function code and data, without unit, transaction
 * or checksum. The only class that knows j2mod.
 */
final class Pdu {
  private Pdu() {}

  /** The request as octets. */
  static byte[] encode(Request request) {
    ModbusRequest message = message(request);
    byte[] data = message.getMessage();
    byte[] result = new byte[1 + data.length];
    result[0] = (byte) request.function();
    System.arraycopy(data, 0, result, 1, data.length);
    return result;
  }

  private static ModbusRequest message(Request request) {
    if (request instanceof Request.Read r) {
      return switch (r.table()) {
        case HOLDING -> new ReadMultipleRegistersRequest(r.address(), r.count());
        case INPUT -> new ReadInputRegistersRequest(r.address(), r.count());
        case COIL -> new ReadCoilsRequest(r.address(), r.count());
        case DISCRETE -> new ReadInputDiscretesRequest(r.address(), r.count());
      };
    }
    if (request instanceof Request.Mask m) {
      return new MaskWriteRegisterRequest(m.address(), m.and(), m.or());
    }
    Request.Write w = (Request.Write) request;
    int[] values = w.values();
    return switch (w.function()) {
      case 5 -> new WriteCoilRequest(w.address(), values[0] != 0);
      case 6 -> new WriteSingleRegisterRequest(w.address(), new SimpleRegister(values[0]));
      case 15 -> new WriteMultipleCoilsRequest(w.address(), bits(values));
      default -> new WriteMultipleRegistersRequest(w.address(), registers(values));
    };
  }

  private static BitVector bits(int[] values) {
    BitVector bits = new BitVector(values.length);
    for (int i = 0; i < values.length; i++) {
      bits.setBit(i, values[i] != 0);
    }
    return bits;
  }

  private static Register[] registers(int[] values) {
    return Arrays.stream(values).mapToObj(SimpleRegister::new).toArray(Register[]::new);
  }

  /** Length of the reply to a request, in octets of the unit without checksum. */
  static int replyLength(Request request) {
    if (request instanceof Request.Read r) {
      return 2 + (r.table().registers() ? 2 * r.count() : (r.count() + 7) / 8);
    }
    return request instanceof Request.Mask ? 7 : 5;
  }

  /**
   * The reply of these octets.
   *
   * @return {@link Failed} of kind MISMATCH if they do not belong to the request
   */
  static Reply decode(Request request, byte[] pdu) {
    int function = pdu[0] & 0xFF;
    if (function == (request.function() | 0x80) && pdu.length == 2) {
      return new Reply.Refused(pdu[1] & 0xFF);
    }
    if (function != request.function()) {
      return mismatch("a reply to function " + function + " instead of " + request.function());
    }
    if (pdu.length != replyLength(request)) {
      return mismatch(
          "a reply of " + pdu.length + " instead of " + replyLength(request) + " octets");
    }
    if (request instanceof Request.Read r) {
      return data(r, pdu);
    }
    byte[] sent = encode(request);
    boolean echoed = Arrays.equals(pdu, Arrays.copyOf(sent, pdu.length));
    return echoed ? new Reply.Done() : mismatch("the acknowledgement of another write");
  }

  private static Reply data(Request.Read r, byte[] pdu) {
    if ((pdu[1] & 0xFF) != pdu.length - 2) {
      return mismatch("a reply whose octet count is " + (pdu[1] & 0xFF));
    }
    int[] values = new int[r.count()];
    if (!r.table().registers()) {
      BitVector bits = BitVector.createBitVector(Arrays.copyOfRange(pdu, 2, pdu.length), r.count());
      for (int i = 0; i < values.length; i++) {
        values[i] = bits.getBit(i) ? 1 : 0;
      }
      return new Reply.Data(values);
    }
    ReadMultipleRegistersResponse response = new ReadMultipleRegistersResponse();
    try {
      response.readData(new BytesInputStream(Arrays.copyOfRange(pdu, 1, pdu.length)));
    } catch (IOException | RuntimeException e) {
      return mismatch("a reply that cannot be read: " + e);
    }
    for (int i = 0; i < values.length; i++) {
      values[i] = response.getRegisterValue(i) & 0xFFFF;
    }
    return new Reply.Data(values);
  }

  private static Failed mismatch(String text) {
    return new Failed(Kind.MISMATCH, text);
  }

  /** CRC-16 of an RTU frame, low octet first on the wire (Modbus over Serial Line V1.02, 6.2.2). */
  static int crc(byte[] frame, int length) {
    int[] lowHigh = ModbusUtil.calculateCRC(frame, 0, length);
    return lowHigh[1] << 8 | lowHigh[0];
  }
}

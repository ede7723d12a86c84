package io.ocpp809.testkit.modbus;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Serves devices on a loopback port, one thread a connection. A request for a unit that is not
 * there gets no reply, as on a bus.
 */
public final class ModbusServer implements AutoCloseable {

  /** How requests and replies are framed. */
  public enum Framing {
    /** MBAP header, as Modbus TCP has it. */
    TCP,
    /** Unit, PDU and CRC, as an RTU line has it, sent through a transparent gateway. */
    RTU
  }

  private final Framing framing;
  private final Map<Integer, Device> devices;
  private final ServerSocket listener;
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private volatile boolean silent;

  private ModbusServer(Framing framing, Map<Integer, Device> devices, ServerSocket listener) {
    this.framing = framing;
    this.devices = Map.copyOf(devices);
    this.listener = listener;
  }

  /**
   * Starts serving.
   *
   * @param framing how frames look
   * @param devices unit identifier to device
   * @return the running server
   * @throws IOException if no port can be opened
   */
  public static ModbusServer start(Framing framing, Map<Integer, Device> devices)
      throws IOException {
    ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    ModbusServer server = new ModbusServer(framing, devices, listener);
    server.run("modbus-server-" + listener.getLocalPort(), server::accept);
    return server;
  }

  /**
   * The port.
   *
   * @return TCP port on the loopback interface
   */
  public int port() {
    return listener.getLocalPort();
  }

  /**
   * Lets the devices fall silent: requests are read, nothing is answered or carried out.
   *
   * @param silent true for silence
   */
  public void silence(boolean silent) {
    this.silent = silent;
  }

  /** Cuts all connections; new ones are accepted. */
  public void drop() {
    connections.forEach(ModbusServer::shut);
  }

  @Override
  public void close() throws IOException {
    listener.close();
    drop();
  }

  private void run(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        socket.setTcpNoDelay(true);
        connections.add(socket);
        run("modbus-connection-" + socket.getPort(), () -> serve(socket));
      } catch (IOException e) {
        if (listener.isClosed()) {
          return;
        }
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      DataInputStream in = new DataInputStream(socket.getInputStream());
      OutputStream out = socket.getOutputStream();
      while (!socket.isClosed()) {
        byte[] reply = framing == Framing.TCP ? exchangeTcp(in) : exchangeRtu(in);
        if (reply != null && !silent) {
          out.write(reply);
          out.flush();
        }
      }
    } catch (IOException e) {
      // The peer has gone, or this server was closed: both end the connection.
      shut(socket);
    } finally {
      connections.remove(socket);
    }
  }

  private byte[] exchangeTcp(DataInputStream in) throws IOException {
    int transaction = in.readUnsignedShort();
    int protocol = in.readUnsignedShort();
    int length = in.readUnsignedShort();
    if (protocol != 0 || length < 2 || length > 254) {
      throw new IOException("no Modbus frame");
    }
    int unit = in.readUnsignedByte();
    byte[] pdu = answer(unit, in.readNBytes(length - 1));
    if (pdu == null) {
      return null;
    }
    return ByteBuffer.allocate(7 + pdu.length)
        .putShort((short) transaction)
        .putShort((short) 0)
        .putShort((short) (pdu.length + 1))
        .put((byte) unit)
        .put(pdu)
        .array();
  }

  /** Requests that are understood tell their own length, so no silent interval is needed. */
  private byte[] exchangeRtu(DataInputStream in) throws IOException {
    byte[] head = in.readNBytes(7);
    if (head.length < 7) {
      throw new IOException("closed");
    }
    int more =
        switch (head[1]) {
          case 3, 4, 5, 6 -> 1;
          case 15, 16 -> (head[6] & 0xFF) + 2;
          default -> throw new IOException("no frame that is understood");
        };
    byte[] frame = new byte[7 + more];
    System.arraycopy(head, 0, frame, 0, 7);
    in.readFully(frame, 7, more);
    int body = frame.length - 2;
    int crc = (frame[body] & 0xFF) | (frame[body + 1] & 0xFF) << 8;
    if (crc != crc(frame, body)) {
      return null;
    }
    byte[] request = new byte[body - 1];
    System.arraycopy(frame, 1, request, 0, request.length);
    byte[] pdu = answer(frame[0] & 0xFF, request);
    if (pdu == null) {
      return null;
    }
    byte[] reply = new byte[pdu.length + 3];
    reply[0] = frame[0];
    System.arraycopy(pdu, 0, reply, 1, pdu.length);
    int sum = crc(reply, reply.length - 2);
    reply[reply.length - 2] = (byte) sum;
    reply[reply.length - 1] = (byte) (sum >> 8);
    return reply;
  }

  private byte[] answer(int unit, byte[] request) {
    Device device = devices.get(unit);
    if (device == null || silent || request.length == 0) {
      return null;
    }
    int function = request[0] & 0xFF;
    try {
      ByteBuffer in = ByteBuffer.wrap(request, 1, request.length - 1);
      int address = in.getShort() & 0xFFFF;
      int word = in.getShort() & 0xFFFF;
      return switch (function) {
        case 3 -> registers(function, device.readHolding(address, word));
        case 4 -> registers(function, device.readInput(address, word));
        case 6 -> {
          device.write(function, address, new int[] {word});
          yield request;
        }
        case 16 -> {
          in.get();
          int[] values = new int[word];
          for (int i = 0; i < word; i++) {
            values[i] = in.getShort() & 0xFFFF;
          }
          device.write(function, address, values);
          yield java.util.Arrays.copyOf(request, 5);
        }
        default -> throw new ModbusFault(ModbusFault.ILLEGAL_FUNCTION);
      };
    } catch (ModbusFault fault) {
      return new byte[] {(byte) (function | 0x80), (byte) fault.code()};
    } catch (java.nio.BufferUnderflowException e) {
      return new byte[] {(byte) (function | 0x80), ModbusFault.ILLEGAL_VALUE};
    }
  }

  private static byte[] registers(int function, int[] values) {
    ByteBuffer out = ByteBuffer.allocate(2 + 2 * values.length);
    out.put((byte) function).put((byte) (2 * values.length));
    for (int value : values) {
      out.putShort((short) value);
    }
    return out.array();
  }

  private static int crc(byte[] data, int length) {
    int crc = 0xFFFF;
    for (int i = 0; i < length; i++) {
      crc ^= data[i] & 0xFF;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) == 0 ? crc >> 1 : crc >> 1 ^ 0xA001;
      }
    }
    return crc;
  }

  private static void shut(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new IllegalStateException("A socket does not close", e);
    }
  }
}

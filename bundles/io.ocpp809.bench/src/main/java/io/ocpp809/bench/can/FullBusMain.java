package io.ocpp809.bench.can;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.ocpp809.bench.process.CommandLoop;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HexFormat;
import java.util.concurrent.locks.LockSupport;

/**
 * A process of its own: a converter from CAN to Ethernet with frames of 13 octets, on whose bus
 * somebody talks without a pause. Commands: {@code port}, and {@code play} with {@code frames} and
 * {@code rate} (frames a second), which waits for its client and returns when all have left.
 */
public final class FullBusMain {
  private static final int OCTETS = 13;

  // BCL: 400 V, -100 A, constant current. CCS: 400 V, -50 A, permitted. BSM: all in order.
  private static final byte[][] FRAMES = {
    HexFormat.of().parseHex("85181056f4a00fb80b02000000"),
    HexFormat.of().parseHex("881812f456a00fac0d0100fdff"),
    HexFormat.of().parseHex("87181356f4014b013c01001000"),
  };

  private FullBusMain() {}

  /**
   * Carries out commands until its parent ends.
   *
   * @param arguments none
   * @throws IOException if there is no free port
   */
  public static void main(String[] arguments) throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CommandLoop.run((command, of) -> carryOut(server, command, of));
    }
  }

  private static JsonElement carryOut(ServerSocket server, String command, JsonObject of)
      throws IOException {
    if (command.equals("port")) {
      return new JsonPrimitive(server.getLocalPort());
    }
    try (Socket socket = server.accept()) {
      socket.setTcpNoDelay(true);
      play(socket.getOutputStream(), of.get("frames").getAsLong(), of.get("rate").getAsLong());
      // The client may still read what it has been sent.
      return new JsonPrimitive(System.nanoTime());
    }
  }

  private static void play(OutputStream out, long frames, long rate) throws IOException {
    long begin = System.nanoTime();
    for (long i = 0; i < frames; i++) {
      long at = begin + i * 1_000_000_000L / rate;
      for (long rest = at - System.nanoTime(); rest > 0; rest = at - System.nanoTime()) {
        LockSupport.parkNanos(rest);
      }
      out.write(FRAMES[(int) (i % FRAMES.length)], 0, OCTETS);
    }
  }
}

package io.ocpp809.cli.modbus;

import io.ocpp809.modbus.Link;
import io.ocpp809.modbus.survey.SocketLink;
import io.ocpp809.modbus.survey.StoppedException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Waits for a device that dials in, for {@code dial-in:[ADDRESS:]PORT}. Tells what each caller says
 * first, which is what the driver's form wants as {@code caller}.
 */
final class Doorway implements AutoCloseable {
  private static final int SLICE_MILLIS = 100;
  private static final long CALL_NANOS = 120_000_000_000L;
  private static final long GREETING_NANOS = 1_000_000_000L;
  private static final int MOST = 64;

  private final ServerSocket server;
  private final Consumer<String> notice;

  /**
   * Listens.
   *
   * @param address of this machine; empty for all of them
   * @param notice told who calls
   * @throws IOException if the system refuses, with what to do
   */
  Doorway(String address, int port, Consumer<String> notice) throws IOException {
    this.notice = notice;
    server = new ServerSocket();
    try {
      server.setReuseAddress(true);
      server.setSoTimeout(SLICE_MILLIS);
      server.bind(
          address.isEmpty() ? new InetSocketAddress(port) : new InetSocketAddress(address, port));
    } catch (IOException | RuntimeException e) {
      server.close();
      throw new IOException(
          "port "
              + port
              + " cannot be listened on ("
              + e.getMessage()
              + "); is the driver active? It has the port then",
          e);
    }
  }

  int port() {
    return server.getLocalPort();
  }

  /**
   * Waits two minutes for a call, and a second for what its modem says first.
   *
   * @throws IOException if nobody calls
   */
  Link next(BooleanSupplier stopped) throws IOException {
    notice.accept("waiting for a call at port " + port());
    long end = System.nanoTime() + CALL_NANOS;
    while (System.nanoTime() < end) {
      if (stopped.getAsBoolean()) {
        throw new StoppedException();
      }
      try {
        Socket socket = server.accept();
        notice.accept(socket.getInetAddress().getHostAddress() + " dials in: " + greeting(socket));
        return SocketLink.of(socket);
      } catch (SocketTimeoutException nobody) {
        continue;
      }
    }
    throw new IOException(
        "nobody has dialled in at port "
            + port()
            + " within two minutes; is the modem on, and set to this machine's address and port?");
  }

  private static String greeting(Socket socket) throws IOException {
    byte[] first = new byte[MOST];
    int length = 0;
    long end = System.nanoTime() + GREETING_NANOS;
    socket.setSoTimeout(SLICE_MILLIS);
    while (length < MOST && System.nanoTime() < end) {
      try {
        int count = socket.getInputStream().read(first, length, MOST - length);
        if (count < 0) {
          break;
        }
        length += count;
      } catch (SocketTimeoutException nothing) {
        if (length > 0) {
          break;
        }
      }
    }
    if (length == 0) {
      return "says nothing first";
    }
    byte[] said = Arrays.copyOf(first, length);
    boolean text = true;
    for (byte b : said) {
      text &= b > ' ' && b < 0x7F;
    }
    String hex = "0x" + HexFormat.of().withUpperCase().formatHex(said);
    return "caller "
        + hex
        + (text ? " (" + new String(said, java.nio.charset.StandardCharsets.US_ASCII) + ")" : "");
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      return;
    }
  }
}

package io.ocpp809.modbus;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.function.Consumer;

/** A port on which devices dial in, shared by the lines that expect them; for the loop's thread. */
final class CallPort implements Participant {
  private static final int ACCEPTED_AT_ONCE = 16;
  private static final int BACKLOG = 32;

  private final TcpLoop loop;
  private final Calling where;
  private final Consumer<String> told;
  private final Reception<SocketChannel, Awaiting> reception;
  private final ByteBuffer buffer = ByteBuffer.allocate(512);
  private ServerSocketChannel server;

  /**
   * Makes the port; it is opened by {@link #listen()}.
   *
   * @param told told once about each kind of stranger
   */
  CallPort(TcpLoop loop, Calling where, Consumer<String> told) {
    this.loop = loop;
    this.where = where;
    this.told = told;
    this.reception = new Reception<>(where.place());
  }

  void expect(Awaiting line, Reception.Expected device) {
    reception.expect(line, device);
  }

  /** A line is closed; the last one closes the port. */
  boolean forget(Awaiting line) {
    reception.forget(line);
    if (reception.idle()) {
      end();
      return true;
    }
    return false;
  }

  /**
   * Listens, unless it does already.
   *
   * @throws IOException if the system refuses; the message names the attribute
   */
  void listen() throws IOException {
    if (server != null) {
      return;
    }
    ServerSocketChannel fresh = ServerSocketChannel.open();
    try {
      fresh.configureBlocking(false);
      fresh.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      InetSocketAddress at =
          where.address().isEmpty()
              ? new InetSocketAddress(where.port())
              : new InetSocketAddress(where.address(), where.port());
      if (at.isUnresolved()) {
        throw new IOException("listen.address is not known");
      }
      fresh.bind(at, BACKLOG);
      fresh.register(loop.selector(), SelectionKey.OP_ACCEPT, this);
      server = fresh;
    } catch (IOException | RuntimeException e) {
      fresh.close();
      throw new IOException(
          "port: "
              + where.place()
              + " cannot be listened on ("
              + e.getMessage()
              + "); another program may have it, and ports below 1024 need rights of their own",
          e);
    }
  }

  /** The port that is listened on; 0 if it is not. */
  int port() {
    return server == null ? 0 : server.socket().getLocalPort();
  }

  @Override
  public long dueNanos() {
    return reception.next();
  }

  @Override
  public void advance() {
    perform(reception.due(System.nanoTime()));
  }

  @Override
  public void ready(SelectionKey key) {
    if (!key.isValid()) {
      return;
    }
    if (key.isAcceptable()) {
      accept();
    } else {
      hear((SocketChannel) key.channel());
    }
  }

  private void accept() {
    try {
      for (int i = 0; i < ACCEPTED_AT_ONCE; i++) {
        SocketChannel caller = server.accept();
        if (caller == null) {
          return;
        }
        greet(caller);
      }
    } catch (IOException e) {
      failed(String.valueOf(e.getMessage()));
    }
  }

  private void greet(SocketChannel caller) {
    try {
      caller.configureBlocking(false);
      caller.setOption(StandardSocketOptions.TCP_NODELAY, true);
      caller.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
      caller.register(loop.selector(), SelectionKey.OP_READ, this);
      perform(reception.arrived(caller, caller.socket().getInetAddress(), System.nanoTime()));
    } catch (IOException | RuntimeException e) {
      Carrier.shut(caller);
    }
  }

  private void hear(SocketChannel caller) {
    int count = -1;
    try {
      buffer.clear();
      count = caller.read(buffer);
    } catch (IOException e) {
      // A connection that breaks has hung up.
      count = -1;
    }
    if (count < 0) {
      perform(reception.gone(caller));
      Carrier.shut(caller);
    } else if (count > 0) {
      perform(reception.received(caller, buffer.array(), count, System.nanoTime()));
    }
  }

  private void perform(List<Reception.Step<SocketChannel, Awaiting>> steps) {
    for (Reception.Step<SocketChannel, Awaiting> step : steps) {
      if (step instanceof Reception.Step.Take<SocketChannel, Awaiting> take) {
        take.line().called(take.caller(), take.rest());
      } else if (step instanceof Reception.Step.Ask<SocketChannel, Awaiting> ask) {
        ask(ask.caller(), ask.frame());
      } else if (step instanceof Reception.Step.Drop<SocketChannel, Awaiting> drop) {
        Carrier.shut(drop.caller());
        if (!drop.tell().isEmpty()) {
          told.accept(drop.tell());
        }
      }
    }
  }

  private void ask(SocketChannel caller, byte[] frame) {
    try {
      Carrier.plain(caller).write(frame);
    } catch (IOException e) {
      perform(reception.gone(caller));
      Carrier.shut(caller);
    }
  }

  /** Closes the port; it is opened again when a line next wants its device. */
  @Override
  public void failed(String why) {
    end();
  }

  @Override
  public void end() {
    reception.waiting().forEach(c -> perform(reception.gone(c)));
    if (server != null) {
      try {
        server.close();
      } catch (IOException e) {
        // The system takes the port back either way.
        server = null;
      }
      server = null;
    }
  }
}

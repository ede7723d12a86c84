package io.ocpp809.modbus;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;

/** Drives one line over TCP; all but {@link #wake} and {@link #close} run on the loop's thread. */
final class TcpDriver implements LineDriver {
  /** Addresses in digits, which are not looked up. */
  private static final Pattern LITERAL = Pattern.compile("[0-9.]+|[0-9a-fA-F:.%]*:[0-9a-fA-F:.%]*");

  private final TcpLoop loop;
  private final LineMachine machine;
  private final InetSocketAddress target;
  private final ByteBuffer buffer = ByteBuffer.allocate(512);
  private final AtomicBoolean woken = new AtomicBoolean();
  private SocketChannel channel;
  private long openDeadline = Long.MAX_VALUE;
  private long wakeAt = Long.MAX_VALUE;
  private int attempt;

  TcpDriver(TcpLoop loop, LineMachine machine, InetSocketAddress target) {
    this.loop = loop;
    this.machine = machine;
    this.target = target;
  }

  @Override
  public void wake() {
    if (woken.compareAndSet(false, true)) {
      loop.post(
          () -> {
            woken.set(false);
            advance();
          });
    }
  }

  @Override
  public void close() {
    loop.forget(this);
    loop.post(
        () -> {
          attempt++;
          closeChannel();
        });
  }

  long millisToWait(long now) {
    long at = Math.min(wakeAt, openDeadline);
    return at == Long.MAX_VALUE ? Long.MAX_VALUE : Math.max(0, (at - now + 999_999) / 1_000_000);
  }

  /** Does what the machine says until it has to wait. */
  void advance() {
    if (System.nanoTime() >= openDeadline) {
      openFailed(attempt, "did not answer in time; is the device on and its address right?");
    }
    while (true) {
      Step step;
      List<Outcome> outcomes;
      synchronized (machine) {
        step = machine.next(System.nanoTime());
        outcomes = machine.outcomes();
      }
      outcomes.forEach(o -> o.done().complete(o.reply()));
      if (step instanceof Step.Wait wait) {
        wakeAt = wait.untilNanos();
        return;
      }
      perform(step);
    }
  }

  private void perform(Step step) {
    if (step instanceof Step.Open open) {
      resolve(open);
    } else if (step instanceof Step.Close) {
      closeChannel();
    } else if (step instanceof Step.Send send) {
      send(send.frame());
    }
  }

  private void resolve(Step.Open open) {
    openDeadline = open.deadlineNanos();
    int mine = ++attempt;
    if (LITERAL.matcher(target.getHostString()).matches()) {
      connect(mine, resolved());
      return;
    }
    try {
      loop.resolvers()
          .execute(
              () -> {
                InetSocketAddress address = resolved();
                loop.post(
                    () -> {
                      connect(mine, address);
                      advance();
                    });
              });
    } catch (RejectedExecutionException closed) {
      openFailed(mine, "cannot be reached: the lines are being closed");
    }
  }

  private InetSocketAddress resolved() {
    return new InetSocketAddress(target.getHostString(), target.getPort());
  }

  private void connect(int mine, InetSocketAddress address) {
    if (mine != attempt) {
      return;
    }
    if (address.isUnresolved()) {
      openFailed(mine, "cannot be reached: host " + target.getHostString() + " is not known");
      return;
    }
    try {
      channel = SocketChannel.open();
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
      SelectionKey key = channel.register(loop.selector(), SelectionKey.OP_CONNECT, this);
      if (channel.connect(address)) {
        connected(key);
      }
    } catch (IOException | RuntimeException e) {
      openFailed(mine, "cannot be reached: " + e.getMessage());
    }
  }

  private void connected(SelectionKey key) {
    openDeadline = Long.MAX_VALUE;
    key.interestOps(SelectionKey.OP_READ);
    synchronized (machine) {
      machine.opened();
    }
  }

  private void openFailed(int mine, String why) {
    if (mine != attempt) {
      return;
    }
    attempt++;
    openDeadline = Long.MAX_VALUE;
    closeChannel();
    synchronized (machine) {
      machine.openFailed(
          target.getHostString() + ":" + target.getPort() + " " + why, System.nanoTime());
    }
  }

  /** Something can be done on the socket. */
  void ready(SelectionKey key) {
    if (channel == null || key.channel() != channel || !key.isValid()) {
      return;
    }
    try {
      if (key.isConnectable() && channel.finishConnect()) {
        connected(key);
      } else if (key.isReadable()) {
        receive(true);
      }
    } catch (IOException e) {
      if (openDeadline != Long.MAX_VALUE) {
        openFailed(attempt, "cannot be reached: " + e.getMessage());
      } else {
        failed(e.getMessage());
      }
    }
    advance();
  }

  private void receive(boolean wanted) throws IOException {
    buffer.clear();
    int count = channel.read(buffer);
    while (count > 0) {
      if (wanted) {
        synchronized (machine) {
          machine.received(buffer.array(), count, System.nanoTime());
        }
      }
      buffer.clear();
      count = channel.read(buffer);
    }
    if (count < 0) {
      throw new IOException("the device closed the connection");
    }
  }

  private void send(byte[] frame) {
    try {
      receive(false);
      ByteBuffer octets = ByteBuffer.wrap(frame);
      if (channel.write(octets) < frame.length) {
        throw new IOException("the device takes no more octets");
      }
    } catch (IOException | RuntimeException e) {
      failed(String.valueOf(e.getMessage()));
    }
  }

  /** The connection has failed. */
  void failed(String why) {
    synchronized (machine) {
      if (channel != null) {
        machine.broken(why, System.nanoTime());
      }
    }
  }

  void closeChannel() {
    if (channel == null) {
      return;
    }
    try {
      channel.close();
    } catch (IOException e) {
      wakeAt = Long.MAX_VALUE;
    }
    channel = null;
  }
}

package io.ocpp809.modbus;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLEngine;

/**
 * Connects to a device: looks its name up, connects, and shakes hands if the line is secured. Names
 * and certificates are seen to aside, so that they hold up nobody; at most one look-up of a line is
 * under way, however long the name server takes.
 */
final class Dialler implements TcpDriver.Opener {
  /** Addresses in digits, which are not looked up. */
  private static final Pattern LITERAL = Pattern.compile("[0-9.]+|[0-9a-fA-F:.%]*:[0-9a-fA-F:.%]*");

  private final TcpLoop loop;
  private final TcpDriver driver;
  private final InetSocketAddress target;
  private final Optional<Tls> tls;
  private boolean looking;
  private boolean there;
  private int attempt;
  private SocketChannel channel;
  private SelectionKey key;
  private TlsCarrier secured;

  Dialler(TcpLoop loop, TcpDriver driver, InetSocketAddress target, Optional<Tls> tls) {
    this.loop = loop;
    this.driver = driver;
    this.target = target;
    this.tls = tls;
  }

  @Override
  public void open() {
    attempt++;
    if (LITERAL.matcher(target.getHostString()).matches()) {
      connect(new InetSocketAddress(target.getHostString(), target.getPort()));
    } else if (!looking) {
      looking = aside(loop.resolvers(), this::lookUp);
    }
  }

  private boolean aside(Executor executor, Runnable task) {
    try {
      executor.execute(task);
      return true;
    } catch (RejectedExecutionException closed) {
      failed("cannot be reached: the lines are being closed");
      return false;
    }
  }

  private void lookUp() {
    InetSocketAddress address = loop.resolve(target);
    loop.post(
        driver,
        () -> {
          looking = false;
          if (driver.opening() && channel == null) {
            connect(address);
          }
          driver.advance();
        });
  }

  private void connect(InetSocketAddress address) {
    if (address.isUnresolved()) {
      loop.hosts().leave(this);
      failed("cannot be reached: host " + target.getHostString() + " is not known");
      return;
    }
    Optional<String> other = loop.hosts().take(this, target.getHostString(), address);
    if (other.isPresent()) {
      failed(
          "is the device that another driver calls "
              + other.get()
              + "; give both drivers the same host, so that they share its line");
      return;
    }
    try {
      channel = SocketChannel.open();
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
      key = channel.register(loop.selector(), SelectionKey.OP_CONNECT, driver);
      if (channel.connect(address)) {
        connected();
      }
    } catch (IOException | RuntimeException e) {
      failed("cannot be reached: " + e.getMessage());
    }
  }

  @Override
  public void ready(SelectionKey ready) {
    if (ready != key) {
      return;
    }
    try {
      if (secured != null) {
        shake();
      } else if (key.isConnectable() && channel.finishConnect()) {
        connected();
      }
    } catch (IOException e) {
      failed("cannot be reached: " + e.getMessage());
    }
  }

  private void connected() {
    there = true;
    key.interestOps(0);
    if (tls.isEmpty()) {
      hand(Carrier.plain(channel));
      return;
    }
    int mine = attempt;
    aside(
        loop.handshakes(),
        () -> {
          try {
            SSLEngine engine = tls.get().engine(target.getHostString(), target.getPort());
            loop.post(driver, () -> secure(mine, engine));
          } catch (RuntimeException e) {
            String why = String.valueOf(e.getMessage());
            loop.post(driver, () -> refuse(mine, why));
          }
        });
  }

  private void refuse(int mine, String why) {
    if (mine == attempt) {
      driver.openFailed(why);
    }
    driver.advance();
  }

  private void secure(int mine, SSLEngine engine) {
    if (mine != attempt || channel == null) {
      return;
    }
    try {
      secured = new TlsCarrier(channel, engine);
    } catch (IOException e) {
      failed("cannot be reached: " + e.getMessage());
    }
    shake();
    driver.advance();
  }

  private void shake() {
    try {
      switch (secured.shake()) {
        case READ -> key.interestOps(SelectionKey.OP_READ);
        case WRITE -> key.interestOps(SelectionKey.OP_WRITE);
        case DONE -> hand(secured);
        case TASK -> {
          key.interestOps(0);
          Runnable task = secured.task();
          int mine = attempt;
          aside(
              loop.handshakes(),
              () -> {
                task.run();
                loop.post(driver, () -> goOn(mine));
              });
        }
      }
    } catch (IOException e) {
      failed(e.getMessage());
    }
  }

  private void goOn(int mine) {
    if (mine == attempt && secured != null) {
      shake();
      driver.advance();
    }
  }

  private void hand(Carrier carrier) {
    SelectionKey ready = key;
    forget();
    driver.opened(carrier, ready);
  }

  private void failed(String why) {
    driver.openFailed(target.getHostString() + ":" + target.getPort() + " " + why);
  }

  @Override
  public String late() {
    String stage;
    if (there) {
      stage = "does not end the TLS handshake in time; does it speak TLS on this port?";
    } else if (looking && channel == null) {
      stage = "cannot be reached: the name server does not answer; write the address instead";
    } else {
      stage = "did not answer in time; is the device on and its address right?";
    }
    return target.getHostString() + ":" + target.getPort() + " " + stage;
  }

  @Override
  public void cancel() {
    if (secured != null) {
      secured.close();
    } else if (channel != null) {
      Carrier.shut(channel);
    }
    forget();
  }

  @Override
  public void end() {
    cancel();
    loop.hosts().leave(this);
  }

  private void forget() {
    attempt++;
    there = false;
    channel = null;
    key = null;
    secured = null;
  }
}

package io.ocpp809.modbus;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.function.Consumer;

/** Waits until a line's device dials in; a later call replaces an earlier one. */
final class Awaiting implements TcpDriver.Opener {
  private final TcpLoop loop;
  private final TcpDriver driver;
  private final Calling calling;
  private final Reception.Expected device;
  private final Consumer<String> told;

  Awaiting(
      TcpLoop loop,
      TcpDriver driver,
      Calling calling,
      Reception.Expected device,
      Consumer<String> told) {
    this.loop = loop;
    this.driver = driver;
    this.calling = calling;
    this.device = device;
    this.told = told;
  }

  /** Lets the device call from now on, before it is asked for anything. */
  @Override
  public void prepare() {
    try {
      loop.expect(calling, this, device, told);
    } catch (IOException e) {
      driver.openFailed(e.getMessage());
    }
  }

  @Override
  public void open() {
    prepare();
  }

  /** It calls. */
  void called(SocketChannel caller, byte[] rest) {
    SelectionKey key = caller.keyFor(loop.selector());
    driver.opened(Carrier.plain(caller), key);
    driver.passed(rest);
    driver.advance();
  }

  @Override
  public String late() {
    return calling.endpoint()
        + ": the device has not dialled in yet; is its modem on, and set to this gateway's address"
        + " and port?";
  }

  @Override
  public void cancel() {
    // It may call at any time, whether it is wanted at this moment or not.
  }

  @Override
  public void end() {
    loop.expectNoMore(calling, this);
  }

  @Override
  public void ready(SelectionKey key) {
    // The port looks after its callers until one is known.
  }
}

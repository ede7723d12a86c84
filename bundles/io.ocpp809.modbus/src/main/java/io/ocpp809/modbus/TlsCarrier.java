package io.ocpp809.modbus;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/** A connection through TLS that never waits; its failures say what they mean. */
final class TlsCarrier implements Carrier {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final SocketChannel channel;
  private final SSLEngine engine;
  private final ByteBuffer in;
  private final ByteBuffer out;
  private final ByteBuffer plain;
  private boolean heard;

  /** What a handshake waits for. */
  enum Progress {
    /** Octets of the device. */
    READ,
    /** Room for ours. */
    WRITE,
    /** {@link #task()}, on another thread. */
    TASK,
    /** Nothing: it is done. */
    DONE
  }

  /** Begins a handshake on an open connection. */
  TlsCarrier(SocketChannel channel, SSLEngine engine) throws IOException {
    this.channel = channel;
    this.engine = engine;
    in = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    out = ByteBuffer.allocate(2 * engine.getSession().getPacketBufferSize());
    plain = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
    plain.flip();
    engine.beginHandshake();
  }

  /** Goes on with the handshake as far as it can. */
  Progress shake() throws IOException {
    try {
      return goOn();
    } catch (SSLException e) {
      throw new IOException(TlsFaults.words(e), e);
    } catch (IOException e) {
      throw new IOException(
          "the device closed the connection during the TLS handshake; does it want a"
              + " certificate of ours (KeystoreService.target), or speak no TLS here?",
          e);
    }
  }

  private Progress goOn() throws IOException {
    while (flush()) {
      HandshakeStatus status = engine.getHandshakeStatus();
      if (status == HandshakeStatus.NEED_TASK) {
        return Progress.TASK;
      }
      if (status == HandshakeStatus.NOT_HANDSHAKING) {
        return Progress.DONE;
      }
      if (status == HandshakeStatus.NEED_WRAP) {
        engine.wrap(NOTHING, out);
      } else if (!unwrap()) {
        int count = channel.read(in);
        if (count < 0) {
          throw new EOFException();
        }
        if (count == 0) {
          return Progress.READ;
        }
      }
    }
    return Progress.WRITE;
  }

  /** Work that takes long, as checking certificates does; null if there is none. */
  Runnable task() {
    return engine.getDelegatedTask();
  }

  /** Deciphers one record; false if more octets are needed. */
  private boolean unwrap() throws IOException {
    plain.clear();
    in.flip();
    SSLEngineResult result;
    try {
      result = engine.unwrap(in, plain);
    } finally {
      in.compact();
      plain.flip();
    }
    if (result.getStatus() == SSLEngineResult.Status.CLOSED && result.bytesProduced() == 0) {
      throw closed(null);
    }
    return result.getStatus() != SSLEngineResult.Status.BUFFER_UNDERFLOW;
  }

  /**
   * The device has ended the connection. In TLS 1.3 it judges our certificate after the handshake,
   * and its reason may be lost when it hangs up at once.
   */
  private IOException closed(IOException cause) {
    return new IOException(
        heard
            ? "the device closed the connection"
            : "the device closed the connection right after the TLS handshake; does it want a"
                + " certificate of ours, or another one (KeystoreService.target)?",
        cause);
  }

  private boolean flush() throws IOException {
    out.flip();
    channel.write(out);
    out.compact();
    return out.position() == 0;
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    try {
      while (!plain.hasRemaining()) {
        if (!unwrap()) {
          int count = fill();
          if (count == 0) {
            return 0;
          }
        }
        settle();
      }
    } catch (SSLException e) {
      throw new IOException(TlsFaults.words(e), e);
    }
    heard = true;
    int count = Math.min(into.remaining(), plain.remaining());
    into.put(plain.array(), plain.position(), count);
    plain.position(plain.position() + count);
    return count;
  }

  private int fill() throws IOException {
    int count;
    try {
      count = channel.read(in);
    } catch (IOException e) {
      throw heard ? e : closed(e);
    }
    if (count < 0) {
      throw closed(null);
    }
    return count;
  }

  /** After the handshake: new keys, and an old device's wish to shake hands again. */
  private void settle() throws IOException {
    for (HandshakeStatus s = engine.getHandshakeStatus();
        s == HandshakeStatus.NEED_TASK || s == HandshakeStatus.NEED_WRAP;
        s = engine.getHandshakeStatus()) {
      if (s == HandshakeStatus.NEED_TASK) {
        for (Runnable task = task(); task != null; task = task()) {
          task.run();
        }
      } else {
        engine.wrap(NOTHING, out);
        send();
      }
    }
  }

  private void send() throws IOException {
    boolean all;
    try {
      all = flush();
    } catch (IOException e) {
      throw heard ? e : closed(e);
    }
    if (!all) {
      throw new IOException(DEAF);
    }
  }

  @Override
  public void write(byte[] octets) throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(octets);
    try {
      while (rest.hasRemaining()) {
        if (engine.wrap(rest, out).getStatus() != SSLEngineResult.Status.OK) {
          throw closed(null);
        }
        send();
      }
    } catch (SSLException e) {
      throw new IOException(TlsFaults.words(e), e);
    }
  }

  /** Says goodbye if the socket takes it at once. */
  @Override
  public void close() {
    try {
      engine.closeOutbound();
      engine.wrap(NOTHING, out);
      flush();
    } catch (IOException e) {
      // The goodbye is a courtesy; the connection ends either way.
      Carrier.shut(channel);
    }
    Carrier.shut(channel);
  }
}

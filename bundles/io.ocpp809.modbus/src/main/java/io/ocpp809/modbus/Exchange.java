package io.ocpp809.modbus;

import io.ocpp809.modbus.Reply.Failed;
import io.ocpp809.modbus.Reply.Failed.Kind;
import java.io.IOException;

/**
 * Carries one request out over a link and waits for its reply, by an absolute deadline. Opens a
 * link when there is none and throws it away after any failure of it, and after a time-out on TCP,
 * so that no late reply can be taken for that of another request.
 */
final class Exchange implements AutoCloseable {
  private static final int BUFFER = 600;
  private static final long RECONNECT_LEAST_MILLIS = 500;
  private static final long RECONNECT_MOST_MILLIS = 30_000;

  private final Link.Factory factory;
  private final Framing framing;
  private final LineSettings settings;
  private final byte[] buffer = new byte[BUFFER];
  private Link link;
  private int transaction;
  private String openFault = "";
  private long openAgainNanos;
  private long backOffMillis = RECONNECT_LEAST_MILLIS;

  Exchange(Link.Factory factory, Framing framing, LineSettings settings) {
    this.factory = factory;
    this.framing = framing;
    this.settings = settings;
  }

  /** Whether a link is open. */
  boolean connected() {
    return link != null;
  }

  Reply perform(Request request) {
    if (link == null && !open()) {
      return new Failed(Kind.LINK, openFault);
    }
    transaction = transaction + 1 & 0xFFFF;
    long deadline = System.nanoTime() + settings.timeoutMillis() * 1_000_000L;
    try {
      link.discard();
      link.write(framing.encode(request, transaction));
      if (request.unit() == 0 && framing instanceof RtuFraming) {
        return new Reply.Done();
      }
      return await(request, deadline);
    } catch (IOException e) {
      close();
      return new Failed(Kind.LINK, factory.endpoint() + ": " + e.getMessage());
    }
  }

  private boolean open() {
    long now = System.nanoTime();
    if (!openFault.isEmpty() && now < openAgainNanos) {
      return false;
    }
    try {
      link = factory.open(now + settings.connectMillis() * 1_000_000L);
      openFault = "";
      backOffMillis = RECONNECT_LEAST_MILLIS;
      return true;
    } catch (IOException | LinkageError e) {
      openFault = e.getMessage();
      openAgainNanos = System.nanoTime() + backOffMillis * 1_000_000;
      backOffMillis = Math.min(RECONNECT_MOST_MILLIS, 2 * backOffMillis);
      return false;
    }
  }

  private Reply await(Request request, long deadline) throws IOException {
    int length = 0;
    while (true) {
      Framing.Found found = framing.find(request, transaction, buffer, length);
      if (found.reply() != null) {
        return settled(found.reply());
      }
      if (found.consumed() > 0) {
        length -= found.consumed();
        System.arraycopy(buffer, found.consumed(), buffer, 0, length);
        continue;
      }
      int count = length == buffer.length ? 0 : link.read(buffer, length, deadline);
      if (count == 0) {
        return timedOut(request, length);
      }
      length += count;
    }
  }

  private Reply settled(Reply reply) throws IOException {
    if (reply instanceof Failed) {
      recover();
    }
    return reply;
  }

  private Reply timedOut(Request request, int length) throws IOException {
    recover();
    String text =
        length == 0
            ? "unit "
                + request.unit()
                + " did not answer within "
                + settings.timeoutMillis()
                + " ms"
            : "unit "
                + request.unit()
                + " answered "
                + length
                + " octets within "
                + settings.timeoutMillis()
                + " ms, too few for a reply";
    return new Failed(Kind.TIMEOUT, text);
  }

  private void recover() throws IOException {
    if (framing instanceof MbapFraming || link instanceof TcpLink) {
      close();
      return;
    }
    long quiet = Math.max(20, settings.drainMillis()) * 1_000_000L;
    long giveUp = System.nanoTime() + 1_000_000_000L;
    while (System.nanoTime() < giveUp && link.read(buffer, 0, System.nanoTime() + quiet) > 0) {
      link.discard();
    }
  }

  @Override
  public void close() {
    if (link != null) {
      link.close();
      link = null;
    }
  }
}

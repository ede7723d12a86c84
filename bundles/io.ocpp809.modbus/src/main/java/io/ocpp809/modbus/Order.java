package io.ocpp809.modbus;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * A request in a line's queue.
 *
 * @param request the request
 * @param priority how urgent it is
 * @param since instant at which it was submitted, ns
 * @param expires instant after which it is no longer sent, ns
 * @param next the request that follows this one at once, with nothing in between, made from its
 *     reply; empty if there is none
 * @param done completes with what came of it
 * @param tries how often it was sent already and the device was busy
 */
record Order(
    Request request,
    Priority priority,
    long since,
    long expires,
    Function<Reply, Optional<Request>> next,
    CompletableFuture<Reply> done,
    int tries) {
  /** An order that has not been sent yet. */
  Order(
      Request request,
      Priority priority,
      long since,
      long expires,
      Function<Reply, Optional<Request>> next,
      CompletableFuture<Reply> done) {
    this(request, priority, since, expires, next, done, 0);
  }

  /** The same order with the request that follows; what was read before it would be old later. */
  Order following(Request following) {
    return new Order(
        following, priority, since, expires, r -> Optional.empty(), done, Integer.MAX_VALUE);
  }

  /** The same order, to be sent once more. */
  Order again() {
    return new Order(request, priority, since, expires, next, done, tries + 1);
  }
}

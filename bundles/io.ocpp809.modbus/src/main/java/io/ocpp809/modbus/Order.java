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
 */
record Order(
    Request request,
    Priority priority,
    long since,
    long expires,
    Function<Reply, Optional<Request>> next,
    CompletableFuture<Reply> done) {

  /** The same order with the request that follows. */
  Order following(Request following) {
    return new Order(following, priority, since, expires, r -> Optional.empty(), done);
  }
}

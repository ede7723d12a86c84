package io.ocpp809.modbus;

import java.util.concurrent.CompletableFuture;

/**
 * A reply on its way to whoever waits for it.
 *
 * @param done who waits
 * @param reply what came
 */
record Outcome(CompletableFuture<Reply> done, Reply reply) {}

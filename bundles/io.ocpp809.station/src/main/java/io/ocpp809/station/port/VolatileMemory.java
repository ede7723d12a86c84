package io.ocpp809.station.port;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** A memory that survives nothing: for stations without a data folder and for tests. */
public final class VolatileMemory implements Memory {
  private final Map<String, byte[]> values = new ConcurrentHashMap<>();

  @Override
  public Optional<byte[]> get(String key) {
    return Optional.ofNullable(values.get(key)).map(byte[]::clone);
  }

  @Override
  public CompletionStage<Void> put(String key, byte[] value) {
    values.put(key, value.clone());
    return CompletableFuture.completedFuture(null);
  }
}

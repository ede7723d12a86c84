package io.ocpp809.kura.station;

import io.ocpp809.station.port.Memory;
import io.ocpp809.store.Snapshots;
import io.ocpp809.store.StoreException;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * A station's memory on disk.
 *
 * @param troubles told of values that the disk refuses to give
 */
record StoreMemory(Snapshots values, Consumer<String> troubles) implements Memory {
  @Override
  public Optional<byte[]> get(String key) {
    try {
      return values.get(key);
    } catch (StoreException e) {
      troubles.accept(e.getMessage());
      return Optional.empty();
    }
  }

  @Override
  public CompletionStage<Void> put(String key, byte[] value) {
    return values.put(key, value);
  }
}

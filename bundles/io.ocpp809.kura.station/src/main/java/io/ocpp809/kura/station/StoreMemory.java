package io.ocpp809.kura.station;

import io.ocpp809.station.port.Memory;
import io.ocpp809.store.Values;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** A station's memory on disk. */
record StoreMemory(Values values) implements Memory {
  @Override
  public Optional<byte[]> get(String key) {
    return values.get(key);
  }

  @Override
  public CompletionStage<Void> put(String key, byte[] value) {
    return values.put(key, value);
  }
}

package io.ocpp809.station.port;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Small durable values by name: settings, availability, lists, profiles, numbering. */
public interface Memory {
  /** The value last put under this key, or empty if there is none or it was damaged. */
  Optional<byte[]> get(String key);

  /**
   * Replaces a value as a whole.
   *
   * @return completes once the value survives a power cut; fails if the store cannot write
   */
  CompletionStage<Void> put(String key, byte[] value);
}

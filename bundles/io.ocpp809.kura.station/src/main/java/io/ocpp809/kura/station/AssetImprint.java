package io.ocpp809.kura.station;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * What an asset was made with, kept in the asset itself: a later version of the templates makes
 * other channels, so only this tells an asset that nobody has touched from one changed by hand.
 *
 * <p>It is a property of the asset, {@value #PROPERTY}, which Kura keeps in its snapshots and has
 * no field for: lines of {@code key=value}, deflated, in Base64; 1 to 2 kB. Kura's console leaves
 * it out when it applies an asset's form.
 */
final class AssetImprint {
  /** Name of the property; without a {@code #} it is no channel's. */
  static final String PROPERTY = "ocpp809.made";

  private static final int MOST_BYTES = 1 << 20;

  private AssetImprint() {}

  /**
   * The imprint of an asset.
   *
   * @param draft its properties; of those of the whole asset only the driver is kept
   */
  static String of(Map<String, Object> draft) {
    StringBuilder lines = new StringBuilder();
    new TreeMap<>(draft)
        .forEach(
            (key, value) -> {
              if (key.indexOf('#') > 0 || key.equals("driver.pid")) {
                lines.append(key).append('=').append(value).append('\n');
              }
            });
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DeflaterOutputStream packed = new DeflaterOutputStream(bytes)) {
      packed.write(lines.toString().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  /**
   * What an asset was made with.
   *
   * @param properties of the asset
   * @return empty if it bears no imprint, or one that cannot be read
   */
  static Optional<Map<String, Object>> in(Map<String, Object> properties) {
    if (!(properties.get(PROPERTY) instanceof String text)) {
      return Optional.empty();
    }
    try (InflaterInputStream packed =
        new InflaterInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(text)))) {
      Map<String, Object> made = new LinkedHashMap<>();
      new String(packed.readNBytes(MOST_BYTES), StandardCharsets.UTF_8)
          .lines()
          .forEach(line -> enter(made, line));
      return Optional.of(made);
    } catch (IOException | IllegalArgumentException damaged) {
      return Optional.empty();
    }
  }

  private static void enter(Map<String, Object> made, String line) {
    int equals = line.indexOf('=');
    if (equals < 0) {
      throw new IllegalArgumentException(line);
    }
    made.put(line.substring(0, equals), line.substring(equals + 1));
  }
}

package io.ocpp809.kura.emulator;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.kura.asset.AssetConfiguration;
import org.eclipse.kura.channel.Channel;
import org.eclipse.kura.channel.ChannelType;
import org.eclipse.kura.channel.ScaleOffsetType;
import org.eclipse.kura.configuration.metatype.AD;
import org.eclipse.kura.type.DataType;

/** Reads an asset's channels from its properties, {@code channel#key}, as Kura's asset does. */
final class AssetChannels {

  private AssetChannels() {}

  /**
   * Reads the configuration of an asset.
   *
   * @param properties of the component
   * @param descriptor the driver's attributes; empty while no driver is there
   * @return the configuration; a channel without a type or value type is left out
   */
  static AssetConfiguration read(Map<String, Object> properties, List<AD> descriptor) {
    Map<String, Map<String, Object>> grouped = new TreeMap<>();
    properties.forEach(
        (key, value) -> {
          int hash = key.indexOf('#');
          if (hash > 0 && key.substring(0, hash).matches("[^/+, ]+")) {
            grouped
                .computeIfAbsent(key.substring(0, hash), name -> new HashMap<>())
                .put(key.substring(hash + 1), String.valueOf(value));
          }
        });
    Map<String, Channel> channels = new LinkedHashMap<>();
    grouped.forEach(
        (name, config) -> {
          config.putIfAbsent("+name", name);
          for (AD ad : descriptor) {
            if (ad.getDefault() != null && !ad.getDefault().isEmpty()) {
              config.putIfAbsent(ad.getId(), ad.getDefault());
            }
          }
          Channel channel = channel(name, config);
          if (channel != null) {
            channels.put(name, channel);
          }
        });
    return new AssetConfiguration(
        String.valueOf(properties.getOrDefault("asset.desc", "")),
        String.valueOf(properties.getOrDefault("driver.pid", "")),
        channels);
  }

  private static Channel channel(String name, Map<String, Object> config) {
    Object type = config.get("+type");
    Object valueType = config.get("+value.type");
    if (type == null || valueType == null) {
      return null;
    }
    Channel channel =
        new Channel(
            name,
            ChannelType.getChannelType(type.toString()),
            DataType.getDataType(valueType.toString()),
            ScaleOffsetType.DEFINED_BY_VALUE_TYPE,
            number(config, "+scale", 1),
            number(config, "+offset", 0),
            config);
    channel.setUnit(String.valueOf(config.getOrDefault("+unit", "")));
    channel.setEnabled(!"false".equals(config.get("+enabled")));
    return channel;
  }

  private static double number(Map<String, Object> config, String key, double otherwise) {
    Object text = config.get(key);
    return text == null ? otherwise : Double.parseDouble(text.toString());
  }
}

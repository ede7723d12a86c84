package io.ocpp809.kura.station;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Compares an asset with what its template says, channel by channel and attribute by attribute. */
final class AssetDifferences {
  private static final int SHOWN = 5;

  /** Properties that say where the asset is from, not what it does. */
  private static final Set<String> ORIGIN = Set.of(AssetOrder.DESCRIPTION, AssetImprint.PROPERTY);

  private AssetDifferences() {}

  /**
   * What differs. Channels and attributes that the template does not speak of are the operator's
   * own and no difference.
   *
   * @param draft properties by the template
   * @param has properties of the asset
   * @return a few words each, one for all channels that differ alike, those of single channels
   *     first; empty if there is no difference
   */
  static List<String> of(Map<String, Object> draft, Map<String, Object> has) {
    List<String> result = new ArrayList<>();
    Map<String, List<String>> channels = new LinkedHashMap<>();
    Set<String> missing = new LinkedHashSet<>();
    Set<String> present = new HashSet<>();
    has.keySet().forEach(k -> present.add(channel(k)));
    draft.forEach(
        (key, wanted) -> {
          Object found = has.get(key);
          String channel = channel(key);
          if (ORIGIN.contains(key) || same(wanted, found)) {
            return;
          }
          if (!present.contains(channel)) {
            missing.add(channel);
          } else {
            String attribute = channel.isEmpty() ? key : key.substring(channel.length() + 1);
            channels
                .computeIfAbsent(words(attribute, found, wanted), w -> new ArrayList<>())
                .add(channel);
          }
        });
    channels.forEach((words, where) -> result.add(place(where) + words));
    missing.forEach(channel -> result.add("channel " + channel + " is missing"));
    result.sort(Comparator.comparing(text -> text.matches("\\d+ channels: .*")));
    return result;
  }

  private static String place(List<String> channels) {
    if (channels.size() > 1) {
      return channels.size() + " channels: ";
    }
    return channels.get(0).isEmpty() ? "" : "channel " + channels.get(0) + ": ";
  }

  /** The first few of them in one sentence's part. */
  static String words(List<String> differences) {
    int shown = Math.min(SHOWN, differences.size());
    String text = String.join("; ", differences.subList(0, shown));
    return differences.size() > shown
        ? text + "; and " + (differences.size() - shown) + " more"
        : text;
  }

  private static String words(String attribute, Object found, Object wanted) {
    return attribute + " is " + (found == null ? "not set" : found) + " instead of " + wanted;
  }

  private static String channel(String key) {
    int hash = key.indexOf('#');
    return hash < 0 ? "" : key.substring(0, hash);
  }

  /** Kura gives back what it was given as number, flag or text, as the driver's form says. */
  private static boolean same(Object wanted, Object found) {
    if (found == null) {
      return false;
    }
    String a = wanted.toString();
    String b = found.toString();
    if (a.equals(b)) {
      return true;
    }
    try {
      return Objects.equals(Double.valueOf(a), Double.valueOf(b));
    } catch (NumberFormatException text) {
      return false;
    }
  }
}

package io.ocpp809.station.core;

import io.ocpp809.station.auth.Authorization;
import io.ocpp809.station.auth.Authorization.Status;
import io.ocpp809.station.auth.IdToken;
import io.ocpp809.station.port.Memory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tokens with what is known of them, kept in the station's memory; used for the local list and for
 * the cache. Full, it lets go of refused tokens first, then of the oldest.
 */
final class TokenBook {
  private final Memory memory;
  private final String key;
  private final int most;
  private final Map<IdToken, Authorization> tokens = new LinkedHashMap<>();
  private int version;
  private int passedOver;

  TokenBook(Memory memory, String key, int most) {
    this.memory = memory;
    this.key = key;
    this.most = most;
    memory.get(key).ifPresent(this::parse);
  }

  Optional<Authorization> find(IdToken token) {
    return Optional.ofNullable(tokens.get(token));
  }

  int version() {
    return version;
  }

  int size() {
    return tokens.size();
  }

  /** Takes down what is known of a token; the newest is let go last. */
  void put(IdToken token, Authorization authorization, Instant now) {
    Authorization before = tokens.remove(token);
    if (tokens.size() >= most) {
      makeRoom(now);
    }
    tokens.put(token, authorization);
    if (!authorization.equals(before)) {
      save();
    }
  }

  /** Lets go of these tokens. */
  void removeAll(Collection<IdToken> gone) {
    if (tokens.keySet().removeAll(List.copyOf(gone))) {
      save();
    }
  }

  void clear() {
    tokens.clear();
    version = 0;
    save();
  }

  /** Takes over a whole new content with its version. */
  void replace(Map<IdToken, Authorization> content, int newVersion) {
    tokens.clear();
    tokens.putAll(content);
    version = newVersion;
    save();
  }

  Map<IdToken, Authorization> content() {
    return new LinkedHashMap<>(tokens);
  }

  private void makeRoom(Instant now) {
    IdToken victim =
        tokens.entrySet().stream()
            .filter(e -> !e.getValue().acceptedAt(now))
            .map(Map.Entry::getKey)
            .findFirst()
            .orElseGet(() -> tokens.keySet().iterator().next());
    tokens.remove(victim);
  }

  private void save() {
    StringBuilder text = new StringBuilder().append(version).append('\n');
    tokens.forEach(
        (t, a) ->
            text.append(escaped(t.value()))
                .append('\t')
                .append(t.kind())
                .append('\t')
                .append(a.status())
                .append('\t')
                .append(a.group().map(g -> escaped(g.value())).orElse(""))
                .append('\t')
                .append(a.expires().map(Instant::toString).orElse(""))
                .append('\n'));
    memory.put(key, text.toString().getBytes(StandardCharsets.UTF_8));
  }

  private void parse(byte[] bytes) {
    String[] lines = new String(bytes, StandardCharsets.UTF_8).split("\n");
    try {
      version = Integer.parseInt(lines[0].trim());
    } catch (NumberFormatException unreadable) {
      version = 0;
    }
    for (int i = 1; i < lines.length; i++) {
      try {
        parse(lines[i].split("\t", -1));
      } catch (RuntimeException unreadable) {
        passedOver++;
      }
    }
  }

  private void parse(String[] f) {
    Authorization a =
        new Authorization(
            Status.valueOf(f[2]),
            f[3].isEmpty()
                ? Optional.empty()
                : Optional.of(new IdToken(unescaped(f[3]), IdToken.Kind.CENTRAL)),
            f[4].isEmpty() ? Optional.empty() : Optional.of(Instant.parse(f[4])));
    tokens.put(new IdToken(unescaped(f[0]), IdToken.Kind.valueOf(f[1])), a);
  }

  /** How many lines of what was kept could not be read. */
  int passedOver() {
    return passedOver;
  }

  private static String escaped(String text) {
    return text.replace("%", "%25").replace("\t", "%09").replace("\n", "%0A");
  }

  private static String unescaped(String text) {
    return text.replace("%0A", "\n").replace("%09", "\t").replace("%25", "%");
  }
}

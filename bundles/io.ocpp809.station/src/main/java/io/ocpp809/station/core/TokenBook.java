package io.ocpp809.station.core;

import io.ocpp809.station.auth.Authorization;
import io.ocpp809.station.auth.Authorization.Status;
import io.ocpp809.station.auth.IdToken;
import io.ocpp809.station.port.Memory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
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
    return tokens.isEmpty() && version == 0 ? 0 : version;
  }

  int size() {
    return tokens.size();
  }

  void put(IdToken token, Authorization authorization) {
    tokens.remove(token);
    if (tokens.size() >= most) {
      makeRoom();
    }
    tokens.put(token, authorization);
    save();
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

  private void makeRoom() {
    IdToken victim =
        tokens.entrySet().stream()
            .filter(e -> e.getValue().status() != Status.ACCEPTED)
            .map(Map.Entry::getKey)
            .findFirst()
            .orElseGet(() -> tokens.keySet().iterator().next());
    tokens.remove(victim);
  }

  private void save() {
    StringBuilder text = new StringBuilder().append(version).append('\n');
    tokens.forEach(
        (t, a) ->
            text.append(t.value())
                .append('\t')
                .append(t.kind())
                .append('\t')
                .append(a.status())
                .append('\t')
                .append(a.group().map(IdToken::value).orElse(""))
                .append('\t')
                .append(a.expires().map(Instant::toString).orElse(""))
                .append('\n'));
    memory.put(key, text.toString().getBytes(StandardCharsets.UTF_8));
  }

  private void parse(byte[] bytes) {
    String[] lines = new String(bytes, StandardCharsets.UTF_8).split("\n");
    version = Integer.parseInt(lines[0].trim());
    for (int i = 1; i < lines.length; i++) {
      String[] f = lines[i].split("\t", -1);
      Authorization a =
          new Authorization(
              Status.valueOf(f[2]),
              f[3].isEmpty()
                  ? Optional.empty()
                  : Optional.of(new IdToken(f[3], IdToken.Kind.CENTRAL)),
              f[4].isEmpty() ? Optional.empty() : Optional.of(Instant.parse(f[4])));
      tokens.put(new IdToken(f[0], IdToken.Kind.valueOf(f[1])), a);
    }
  }
}

package io.ocpp809.station.core;

import io.ocpp809.station.auth.Authorization;
import io.ocpp809.station.auth.Authorization.Status;
import io.ocpp809.station.auth.IdToken;
import io.ocpp809.station.auth.LocalListEntry;
import io.ocpp809.station.core.StationOptions.OfflinePolicy;
import io.ocpp809.station.port.CsmsPort;
import io.ocpp809.station.settings.Setting;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Decides whether a token may charge: local list, then cache, then the CSMS (OCPP 1.6 section 3.5).
 */
final class Authorizer {
  private final StationContext context;
  private final TokenBook list;
  private final TokenBook cache;

  Authorizer(StationContext context) {
    this.context = context;
    this.list = new TokenBook(context.ports.memory(), "auth.list", LocalListEntry.LIST_AT_MOST);
    this.cache = new TokenBook(context.ports.memory(), "auth.cache", 1_000);
  }

  TokenBook list() {
    return list;
  }

  /** Version of the local list as the CSMS knows it; an empty list has 0. */
  int listVersion() {
    return list.size() == 0 ? 0 : list.version();
  }

  TokenBook cache() {
    return cache;
  }

  /** Asks whether a token may charge; the answer comes in the mailbox, at once or later. */
  void authorize(IdToken token, Consumer<Authorization> answer) {
    Optional<Authorization> known = known(token);
    boolean accepted = known.filter(a -> a.acceptedAt(context.wall())).isPresent();
    if (context.online()) {
      if (accepted && context.settings.flag(Setting.LOCAL_PRE_AUTHORIZE)) {
        answer.accept(known.get());
      } else {
        ask(token, known, answer);
      }
    } else {
      answer.accept(offline(known, accepted));
    }
  }

  private void ask(IdToken token, Optional<Authorization> known, Consumer<Authorization> answer) {
    CsmsPort csms = context.csms().orElseThrow();
    csms.authorize(
        token,
        verdict ->
            context.mailbox.post(
                () -> {
                  if (verdict.status() == Status.UNREACHABLE) {
                    boolean accepted = known.filter(a -> a.acceptedAt(context.wall())).isPresent();
                    answer.accept(offline(known, accepted));
                  } else {
                    remember(token, verdict);
                    answer.accept(verdict.holdingNow());
                  }
                }));
  }

  private Authorization offline(Optional<Authorization> known, boolean accepted) {
    OfflinePolicy policy = context.options().offline();
    if (!context.csmsSeen() && policy != OfflinePolicy.LOCAL_LIST) {
      return Authorization.of(policy == OfflinePolicy.FREE ? Status.ACCEPTED : Status.INVALID);
    }
    if (known.isPresent()) {
      boolean allowed = accepted && context.settings.flag(Setting.LOCAL_AUTHORIZE_OFFLINE);
      return allowed ? known.get() : Authorization.of(refusal(known.get()));
    }
    return Authorization.of(
        context.settings.flag(Setting.OFFLINE_TX_FOR_UNKNOWN_ID)
            ? Status.ACCEPTED
            : Status.UNREACHABLE);
  }

  private Status refusal(Authorization known) {
    if (known.status() != Status.ACCEPTED) {
      return known.status();
    }
    return known.acceptedAt(context.wall()) ? Status.INVALID : Status.EXPIRED;
  }

  private Optional<Authorization> known(IdToken token) {
    Optional<Authorization> listed = listed(token);
    if (listed.isPresent()) {
      return listed;
    }
    return context.settings.flag(Setting.AUTH_CACHE_ENABLED) ? cache.find(token) : Optional.empty();
  }

  private Optional<Authorization> listed(IdToken token) {
    return context.settings.flag(Setting.LOCAL_AUTH_LIST_ENABLED)
        ? list.find(token)
        : Optional.empty();
  }

  /**
   * Remembers what the CSMS said of a token that is not in the local list. That it charges
   * elsewhere at present says nothing of the token.
   */
  void remember(IdToken token, Authorization verdict) {
    if (verdict.status() != Status.CONCURRENT_TX
        && context.settings.flag(Setting.AUTH_CACHE_ENABLED)
        && listed(token).isEmpty()) {
      cache.put(token, verdict, context.wall());
    }
  }

  /** Whether the local list accepts a token of which the CSMS says otherwise. */
  boolean contradictsList(IdToken token, Authorization verdict) {
    return context.settings.flag(Setting.LOCAL_AUTH_LIST_ENABLED)
        && verdict.status() != Status.ACCEPTED
        && verdict.status() != Status.CONCURRENT_TX
        && list.find(token).filter(a -> a.status() == Status.ACCEPTED).isPresent();
  }

  /** The group of a token as far as it is known here. */
  Optional<IdToken> group(IdToken token) {
    return known(token).flatMap(Authorization::group);
  }
}

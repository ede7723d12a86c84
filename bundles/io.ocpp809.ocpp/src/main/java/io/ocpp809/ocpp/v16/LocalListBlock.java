package io.ocpp809.ocpp.v16;

import io.ocpp809.ocpp.json.CodecException;
import io.ocpp809.ocpp.json.CodecException.Fault;
import io.ocpp809.ocpp.v16.Messages.ListEntry;
import io.ocpp809.ocpp.v16.Messages.SendLocalList;
import io.ocpp809.ocpp.v16.Messages.SendLocalListResponse;
import io.ocpp809.ocpp.v16.Messages.UpdateStatus;
import io.ocpp809.ocpp.v16.Messages.UpdateType;
import io.ocpp809.station.Station;
import io.ocpp809.station.auth.IdToken;
import io.ocpp809.station.auth.LocalListEntry;
import io.ocpp809.station.settings.Setting;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The local authorisation list as the CSMS sees it (OCPP 1.6 sections 5.10, 5.15). */
final class LocalListBlock {
  /** Version where there is no list. */
  private static final int NO_LIST = -1;

  private final Station station;

  LocalListBlock(Station station) {
    this.station = station;
  }

  int version() {
    return enabled() ? station.localListVersion() : NO_LIST;
  }

  private boolean enabled() {
    return station.settings().flag(Setting.LOCAL_AUTH_LIST_ENABLED);
  }

  void send(SendLocalList m, Consumer<Record> answer) throws CodecException {
    int size = m.localAuthorizationList().size();
    if (size > Keys.LIST_PART_AT_MOST) {
      throw new CodecException(
          Fault.OCCURRENCE,
          "localAuthorizationList has " + size + " of at most " + Keys.LIST_PART_AT_MOST);
    }
    boolean full = m.updateType() == UpdateType.Full;
    Optional<List<LocalListEntry>> entries = entries(m.localAuthorizationList(), full);
    if (!enabled() || entries.isEmpty()) {
      answer.accept(
          new SendLocalListResponse(enabled() ? UpdateStatus.Failed : UpdateStatus.NotSupported));
      return;
    }
    station.sendLocalList(
        m.listVersion(),
        full,
        entries.get(),
        fault ->
            answer.accept(
                new SendLocalListResponse(
                    fault.isEmpty()
                        ? UpdateStatus.Accepted
                        : fault.equals(LocalListEntry.VERSION_MISMATCH)
                            ? UpdateStatus.VersionMismatch
                            : UpdateStatus.Failed)));
  }

  /** The entries; empty if one is no token, comes twice, or says nothing in a full list. */
  private static Optional<List<LocalListEntry>> entries(List<ListEntry> wire, boolean full) {
    List<LocalListEntry> entries = new ArrayList<>();
    Set<IdToken> seen = new HashSet<>();
    for (ListEntry e : wire) {
      boolean usable = !e.idTag().isBlank() && !(full && e.idTagInfo().isEmpty());
      if (!usable || !seen.add(new IdToken(e.idTag(), IdToken.Kind.CENTRAL))) {
        return Optional.empty();
      }
      entries.add(
          new LocalListEntry(
              new IdToken(e.idTag(), IdToken.Kind.CENTRAL),
              e.idTagInfo().map(Translate::authorization)));
    }
    return Optional.of(entries);
  }
}

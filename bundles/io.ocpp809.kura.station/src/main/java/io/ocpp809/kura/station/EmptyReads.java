package io.ocpp809.kura.station;

import io.ocpp809.template.Roles;
import java.util.List;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.channel.ChannelStatus;

/**
 * What is to be said of reads in which no channel of an asset has a value. One thread at a time.
 */
final class EmptyReads {
  /** After so many reads without any value it is said that there is none. */
  private static final int MOST = 2;

  private static final String NOTHING = "no channel of the asset can be read";

  private volatile int count;

  /**
   * What is to be said of a read; empty if nothing. A single one without a value says nothing, and
   * the first reason stands until a value comes: a line that is tried again and again fails in
   * several ways.
   *
   * @param said what was said of the asset before
   */
  String judge(List<ChannelRecord> records, String said) {
    List<ChannelRecord> asked =
        records.stream().filter(r -> !r.getChannelName().equals(Roles.LEASE)).toList();
    if (asked.isEmpty() || asked.stream().anyMatch(NewestValues::good)) {
      count = 0;
      return "";
    }
    count++;
    if (count < MOST || said.startsWith(NOTHING)) {
      return said.startsWith(NOTHING) ? said : "";
    }
    ChannelStatus status = asked.get(0).getChannelStatus();
    String why = status == null ? "" : String.valueOf(status.getExceptionMessage());
    return NOTHING + (why.isEmpty() || why.equals("null") ? "" : ": " + why);
  }
}

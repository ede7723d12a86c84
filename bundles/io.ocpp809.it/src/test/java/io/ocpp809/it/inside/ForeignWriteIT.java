package io.ocpp809.it.inside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.ocpp809.it.exam.InsideKura;
import io.ocpp809.template.Roles;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.kura.asset.Asset;
import org.eclipse.kura.channel.ChannelFlag;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.type.TypedValues;
import org.junit.jupiter.api.Test;

/** Somebody else than the station wants to control a pile. */
@InsideKura
public class ForeignWriteIT {

  private static final String LIMIT = "limit.set";
  private static final String GATE = "charge.enable";

  private static List<ChannelRecord> write(Asset asset, ChannelRecord... records) throws Exception {
    List<ChannelRecord> all = new ArrayList<>(List.of(records));
    asset.write(all);
    return all;
  }

  private static void assertRefused(ChannelRecord record) {
    assertEquals(
        ChannelFlag.FAILURE, record.getChannelStatus().getChannelFlag(), record::getChannelName);
    assertFalse(record.getChannelStatus().getExceptionMessage().isEmpty());
  }

  private static ChannelRecord text(Asset asset, String channel, String value) {
    return ChannelRecord.createWriteRecord(
        channel,
        TypedValues.parseTypedValue(
            asset.getAssetConfiguration().getAssetChannels().get(channel).getValueType(), value));
  }

  @Test
  public void aWriteOfAControlledChannelByAnybodyElseIsRefusedAndChangesNothing() throws Exception {
    try (Place place = Place.keba("guarded")) {
      place.charge();
      Asset asset = Until.present("the asset is there", () -> place.kura.asset("guarded-1-pile"));
      int before = place.keba().writes().size();
      assertRefused(write(asset, text(asset, LIMIT, "32")).get(0));
      assertRefused(write(asset, text(asset, GATE, "0")).get(0));
      List<ChannelRecord> forged =
          write(
              asset, text(asset, Roles.LEASE, "0123456789abcdef;10000"), text(asset, LIMIT, "32"));
      assertRefused(forged.get(0));
      assertRefused(forged.get(1));
      List<String> all = place.keba().writes();
      List<String> writes = all.subList(before, all.size());
      assertFalse(writes.contains("5004=32000"), writes::toString);
      assertFalse(writes.contains("5014=0"), writes::toString);
      assertEquals(16, place.keba().grantedAmpere());
      place.awaitStatus("Charging");
    }
  }

  @Test
  public void aLimitThatSomebodyElseSetsAtThePileItselfIsSetBackAndReported() throws Exception {
    try (Place place = Place.keba("taken")) {
      place.kura.follow("taken");
      place.charge();
      assertEquals("Accepted", place.backend.limit(Place.IDENTITY, 1, 8));
      Until.holds("the station has seen it obeyed", () -> place.kura.seen().contains("limit 8 A"));
      place.keba().write(6, 5004, new int[] {16_000});
      Until.holds(
          () -> "it is reported: " + place.kura.raised(),
          () -> place.kura.raised().contains("limit.foreign"));
      place.awaitGrant(8);
      place.awaitStatus("Charging");
    }
  }
}

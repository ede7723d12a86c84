package io.ocpp809.kura.can;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ComplaintTest {
  private final Complaint complaint = new Complaint("can0");

  @Test
  void aReasonIsSaidOnceHoweverOftenTheLinkIsTriedInVain() {
    assertEquals(Optional.of("can0: no such interface"), complaint.about("no such interface"));
    assertEquals(Optional.empty(), complaint.about("no such interface"));
    assertEquals(Optional.of("can0: not up"), complaint.about("not up"));
    assertEquals(Optional.of("can0: no such interface"), complaint.about("no such interface"));
  }

  @Test
  void theSameReasonIsSaidAgainAfterTheLinkWasOpen() {
    complaint.about("not up");
    complaint.over();
    assertEquals(Optional.of("can0: not up"), complaint.about("not up"));
  }

  @Test
  void theLinksNameIsNotSaidTwice() {
    assertEquals(Optional.of("can0: not up"), complaint.about("can0: not up"));
  }
}

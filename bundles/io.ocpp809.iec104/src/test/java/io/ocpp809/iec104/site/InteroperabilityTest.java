package io.ocpp809.iec104.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.iec104.asdu.TypeId;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class InteroperabilityTest {

  @Test
  void theListInTheDocumentsIsWhatTheCodeDoes() throws Exception {
    Path page = Path.of("..", "..", "docs", "iec104-interoperability.md");
    assertEquals(Interoperability.text(), Files.readString(page));
  }

  @Test
  void typesThatNoPointCanHaveAreNotUsed() {
    assertTrue(Interoperability.uses(TypeId.M_ME_TF_1));
    assertTrue(Interoperability.uses(TypeId.C_SE_TC_1));
    assertTrue(Interoperability.uses(TypeId.C_CI_NA_1));
    assertFalse(Interoperability.uses(TypeId.M_EP_TD_1));
    assertFalse(Interoperability.uses(TypeId.P_ME_NC_1));
    assertFalse(Interoperability.uses(TypeId.C_BO_NA_1));
  }
}

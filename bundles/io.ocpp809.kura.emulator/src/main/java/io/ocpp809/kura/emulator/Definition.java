package io.ocpp809.kura.emulator;

import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.kura.configuration.metatype.AD;
import org.eclipse.kura.core.configuration.metatype.Tocd;

/**
 * What a metatype file declares.
 *
 * @param pid PID, or factory PID
 * @param ocd the object class
 * @param factory whether instances are made from it
 */
record Definition(String pid, Tocd ocd, boolean factory) {

  /** The attributes by id. */
  Map<String, AD> attributes() {
    Map<String, AD> attributes = new LinkedHashMap<>();
    ocd.getAD().forEach(ad -> attributes.put(ad.getId(), ad));
    return attributes;
  }
}

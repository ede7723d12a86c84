package io.ocpp809.iec104.station;

import io.ocpp809.iec104.asdu.Asdu;
import io.ocpp809.iec104.asdu.Cause;
import io.ocpp809.iec104.asdu.Content.Monitored;
import io.ocpp809.iec104.asdu.Cp56Time2a;
import io.ocpp809.iec104.asdu.InformationObject;
import io.ocpp809.iec104.asdu.RawAsdu;
import io.ocpp809.iec104.asdu.TypeId;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts objects into as few ASDUs as they need: neighbours in address as a sequence, others each
 * with its address.
 */
final class Packer {
  /** From this run on a sequence is shorter than objects with an address each. */
  private static final int RUN = 3;

  private Packer() {}

  static InformationObject object(MonitorPoint p, Sample s) {
    return InformationObject.of(p.address(), new Monitored(s.value(), s.quality()));
  }

  static InformationObject object(MonitorPoint p, Sample s, Cp56Time2a time) {
    return InformationObject.of(p.address(), new Monitored(s.value(), s.quality()), time);
  }

  /** ASDUs of one type and cause, for objects by rising address. */
  static List<byte[]> pack(
      TypeId type, Cause cause, int commonAddress, List<InformationObject> objects) {
    List<byte[]> result = new ArrayList<>();
    List<InformationObject> single = new ArrayList<>();
    int from = 0;
    while (from < objects.size()) {
      int to = from + 1;
      while (to < objects.size()
          && objects.get(to).address() == objects.get(to - 1).address() + 1) {
        to++;
      }
      if (to - from >= RUN) {
        flush(type, cause, commonAddress, false, single, result);
        flush(type, cause, commonAddress, true, objects.subList(from, to), result);
        single = new ArrayList<>();
      } else {
        single.addAll(objects.subList(from, to));
      }
      from = to;
    }
    flush(type, cause, commonAddress, false, single, result);
    return result;
  }

  /**
   * Answers to a request: the originator address and the test bit of the request are told again, so
   * that the answers find the way to who asked (IEC 60870-5-101, 7.2.4).
   */
  static List<byte[]> answers(
      RawAsdu request,
      TypeId type,
      Cause cause,
      int commonAddress,
      List<InformationObject> objects) {
    List<byte[]> result = pack(type, cause, commonAddress, objects);
    result.forEach(request::sign);
    return result;
  }

  private static void flush(
      TypeId type,
      Cause cause,
      int commonAddress,
      boolean sequence,
      List<InformationObject> objects,
      List<byte[]> result) {
    int most = Asdu.most(type, sequence);
    for (int from = 0; from < objects.size(); from += most) {
      List<InformationObject> part = objects.subList(from, Math.min(objects.size(), from + most));
      result.add(Asdu.monitored(type, cause, commonAddress, sequence, part).encode());
    }
  }
}

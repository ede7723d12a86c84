package io.ocpp809.kura.station;

import io.ocpp809.station.StationEvent;
import io.ocpp809.station.StationListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a station's findings to the log, each once when it is made and once when it is gone; those
 * of {@link Notices} are there already.
 */
final class FindingLog implements StationListener {
  private static final Logger LOG = LoggerFactory.getLogger("io.ocpp809.findings");

  private final String station;

  FindingLog(String station) {
    this.station = station;
  }

  @Override
  public void onEvent(StationEvent event) {
    if (event instanceof StationEvent.FindingChanged f && !Notices.logs(f.finding().id())) {
      if (f.raised()) {
        LOG.warn(
            "{} EVSE {}: {}: {}",
            station,
            f.finding().evse(),
            f.finding().id(),
            f.finding().text());
      } else {
        LOG.info("{} EVSE {}: {} is gone", station, f.finding().evse(), f.finding().id());
      }
    }
  }
}

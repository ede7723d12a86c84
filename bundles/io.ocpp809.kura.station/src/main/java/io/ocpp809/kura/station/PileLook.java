package io.ocpp809.kura.station;

import io.ocpp809.station.ConnectorState;
import io.ocpp809.station.core.ConnectorPreview;
import io.ocpp809.station.pile.PileReport;
import io.ocpp809.template.ChannelValue;
import io.ocpp809.template.PileTemplate;
import io.ocpp809.template.workbench.ChannelLearner;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a pile's channels show at a moment, for somebody who sets it up.
 *
 * @param template its template
 * @param values newest values by channel name
 * @param report what they mean
 * @param unmet advice for each setting of the pile that stands in the way
 * @param misread channels that should give a number and do not
 * @param atMillis monotonic milliseconds
 */
record PileLook(
    PileTemplate template,
    Map<String, ChannelValue> values,
    PileReport report,
    List<String> unmet,
    List<String> misread,
    long atMillis) {

  /**
   * As plain maps and lists: template, reachable, state, plugged, fault, connector,
   * connectorInTransaction, points, unmet, misread. The connector's states are those that the pile
   * alone would mean, in the station's words.
   */
  Map<String, Object> findings() {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("template", template.profile());
    result.put("reachable", report.reachable());
    result.put("state", report.state().map(Enum::name).orElse(""));
    result.put("plugged", report.cablePlugged().map(String::valueOf).orElse(""));
    result.put("fault", report.fault().map(f -> f.kind().wire() + " " + f.vendorCode()).orElse(""));
    result.put("connector", word(ConnectorPreview.idle(report)));
    result.put("connectorInTransaction", word(ConnectorPreview.inTransaction(report)));
    result.put("points", ChannelLearner.explained(template, values, atMillis));
    result.put("unmet", unmet);
    result.put("misread", misread);
    return result;
  }

  private static String word(Optional<ConnectorState> state) {
    return state.map(Enum::name).orElse("");
  }
}

package io.ocpp809.kura.mqtt;

import io.ocpp809.mqtt.MirrorMessage;
import java.util.Date;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.cloudconnection.message.KuraMessage;
import org.eclipse.kura.cloudconnection.publisher.CloudPublisher;
import org.eclipse.kura.message.KuraPayload;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands messages to a publisher of Kura's cloud connection, on one thread. */
final class CloudSink {
  private static final Logger LOG = LoggerFactory.getLogger(CloudSink.class);

  private final CloudPublisher publisher;
  private long failures;

  CloudSink(CloudPublisher publisher) {
    this.publisher = publisher;
  }

  void publish(MirrorMessage message) {
    try {
      publisher.publish(kuraMessage(message));
      if (failures > 0) {
        LOG.info("cloud publisher takes messages again after {} failures", failures);
        failures = 0;
      }
    } catch (KuraException | RuntimeException | LinkageError e) {
      if (failures++ == 0) {
        LOG.warn("cloud publisher refuses messages: {}", e.toString());
      }
    }
  }

  static KuraMessage kuraMessage(MirrorMessage message) {
    KuraPayload payload = new KuraPayload();
    payload.setTimestamp(Date.from(message.time()));
    message.values().forEach(payload::addMetric);
    if (message.values().isEmpty()) {
      payload.addMetric("cleared", true);
    }
    Map<String, Object> properties = new HashMap<>();
    properties.put("station", message.station());
    properties.put("assetName", message.station());
    properties.put("kind", message.kind().name().toLowerCase(Locale.ROOT));
    properties.put("path", message.path());
    String[] levels = message.path().split("/", 3);
    properties.put("evse", levels[0].equals("evse") ? levels[1] : "0");
    return new KuraMessage(payload, properties);
  }
}

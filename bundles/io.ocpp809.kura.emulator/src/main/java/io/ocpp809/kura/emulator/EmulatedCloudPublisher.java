package io.ocpp809.kura.emulator;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.kura.KuraErrorCode;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.cloudconnection.listener.CloudConnectionListener;
import org.eclipse.kura.cloudconnection.listener.CloudDeliveryListener;
import org.eclipse.kura.cloudconnection.message.KuraMessage;
import org.eclipse.kura.cloudconnection.publisher.CloudPublisher;
import org.eclipse.kura.configuration.ConfigurableComponent;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;

/** A publisher that keeps the last messages and confirms each at once. */
@Component(
    name = "org.eclipse.kura.cloud.publisher.CloudPublisher",
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    immediate = true,
    service = {CloudPublisher.class, ConfigurableComponent.class, EmulatedCloudPublisher.class})
public final class EmulatedCloudPublisher implements CloudPublisher, ConfigurableComponent {

  private static final int KEPT = 1000;

  private final Deque<KuraMessage> messages = new ArrayDeque<>();
  private final List<CloudDeliveryListener> deliveries = new CopyOnWriteArrayList<>();
  private final List<CloudConnectionListener> connections = new CopyOnWriteArrayList<>();
  private final AtomicLong ids = new AtomicLong();

  @Override
  public String publish(KuraMessage message) throws KuraException {
    for (Map.Entry<String, Object> metric : message.getPayload().metrics().entrySet()) {
      Object value = metric.getValue();
      if (!(value instanceof String
          || value instanceof Double
          || value instanceof Integer
          || value instanceof Float
          || value instanceof Long
          || value instanceof Boolean
          || value instanceof byte[]
          || value == null)) {
        throw new KuraException(KuraErrorCode.INVALID_METRIC_EXCEPTION, metric.getKey());
      }
    }
    synchronized (messages) {
      messages.add(message);
      while (messages.size() > KEPT) {
        messages.remove();
      }
    }
    String id = String.valueOf(ids.incrementAndGet());
    deliveries.forEach(listener -> listener.onMessageConfirmed(id));
    return id;
  }

  /**
   * The metrics of the messages kept.
   *
   * @return metric names to values, oldest message first
   */
  public List<Map<String, Object>> published() {
    synchronized (messages) {
      return messages.stream()
          .<Map<String, Object>>map(message -> new TreeMap<>(message.getPayload().metrics()))
          .toList();
    }
  }

  /** Tells listeners that the connection has gone. */
  public void lose() {
    connections.forEach(CloudConnectionListener::onConnectionLost);
  }

  /** Tells listeners that the connection is there. */
  public void establish() {
    connections.forEach(CloudConnectionListener::onConnectionEstablished);
  }

  @Override
  public void registerCloudConnectionListener(CloudConnectionListener listener) {
    connections.add(listener);
  }

  @Override
  public void unregisterCloudConnectionListener(CloudConnectionListener listener) {
    connections.remove(listener);
  }

  @Override
  public void registerCloudDeliveryListener(CloudDeliveryListener listener) {
    deliveries.add(listener);
  }

  @Override
  public void unregisterCloudDeliveryListener(CloudDeliveryListener listener) {
    deliveries.remove(listener);
  }
}

package io.ocpp809.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MqttOptionsTest {
  @ParameterizedTest
  @CsvSource({
    "tcp://broker, tcp://broker:1883",
    "mqtt://broker:1884, tcp://broker:1884",
    "MQTTS://broker, ssl://broker:8883",
    "ssl://[::1]:8884, ssl://[::1]:8884",
    "ws://broker/mqtt, ws://broker:80/mqtt",
    "wss://broker, wss://broker:443",
  })
  void addressesAreBroughtToOneForm(String text, String uri) {
    assertEquals(uri, MqttOptions.uri(text));
  }

  @ParameterizedTest
  @CsvSource({"broker", "broker:1883", "http://broker", "tcp://", "tcp://a b", "tcp://u:p@broker"})
  void whatIsNoAddressIsRefused(String text) {
    assertEquals(
        "broker.uri: tcp://host:1883 or ssl://host:8883, not " + text,
        assertThrows(IllegalArgumentException.class, () -> MqttOptions.uri(text)).getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "' ', '', '', p, 60, 10, 'client.id: must not be empty'",
    "c, '', '', /p, 60, 10, 'topic.prefix: words with / between, not /p'",
    "c, '', '', p/#, 60, 10, 'topic.prefix: no +, # or leading $, not p/#'",
    "c, '', '', p, 5, 10, 'keep.alive: 10 to 3600 s, not 5'",
    "c, '', '', p, 60, 1, 'buffer.messages: 10 to 100000, not 1'",
    "c, '', x, p, 60, 10, 'user: a password needs a user name'",
  })
  void whatIsOutOfRangeIsNamed(
      String client, String user, String pass, String prefix, int alive, int buffer, String why) {
    assertEquals(
        why,
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    new MqttOptions(
                        "tcp://b", client, user, pass, prefix, alive, buffer, Optional.empty()))
            .getMessage());
  }

  @Test
  void thePasswordIsNotShown() {
    MqttOptions options =
        new MqttOptions("tcp://b", "c", "u", "secret", "p", 60, 10, Optional.empty());
    assertEquals("tcp://b:1883 as c, user u", options.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "4, b refuses the user name or the password",
    "5, b does not let this user in",
    "2, b refuses the client id",
    "3, b says it is not available",
    "32000, b does not answer",
  })
  void refusalsOfTheBrokerAreTold(int code, String words) {
    assertEquals(words, PahoLink.words(new MqttException(code), "b"));
  }
}

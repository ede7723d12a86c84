package io.ocpp809.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Locale;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What goes into the bundle suffices to run Paho, without its own jar. */
class EmbeddingTest {
  private static final String PAHO = "org.eclipse.paho.client.mqttv3.";

  private static URL place(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation();
  }

  @Test
  void networkModulesAndTextsAreInTheBundle() throws Exception {
    URL bundle = Path.of("target", "classes").toUri().toURL();
    URL[] places = {bundle, place(LoggerFactory.class)};
    try (URLClassLoader loader = new URLClassLoader(places, ClassLoader.getPlatformClassLoader())) {
      Class<?> modules = loader.loadClass(PAHO + "internal.NetworkModuleService");
      assertEquals(bundle, place(modules));
      for (String uri : new String[] {"tcp://h:1", "ssl://h:1", "ws://h:1", "wss://h:1"}) {
        modules.getMethod("validateURI", String.class).invoke(null, uri);
      }
      for (String texts : new String[] {"internal.nls.messages", "internal.nls.logcat"}) {
        assertNotNull(ResourceBundle.getBundle(PAHO + texts, Locale.ENGLISH, loader));
      }
    }
  }
}

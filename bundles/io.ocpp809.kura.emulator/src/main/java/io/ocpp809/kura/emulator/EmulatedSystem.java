package io.ocpp809.kura.emulator;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.eclipse.kura.system.SystemService;

/**
 * The few answers of Kura's SystemService that our bundles may ask for; any other question fails
 * with its name.
 */
final class EmulatedSystem implements InvocationHandler {

  private final Map<String, Object> answers;

  private EmulatedSystem(Path home) {
    answers =
        Map.ofEntries(
            Map.entry("getKuraHome", home.toString()),
            Map.entry("getKuraDataDirectory", home.resolve("data").toString()),
            Map.entry("getKuraSnapshotsDirectory", home.resolve("user/snapshots").toString()),
            Map.entry("getKuraTemporaryConfigDirectory", home.resolve("tmp").toString()),
            Map.entry("getKuraVersion", "KURA_5.6.0"),
            Map.entry("getSerialNumber", "EMULATED-0001"),
            Map.entry("getModelName", "Emulated gateway"),
            Map.entry("getModelId", "emulated"),
            Map.entry("getDeviceName", "emulated"),
            Map.entry("getPlatform", "emulated"),
            Map.entry("getPrimaryMacAddress", "02:00:00:00:08:09"),
            Map.entry("getProperties", new Properties()));
  }

  /**
   * Makes the service.
   *
   * @param home the gateway's home folder
   * @return the service
   */
  static SystemService at(Path home) {
    return (SystemService)
        Proxy.newProxyInstance(
            EmulatedSystem.class.getClassLoader(),
            new Class<?>[] {SystemService.class},
            new EmulatedSystem(home));
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) {
    switch (method.getName()) {
      case "hashCode":
        return System.identityHashCode(proxy);
      case "equals":
        return proxy == arguments[0];
      case "toString":
        return "SystemService of the emulator";
      default:
        Object answer = answers.get(method.getName());
        if (answer == null) {
          throw new UnsupportedOperationException("Not emulated: " + method.getName());
        }
        return answer;
    }
  }
}

package io.ocpp809.it.peers;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Loads the backend with libraries of its own: it needs other versions of Java-WebSocket and Gson
 * than the rest.
 */
final class Isolated extends URLClassLoader {

  private static final String BACKEND = "io.ocpp809.it.chargetime.ChargetimeBackend";
  private static final List<String> OWN =
      List.of(
          "io.ocpp809.it.chargetime.", "eu.chargetime.", "com.google.gson.", "org.java_websocket.");

  private Isolated(URL[] urls) {
    super("chargetime", urls, Isolated.class.getClassLoader());
  }

  static Backend backend() throws IOException {
    try {
      return (Backend)
          new Isolated(urls()).loadClass(BACKEND).getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IOException("The backend does not start: " + e.getCause(), e);
    }
  }

  private static URL[] urls() throws IOException {
    List<URL> urls = new ArrayList<>();
    urls.add(Isolated.class.getProtectionDomain().getCodeSource().getLocation());
    try (Stream<Path> jars =
        Files.list(new File(System.getProperty("ocpp809.chargetime")).toPath())) {
      for (Path jar : jars.toList()) {
        urls.add(url(jar));
      }
    }
    return urls.toArray(URL[]::new);
  }

  private static URL url(Path jar) throws MalformedURLException {
    return jar.toUri().toURL();
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (OWN.stream().noneMatch(name::startsWith)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? findClass(name) : loaded;
    }
  }
}

package io.ocpp809.kura.emulator;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.configuration.metatype.AD;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Configurations from a file in the shape of the OSGi Configurator (OSGi Compendium 150): an object
 * whose keys are {@code factoryPid~name} or a PID and whose values are the attributes. The name
 * becomes the kura.service.pid. Keys that begin with a colon are for the Configurator and left out.
 */
@Component(service = ConfigurationFile.class)
public final class ConfigurationFile {

  private final EmulatedConfigurationService service;

  /** What is to be done with one entry of a file. */
  private record Step(String factoryPid, String pid, Map<String, Object> values) {}

  /**
   * Works on the service.
   *
   * @param service creates and updates
   */
  @Activate
  public ConfigurationFile(@Reference EmulatedConfigurationService service) {
    this.service = service;
  }

  /**
   * Checks a file and, if nothing is wrong with it, creates what is not there and updates the rest.
   *
   * @param text the file's content
   * @return what is wrong, a sentence each; then nothing was changed
   */
  public List<String> load(String text) {
    List<String> problems = new ArrayList<>();
    List<Step> steps = new ArrayList<>();
    try {
      for (Map.Entry<String, JsonElement> entry :
          JsonParser.parseString(text).getAsJsonObject().entrySet()) {
        if (!entry.getKey().startsWith(":")) {
          step(entry.getKey(), entry.getValue(), problems).ifPresent(steps::add);
        }
      }
    } catch (JsonParseException | IllegalStateException e) {
      problems.add("The file is no JSON object: " + place(e));
    }
    if (problems.isEmpty() && steps.isEmpty()) {
      problems.add("There is nothing in the file; keys are factoryPid~name");
    }
    if (problems.isEmpty()) {
      for (Step step : steps) {
        apply(step, problems);
      }
      snapshot(problems);
    }
    return problems;
  }

  /** What the parser says, with line and column, without the name of its class and its address. */
  private static String place(RuntimeException e) {
    Throwable t = e.getCause() == null ? e : e.getCause();
    return String.valueOf(t.getMessage()).lines().findFirst().orElse("");
  }

  private Optional<Step> step(String key, JsonElement value, List<String> problems) {
    String[] parts = key.split("~", 2);
    Optional<Definition> definition = service.definition(parts[0]);
    if (definition.isEmpty()) {
      problems.add(
          key
              + ": there is no "
              + parts[0]
              + "; there are: "
              + String.join(", ", new TreeSet<>(service.getFactoryComponentPids())));
      return Optional.empty();
    }
    if (definition.get().factory() != (parts.length == 2)) {
      problems.add(
          key
              + (definition.get().factory()
                  ? ": an instance needs a name, as in " + key + "~name"
                  : ": there is one " + parts[0] + " only, without a name"));
      return Optional.empty();
    }
    if (!value.isJsonObject()) {
      problems.add(key + ": an object with attributes is needed");
      return Optional.empty();
    }
    String pid = parts[parts.length - 1];
    Map<String, Object> values = new LinkedHashMap<>();
    for (Map.Entry<String, JsonElement> one : value.getAsJsonObject().entrySet()) {
      try {
        attribute(definition.get(), one.getKey(), one.getValue(), values);
      } catch (IllegalArgumentException e) {
        problems.add(key + ": " + e.getMessage());
      }
    }
    for (String problem :
        Values.problems(definition.get(), Values.merge(definition.get(), values))) {
      problems.add(key + ": " + problem);
    }
    return Optional.of(new Step(parts.length == 2 ? parts[0] : null, pid, values));
  }

  private static void attribute(
      Definition definition, String key, JsonElement value, Map<String, Object> values) {
    AD ad = definition.attributes().get(key);
    boolean free = key.indexOf('#') > 0;
    if (ad == null && !free) {
      throw new IllegalArgumentException(
          key
              + " is no attribute; there are: "
              + String.join(", ", definition.attributes().keySet()));
    }
    if (key.endsWith(".target") && value.isJsonPrimitive() && !value.getAsString().isBlank()) {
      target(key, value.getAsString());
    }
    if (value.isJsonArray()) {
      Object array =
          Array.newInstance(
              ad == null ? String.class : Values.type(ad), value.getAsJsonArray().size());
      for (int i = 0; i < Array.getLength(array); i++) {
        String text = value.getAsJsonArray().get(i).getAsString();
        Array.set(array, i, ad == null ? text : Values.parse(ad, text));
      }
      values.put(key, array);
    } else if (value.isJsonPrimitive()) {
      values.put(
          key,
          ad == null ? plain(value.getAsJsonPrimitive()) : Values.parse(ad, value.getAsString()));
    } else {
      throw new IllegalArgumentException(key + " needs a value or an array of values");
    }
  }

  /**
   * Checks a reference: the component runtime says nothing of one that it cannot read, and waits.
   *
   * @throws IllegalArgumentException naming the attribute and what to write
   */
  static void target(String key, String filter) {
    try {
      FrameworkUtil.createFilter(filter);
    } catch (InvalidSyntaxException e) {
      String bare = filter.replace("kura.service.pid=", "").replaceAll("[()\\s]", "");
      String name = bare.isEmpty() ? "NAME" : bare;
      throw new IllegalArgumentException(
          key + " is " + filter + "; a reference is written (kura.service.pid=" + name + ")", e);
    }
  }

  /** A value without a definition: whole numbers as Integer or Long, others as Double. */
  private static Object plain(JsonPrimitive value) {
    if (value.isBoolean()) {
      return value.getAsBoolean();
    }
    if (!value.isNumber()) {
      return value.getAsString();
    }
    String text = value.getAsString();
    if (!text.matches("-?\\d+")) {
      return value.getAsDouble();
    }
    long number = value.getAsLong();
    return number == (int) number ? (Object) (int) number : (Object) number;
  }

  private void snapshot(List<String> problems) {
    try {
      service.snapshot();
    } catch (KuraException e) {
      problems.add(e.getMessage());
    }
  }

  private void apply(Step step, List<String> problems) {
    try {
      Optional<String> factory = service.factoryOf(step.pid());
      if (step.factoryPid() == null) {
        service.updateConfiguration(step.pid(), step.values(), false);
      } else if (factory.isEmpty()) {
        service.createFactoryConfiguration(step.factoryPid(), step.pid(), step.values(), false);
      } else if (factory.get().equals(step.factoryPid())) {
        service.updateConfiguration(step.pid(), step.values(), false);
      } else {
        problems.add(step.pid() + " exists already, as a " + factory.get());
      }
    } catch (KuraException e) {
      problems.add(e.getMessage());
    }
  }
}

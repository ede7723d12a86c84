package io.ocpp809.kura.modbus;

import java.util.function.Function;
import org.osgi.service.component.annotations.Component;

/**
 * Tells, by the name of a driver, what is wrong with its line as a whole, for those whose assets
 * are on it: that its polls cannot keep their periods. Offered as an OSGi service of the JDK's type
 * {@link Function} with the property {@code io.ocpp809.line.faults}, so that nobody needs a class
 * of ours.
 */
@Component(
    name = "io.ocpp809.kura.modbus.faults",
    property = "io.ocpp809.line.faults:Boolean=true",
    service = Function.class)
public final class LineFaults implements Function<String, String> {
  /**
   * What is wrong with a driver's line.
   *
   * @param pid {@code kura.service.pid} of the driver
   * @return in words, with what to do; empty if nothing is, or the driver is none of ours
   */
  @Override
  public String apply(String pid) {
    return DriverDirectory.instance()
        .named(pid)
        .flatMap(d -> d.line().session())
        .map(DriverSession::planFault)
        .orElse("");
  }
}

package io.ocpp809.cli.gateway;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/**
 * A service inside the framework, called by the names of its methods. Its interface is loaded by a
 * bundle, so only types of the JDK cross the border.
 */
public final class Service {

  private final String name;
  private final Object target;

  Service(String name, Object target) {
    this.name = name;
    this.target = target;
  }

  /**
   * Wraps an object that a service has returned.
   *
   * @param object of a class that the framework has loaded
   * @return the object, to be called by the names of its methods
   */
  public static Service of(Object object) {
    return new Service(object.getClass().getName(), object);
  }

  /**
   * Calls a public method.
   *
   * @param method its name
   * @param arguments its arguments; the first method of that name and number of parameters that
   *     takes them is called
   * @return what the method returns
   * @throws GatewayException if there is no such method, or with the message of what it threw
   */
  public Object call(String method, Object... arguments) {
    for (Method candidate : target.getClass().getMethods()) {
      if (candidate.getName().equals(method) && takes(candidate, arguments)) {
        try {
          candidate.setAccessible(true);
          return candidate.invoke(target, arguments);
        } catch (InvocationTargetException e) {
          throw new GatewayException(String.valueOf(e.getCause().getMessage()), e.getCause());
        } catch (IllegalAccessException e) {
          throw new GatewayException(name + "." + method + " cannot be called", e);
        }
      }
    }
    throw new GatewayException(
        name + " has no method " + method + " that takes " + arguments.length + " such arguments");
  }

  private static boolean takes(Method method, Object[] arguments) {
    Class<?>[] types = method.getParameterTypes();
    if (types.length != arguments.length) {
      return false;
    }
    for (int i = 0; i < types.length; i++) {
      if (arguments[i] != null && !types[i].isPrimitive() && !types[i].isInstance(arguments[i])) {
        return false;
      }
    }
    return true;
  }
}

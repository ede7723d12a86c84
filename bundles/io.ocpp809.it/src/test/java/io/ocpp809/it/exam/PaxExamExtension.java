package io.ocpp809.it.exam;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.ops4j.pax.exam.TestContainerException;

/** The bridge from JUnit 5 to Pax Exam, which itself knows JUnit 4 only. */
final class PaxExamExtension implements BeforeAllCallback, InvocationInterceptor {

  private static final Namespace NAMESPACE = Namespace.create(PaxExamExtension.class);

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    ExamContainer container = ExamContainer.start(context.getRequiredTestClass());
    context.getStore(NAMESPACE).put(ExamContainer.class, container);
  }

  @Override
  public void interceptTestMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    invocation.skip();
    ExamContainer container =
        context.getStore(NAMESPACE).get(ExamContainer.class, ExamContainer.class);
    try {
      container.run(method.getExecutable().getName());
    } catch (TestContainerException e) {
      throw cause(e);
    }
  }

  /** What the test itself threw; the container wraps it. */
  private static Throwable cause(Throwable thrown) {
    Throwable inner = thrown;
    while ((inner instanceof TestContainerException || inner instanceof InvocationTargetException)
        && inner.getCause() != null) {
      inner = inner.getCause();
    }
    return inner;
  }
}

package io.ocpp809.it.exam;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The tests of the class run inside a framework with the services of Kura 5.6 and every shipped
 * bundle; one framework a class. Class, constructor and test methods are public and without
 * parameters, each method has an object of its own, and methods run before or after each test are
 * not called.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(PaxExamExtension.class)
public @interface InsideKura {}

/** Runs JUnit 5 tests inside the framework by Pax Exam. */
package io.ocpp809.it.exam;

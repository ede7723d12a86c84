/**
 * A small OCPP 1.6J CSMS for tests and the demo: answers, keeps a book of transactions, makes
 * calls.
 */
package io.ocpp809.testkit.csms;

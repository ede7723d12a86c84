/** Serial ports: jSerialComm behind one class, one owner a port. */
package io.ocpp809.serial;

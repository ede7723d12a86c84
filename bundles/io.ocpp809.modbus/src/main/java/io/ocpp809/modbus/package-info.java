/**
 * Modbus as a master speaks it: points and their values, requests and framings, links, the queue of
 * a line, and the devices that are polled over it.
 */
package io.ocpp809.modbus;

/**
 * The charging station at work: rooms for authorisation, transactions, metering and limits around
 * each EVSE, all of them living in the station's mailbox.
 */
package io.ocpp809.station.core;

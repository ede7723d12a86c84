/** One thing after another: the serial executor in which a station or a site lives. */
package io.ocpp809.station.mailbox;

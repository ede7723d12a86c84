/** What a CSMS may configure; kept in the store, named after the OCPP 2.0.1 variables. */
package io.ocpp809.station.settings;

/** Charging profiles of a CSMS and the composite schedule they make (OCPP smart charging). */
package io.ocpp809.station.profile;

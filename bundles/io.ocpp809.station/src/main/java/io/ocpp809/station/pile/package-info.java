/** The physical charger as the model sees it: what it can do, what it reports, what it is told. */
package io.ocpp809.station.pile;

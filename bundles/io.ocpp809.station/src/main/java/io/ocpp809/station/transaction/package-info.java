/** Words of a transaction's life: charging state, stop reason, and the view of a running one. */
package io.ocpp809.station.transaction;

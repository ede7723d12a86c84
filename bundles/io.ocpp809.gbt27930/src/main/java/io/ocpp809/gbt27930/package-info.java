/** GB/T 27930: what a charger and the battery management system of a vehicle say on CAN. */
package io.ocpp809.gbt27930;

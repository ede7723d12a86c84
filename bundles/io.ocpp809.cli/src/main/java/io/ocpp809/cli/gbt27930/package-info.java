/** The command {@code gbt27930}: what a recording of a charging bus tells. */
package io.ocpp809.cli.gbt27930;

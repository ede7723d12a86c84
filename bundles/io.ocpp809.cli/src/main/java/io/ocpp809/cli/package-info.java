/** The start script's commands: run from a configuration file, and the demo. */
package io.ocpp809.cli;

/**
 * Trying a template on a device and making a new one: what a template reads and means ({@link
 * io.ocpp809.template.workbench.Trial}), which templates a device fits, and what raw values say
 * while somebody plugs and charges. Nothing here writes to a device.
 */
package io.ocpp809.template.workbench;

/**
 * Pile templates: what a product's registers mean and how it is controlled, as data. Read once into
 * immutable parts: meaning for the station model, addresses for the driver.
 */
package io.ocpp809.template;

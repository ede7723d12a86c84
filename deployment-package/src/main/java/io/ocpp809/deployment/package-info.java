/**
 * Puts the shipped bundles together as one OSGi deployment package (OSGi Compendium, chapter 114).
 */
package io.ocpp809.deployment;

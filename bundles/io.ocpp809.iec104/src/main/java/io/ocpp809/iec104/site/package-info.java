/**
 * What IEC 60870-5-104 and charging have to do with each other: which point tells what of a site
 * and its EVSEs, and what a set-point does to them. Addresses are data, by a default plan or by the
 * grid operator's list.
 */
package io.ocpp809.iec104.site;

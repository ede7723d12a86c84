/** The site: what its stations share, and how much each pile may draw so that no fuse trips. */
package io.ocpp809.station.site;

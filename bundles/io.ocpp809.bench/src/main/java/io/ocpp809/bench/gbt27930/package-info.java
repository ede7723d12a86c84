/** GB/T 27930 by itself: frames of a charging session, and what is none. */
package io.ocpp809.bench.gbt27930;

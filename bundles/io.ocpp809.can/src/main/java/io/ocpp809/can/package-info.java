/** CAN frames and the links that carry them. */
package io.ocpp809.can;

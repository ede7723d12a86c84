/** What a Kura driver of ours is made of; packed into each driver's bundle. */
package io.ocpp809.kura.driver;

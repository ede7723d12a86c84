/** Signatures of the Kura package of this name, with the behaviour of its data classes. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.7.0")
package org.eclipse.kura;

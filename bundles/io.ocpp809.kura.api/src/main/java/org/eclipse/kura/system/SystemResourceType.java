package org.eclipse.kura.system;

/** Kura enumeration system resource type. */
public enum SystemResourceType {
  /** Bundle. */
  BUNDLE,
  /** Dp. */
  DP,
  /** Rpm. */
  RPM,
  /** Deb. */
  DEB,
  /** Docker. */
  DOCKER,
  /** Container image. */
  CONTAINER_IMAGE,
  /** Apk. */
  APK,
  /** Unknown. */
  UNKNOWN
}

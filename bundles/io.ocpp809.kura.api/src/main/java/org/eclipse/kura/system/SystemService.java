package org.eclipse.kura.system;

import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.eclipse.kura.KuraProcessExecutionErrorException;
import org.osgi.annotation.versioning.ProviderType;
import org.osgi.framework.Bundle;

/** Kura interface system service. */
@ProviderType
public interface SystemService {
  /** Constant config console device manage service ignore. */
  String CONFIG_CONSOLE_DEVICE_MANAGE_SERVICE_IGNORE = "console.device.management.service.ignore";

  /** Constant db cache rows propname. */
  @Deprecated String DB_CACHE_ROWS_PROPNAME = "db.service.hsqldb.cache_rows";

  /** Constant db defrag limit propname. */
  @Deprecated String DB_DEFRAG_LIMIT_PROPNAME = "db.service.hsqldb.defrag_limit";

  /** Constant db lob file propname. */
  @Deprecated String DB_LOB_FILE_PROPNAME = "db.service.hsqldb.lob_file_scale";

  /** Constant db log data propname. */
  @Deprecated String DB_LOG_DATA_PROPNAME = "db.service.hsqldb.log_data";

  /** Constant db log size propname. */
  @Deprecated String DB_LOG_SIZE_PROPNAME = "db.service.hsqldb.log_size";

  /** Constant db nio propname. */
  @Deprecated String DB_NIO_PROPNAME = "db.service.hsqldb.nio_data_file";

  /** Constant db url propname. */
  @Deprecated String DB_URL_PROPNAME = "db.service.hsqldb.url";

  /** Constant db write delay millies propname. */
  @Deprecated String DB_WRITE_DELAY_MILLIES_PROPNAME = "db.service.hsqldb.write_delay_millis";

  /** Constant key bios version. */
  String KEY_BIOS_VERSION = "kura.bios.version";

  /** Constant key command user. */
  String KEY_COMMAND_USER = "kura.command.user";

  /** Constant key cpu version. */
  String KEY_CPU_VERSION = "cpu.version";

  /** Constant key device name. */
  String KEY_DEVICE_NAME = "kura.device.name";

  /** Constant key file command zip max number. */
  String KEY_FILE_COMMAND_ZIP_MAX_NUMBER = "file.command.zip.max.number";

  /** Constant key file command zip max size. */
  String KEY_FILE_COMMAND_ZIP_MAX_SIZE = "file.command.zip.max.size";

  /** Constant key file sep. */
  String KEY_FILE_SEP = "file.separator";

  /** Constant key firmware version. */
  String KEY_FIRMWARE_VERSION = "kura.firmware.version";

  /** Constant key java home. */
  String KEY_JAVA_HOME = "java.home";

  /** Constant key java vendor. */
  String KEY_JAVA_VENDOR = "java.runtime.name";

  /** Constant key java version. */
  String KEY_JAVA_VERSION = "java.runtime.version";

  /** Constant key java vm info. */
  String KEY_JAVA_VM_INFO = "java.vm.info";

  /** Constant key java vm name. */
  String KEY_JAVA_VM_NAME = "java.vm.name";

  /** Constant key java vm vendor. */
  String KEY_JAVA_VM_VENDOR = "java.vm.vendor";

  /** Constant key java vm version. */
  String KEY_JAVA_VM_VERSION = "java.vm.version";

  /** Constant key jdk vendor version. */
  String KEY_JDK_VENDOR_VERSION = "jdk.vendor.version";

  /** Constant key kura data dir. */
  String KEY_KURA_DATA_DIR = "kura.data";

  /** Constant key kura framework config dir. */
  String KEY_KURA_FRAMEWORK_CONFIG_DIR = "kura.framework.config";

  /** Constant key kura have net admin. */
  String KEY_KURA_HAVE_NET_ADMIN = "kura.have.net.admin";

  /** Constant key kura have web inter. */
  String KEY_KURA_HAVE_WEB_INTER = "kura.have.web.inter";

  /** Constant key kura home dir. */
  String KEY_KURA_HOME_DIR = "kura.home";

  /** Constant key kura key store pwd. */
  String KEY_KURA_KEY_STORE_PWD = "kura.ssl.keyStorePassword";

  /** Constant key kura marketplace compatibility version. */
  String KEY_KURA_MARKETPLACE_COMPATIBILITY_VERSION = "kura.marketplace.compatibility.version";

  /** Constant key kura name. */
  String KEY_KURA_NAME = "kura.name";

  /** Constant key kura net virtual devices config. */
  String KEY_KURA_NET_VIRTUAL_DEVICES_CONFIG = "kura.net.virtual.devices.config";

  /** Constant key kura packages dir. */
  String KEY_KURA_PACKAGES_DIR = "kura.packages";

  /** Constant key kura plugins dir. */
  String KEY_KURA_PLUGINS_DIR = "kura.plugins";

  /** Constant key kura snapshots count. */
  String KEY_KURA_SNAPSHOTS_COUNT = "kura.snapshots.count";

  /** Constant key kura snapshots dir. */
  String KEY_KURA_SNAPSHOTS_DIR = "kura.snapshots";

  /** Constant key kura style dir. */
  String KEY_KURA_STYLE_DIR = "kura.style.dir";

  /** Constant key kura tmp dir. */
  String KEY_KURA_TMP_DIR = "kura.tmp";

  /** Constant key kura trust store pwd. */
  String KEY_KURA_TRUST_STORE_PWD = "kura.ssl.trustStorePassword";

  /** Constant key kura user config dir. */
  String KEY_KURA_USER_CONFIG_DIR = "kura.user.config";

  /** Constant key kura version. */
  String KEY_KURA_VERSION = "kura.version";

  /** Constant key kura wifi top channel. */
  String KEY_KURA_WIFI_TOP_CHANNEL = "kura.wifi.top.channel";

  /** Constant key legacy bt beacon scan. */
  String KEY_LEGACY_BT_BEACON_SCAN = "kura.legacy.bluetooth.beacon.scan";

  /** Constant key legacy ppp logging. */
  String KEY_LEGACY_PPP_LOGGING = "kura.legacy.ppp.logging.enabled";

  /** Constant key model id. */
  String KEY_MODEL_ID = "kura.model.id";

  /** Constant key model name. */
  String KEY_MODEL_NAME = "kura.model.name";

  /** Constant key osgi fw name. */
  String KEY_OSGI_FW_NAME = "org.osgi.framework.vendor";

  /** Constant key osgi fw version. */
  String KEY_OSGI_FW_VERSION = "org.osgi.framework.version";

  /** Constant key os arch. */
  String KEY_OS_ARCH = "os.arch";

  /** Constant key os distro. */
  String KEY_OS_DISTRO = "os.distribution";

  /** Constant key os distro ver. */
  String KEY_OS_DISTRO_VER = "os.distribution.version";

  /** Constant key os name. */
  String KEY_OS_NAME = "os.name";

  /** Constant key os ver. */
  String KEY_OS_VER = "os.version";

  /** Constant key part number. */
  String KEY_PART_NUMBER = "kura.partNumber";

  /** Constant key platform. */
  String KEY_PLATFORM = "kura.platform";

  /** Constant key primary net iface. */
  String KEY_PRIMARY_NET_IFACE = "kura.primary.network.interface";

  /** Constant key serial num. */
  String KEY_SERIAL_NUM = "kura.serialNumber";

  /** Constant kura config. */
  String KURA_CONFIG = "kura.configuration";

  /** Constant kura custom config. */
  String KURA_CUSTOM_CONFIG = "kura.custom.configuration";

  /** Constant kura custom props file. */
  String KURA_CUSTOM_PROPS_FILE = "kura_custom.properties";

  /** Constant kura props file. */
  String KURA_PROPS_FILE = "kura.properties";

  /** Constant os cloudbees. */
  String OS_CLOUDBEES = "Linux (Cloudbees)";

  /** Constant os linux. */
  String OS_LINUX = "Linux";

  /** Constant os mac osx. */
  String OS_MAC_OSX = "Mac OS X";

  /** Constant unknown. */
  String UNKNOWN = "UNKNOWN";

  /** Constant unsupported. */
  String UNSUPPORTED = "UNSUPPORTED";

  /** Returns the bios version. */
  String getBiosVersion();

  /** Returns the bundles. */
  Bundle[] getBundles();

  /** Returns the command user. */
  String getCommandUser();

  /** Returns the cpu version. */
  String getCpuVersion();

  /** Returns the device management service ignore. */
  List<String> getDeviceManagementServiceIgnore();

  /** Returns the device name. */
  String getDeviceName();

  /** Returns the extended properties. */
  Optional<ExtendedProperties> getExtendedProperties();

  /** Returns the file command zip max upload number. */
  int getFileCommandZipMaxUploadNumber();

  /** Returns the file command zip max upload size. */
  int getFileCommandZipMaxUploadSize();

  /** Returns the file separator. */
  String getFileSeparator();

  /** Returns the firmware version. */
  String getFirmwareVersion();

  /** Returns the free memory. */
  long getFreeMemory();

  /** Returns the hostname. */
  String getHostname();

  /** Returns the java home. */
  String getJavaHome();

  /** Returns the java key store password. */
  char[] getJavaKeyStorePassword();

  /** Returns the java trust store password. */
  char[] getJavaTrustStorePassword();

  /** Returns the java vendor. */
  String getJavaVendor();

  /** Returns the java version. */
  String getJavaVersion();

  /** Returns the java vm info. */
  String getJavaVmInfo();

  /** Returns the java vm name. */
  String getJavaVmName();

  /** Returns the java vm vendor. */
  String getJavaVmVendor();

  /** Returns the java vm version. */
  String getJavaVmVersion();

  /** Returns the jdk vendor version. */
  String getJdkVendorVersion();

  /** Returns the kura data directory. */
  String getKuraDataDirectory();

  /** Returns the kura framework config directory. */
  String getKuraFrameworkConfigDirectory();

  /** Returns the kura home. */
  String getKuraHome();

  /** Returns the kura marketplace compatibility version. */
  String getKuraMarketplaceCompatibilityVersion();

  /** Returns the kura snapshots count. */
  int getKuraSnapshotsCount();

  /** Returns the kura snapshots directory. */
  String getKuraSnapshotsDirectory();

  /** Returns the kura style directory. */
  String getKuraStyleDirectory();

  /** Returns the kura temporary config directory. */
  String getKuraTemporaryConfigDirectory();

  /** Returns the kura user config directory. */
  String getKuraUserConfigDirectory();

  /** Returns the kura version. */
  String getKuraVersion();

  /** Returns the kura web enabled. */
  String getKuraWebEnabled();

  /** Returns the kura wifi top channel. */
  int getKuraWifiTopChannel();

  /** Returns the model id. */
  String getModelId();

  /** Returns the model name. */
  String getModelName();

  /** Returns the net virtual devices config. */
  String getNetVirtualDevicesConfig();

  /** Returns the number of processors. */
  int getNumberOfProcessors();

  /** Returns the os arch. */
  String getOsArch();

  /** Returns the os distro. */
  String getOsDistro();

  /** Returns the os distro version. */
  String getOsDistroVersion();

  /** Returns the os name. */
  String getOsName();

  /** Returns the os version. */
  String getOsVersion();

  /** Returns the osgi fw name. */
  String getOsgiFwName();

  /** Returns the osgi fw version. */
  String getOsgiFwVersion();

  /** Returns the part number. */
  String getPartNumber();

  /** Returns the platform. */
  String getPlatform();

  /** Returns the primary mac address. */
  String getPrimaryMacAddress();

  /** Returns the primary network interface name. */
  String getPrimaryNetworkInterfaceName();

  /** Returns the properties. */
  Properties getProperties();

  /** Returns the serial number. */
  String getSerialNumber();

  /** Returns the system packages. */
  List<SystemResourceInfo> getSystemPackages() throws KuraProcessExecutionErrorException;

  /** Returns the total memory. */
  long getTotalMemory();

  /** Tells whether it is legacy bluetooth beacon scan. */
  boolean isLegacyBluetoothBeaconScan();

  /** Tells whether it is legacy p p p logging enabled. */
  boolean isLegacyPPPLoggingEnabled();
}

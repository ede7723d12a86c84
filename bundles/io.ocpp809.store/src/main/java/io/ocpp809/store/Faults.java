package io.ocpp809.store;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** What a disk says, in words for the operator. */
final class Faults {
  private Faults() {}

  static String words(Path path, IOException e) {
    if (e instanceof StoreException) {
      return e.getMessage();
    }
    String file = path.toString();
    if (e instanceof FileSystemException fse && fse.getFile() != null) {
      file = fse.getFile();
    }
    return file + ": " + reason(e);
  }

  private static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "no permission to write";
    }
    if (e instanceof NoSuchFileException) {
      return "no such file or folder";
    }
    if (e instanceof FileSystemException fse && fse.getReason() != null) {
      return fse.getReason();
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}

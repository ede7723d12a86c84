package io.ocpp809.kura.api;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Writes the signatures of a class file in the form of the signature list. */
final class SignatureLines extends ClassVisitor {
  private final Collection<String> lines;
  private final List<String> constants = new ArrayList<>();
  private String name;
  private int access;
  private String superName;
  private String interfaces;
  private String signature;
  private String role = "-";
  private boolean deprecated;

  SignatureLines(Collection<String> lines) {
    super(Opcodes.ASM9);
    this.lines = lines;
  }

  @Override
  public void visit(
      int version, int flags, String internal, String sig, String parent, String[] implemented) {
    name = internal.replace('/', '.');
    access = flags;
    signature = sig == null ? "-" : sig;
    superName = parent.replace('/', '.');
    interfaces =
        implemented.length == 0
            ? "-"
            : Arrays.stream(implemented)
                .map(i -> i.replace('/', '.'))
                .collect(Collectors.joining(","));
  }

  @Override
  public void visitInnerClass(String internal, String outer, String inner, int flags) {
    if (internal.replace('/', '.').equals(name)) {
      access = flags;
    }
  }

  @Override
  public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
    if (descriptor.endsWith("/ProviderType;")) {
      role = "provider";
    } else if (descriptor.endsWith("/ConsumerType;")) {
      role = "consumer";
    } else if (descriptor.equals("Ljava/lang/Deprecated;")) {
      deprecated = true;
    }
    return null;
  }

  private boolean isEnum() {
    return (access & Opcodes.ACC_ENUM) != 0;
  }

  private boolean isInterface() {
    return (access & Opcodes.ACC_INTERFACE) != 0;
  }

  @Override
  public FieldVisitor visitField(
      int flags, String field, String descriptor, String sig, Object constant) {
    if (!visible(flags)) {
      return null;
    }
    if ((flags & Opcodes.ACC_ENUM) != 0) {
      constants.add(field);
    }
    String line =
        String.join(
            "\t",
            "FIELD",
            name,
            field,
            descriptor,
            modifiers(flags),
            "const=" + text(constant),
            "sig=" + (sig == null ? "-" : sig));
    return new FieldVisitor(Opcodes.ASM9) {
      private boolean old;

      @Override
      public AnnotationVisitor visitAnnotation(String annotation, boolean visible) {
        old |= annotation.equals("Ljava/lang/Deprecated;");
        return null;
      }

      @Override
      public void visitEnd() {
        lines.add(old ? line + "\tdeprecated" : line);
      }
    };
  }

  @Override
  public MethodVisitor visitMethod(
      int flags, String method, String descriptor, String sig, String[] exceptions) {
    if (!visible(flags) || isEnum() && method.equals("<init>")) {
      return null;
    }
    String modifiers = modifiers(flags);
    if (isInterface() && (flags & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_STATIC)) == 0) {
      modifiers += " default";
    }
    if ((flags & Opcodes.ACC_VARARGS) != 0) {
      modifiers += " varargs";
    }
    String thrown =
        exceptions == null || exceptions.length == 0
            ? "-"
            : Arrays.stream(exceptions)
                .map(e -> e.replace('/', '.'))
                .sorted()
                .collect(Collectors.joining(","));
    String line =
        String.join(
            "\t",
            "METHOD",
            name,
            method,
            descriptor,
            modifiers,
            "throws=" + thrown,
            "sig=" + (sig == null ? "-" : sig));
    return new MethodVisitor(Opcodes.ASM9) {
      private boolean old;

      @Override
      public AnnotationVisitor visitAnnotation(String annotation, boolean visible) {
        old |= annotation.equals("Ljava/lang/Deprecated;");
        return null;
      }

      @Override
      public void visitEnd() {
        lines.add(old ? line + "\tdeprecated" : line);
      }
    };
  }

  @Override
  public void visitEnd() {
    if (!visible(access)) {
      return;
    }
    String kind = isEnum() ? "enum" : isInterface() ? "interface" : "class";
    int shown = access & ~Opcodes.ACC_SUPER;
    if (isInterface()) {
      shown &= ~Opcodes.ACC_ABSTRACT;
    }
    if (isEnum()) {
      shown &= ~(Opcodes.ACC_FINAL | Opcodes.ACC_ABSTRACT);
    }
    String line =
        String.join(
            "\t",
            "CLASS",
            name,
            modifiers(shown),
            kind,
            "extends=" + superName,
            "implements=" + interfaces,
            "role=" + role,
            "sig=" + signature);
    lines.add(deprecated ? line + "\tdeprecated" : line);
    if (isEnum()) {
      lines.add(String.join("\t", "ENUM", name, String.join(",", constants)));
    }
  }

  private static boolean visible(int flags) {
    return (flags & (Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED)) != 0
        && (flags & Opcodes.ACC_SYNTHETIC) == 0;
  }

  private static String modifiers(int flags) {
    List<String> words = new ArrayList<>();
    words.add((flags & Opcodes.ACC_PUBLIC) != 0 ? "public" : "protected");
    if ((flags & Opcodes.ACC_STATIC) != 0) {
      words.add("static");
    }
    if ((flags & Opcodes.ACC_ABSTRACT) != 0) {
      words.add("abstract");
    }
    if ((flags & Opcodes.ACC_FINAL) != 0) {
      words.add("final");
    }
    return String.join(" ", words);
  }

  private static String text(Object constant) {
    if (constant == null) {
      return "-";
    }
    if (constant instanceof String s) {
      return '"' + s + '"';
    }
    return constant instanceof Long l ? l + "L" : constant.toString();
  }
}

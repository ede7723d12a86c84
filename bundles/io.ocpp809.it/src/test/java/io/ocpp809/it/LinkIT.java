package io.ocpp809.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.cli.gateway.Feature;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** A member that Kura 5.5 lacks would fail there at run time only, at the first call. */
class LinkIT {

  @Test
  void noShippedClassUsesAMemberThatKura55Lacks() throws Exception {
    Set<String> newer = newerThan55();
    List<String> wrong = new ArrayList<>();
    int classes = 0;
    for (Path jar : Feature.GATEWAY.jars(KuraContainer.ROOT)) {
      try (JarFile file = new JarFile(jar.toFile())) {
        for (Enumeration<JarEntry> all = file.entries(); all.hasMoreElements(); ) {
          JarEntry entry = all.nextElement();
          if (!entry.getName().endsWith(".class")) {
            continue;
          }
          classes++;
          try (InputStream in = file.getInputStream(entry)) {
            for (String used : used(in.readAllBytes())) {
              if (newer.contains(used)) {
                wrong.add(jar.getFileName() + " " + entry.getName() + " uses " + used);
              }
            }
          }
        }
      }
    }
    assertTrue(classes > 100, "classes seen: " + classes);
    assertEquals(List.of(), wrong);
  }

  @Test
  void theCheckSeesCallsAndMethodReferences() throws Exception {
    try (InputStream in = LinkIT.class.getResourceAsStream("LinkIT.class")) {
      Set<String> used = used(in.readAllBytes());
      assertTrue(used.contains("org/objectweb/asm/ClassReader <init> ([B)V"), used::toString);
      assertTrue(used.contains("java/lang/Object toString ()Ljava/lang/String;"), used::toString);
    }
  }

  private static Set<String> newerThan55() throws IOException {
    Set<String> members = new LinkedHashSet<>();
    try (InputStream in = LinkIT.class.getResourceAsStream("/newer-than-kura-5.5.txt")) {
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .filter(line -> !line.isBlank())
          .forEach(members::add);
    }
    return members;
  }

  /** The members that a class calls or refers to: owner, name and descriptor, in JVM form. */
  private static Set<String> used(byte[] classFile) {
    Set<String> used = new TreeSet<>();
    MethodVisitor calls =
        new MethodVisitor(Opcodes.ASM9) {
          @Override
          public void visitMethodInsn(
              int opcode, String owner, String name, String descriptor, boolean isInterface) {
            used.add(owner + " " + name + " " + descriptor);
          }

          @Override
          public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
            used.add(owner + " " + name + " " + descriptor);
          }

          @Override
          public void visitInvokeDynamicInsn(
              String name, String descriptor, Handle bootstrap, Object... arguments) {
            for (Object argument : arguments) {
              if (argument instanceof Handle handle) {
                used.add(handle.getOwner() + " " + handle.getName() + " " + handle.getDesc());
              }
            }
          }
        };
    new ClassReader(classFile)
        .accept(
            new ClassVisitor(Opcodes.ASM9) {
              @Override
              public MethodVisitor visitMethod(
                  int access,
                  String name,
                  String descriptor,
                  String signature,
                  String[] exceptions) {
                return calls;
              }
            },
            ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    return used;
  }
}

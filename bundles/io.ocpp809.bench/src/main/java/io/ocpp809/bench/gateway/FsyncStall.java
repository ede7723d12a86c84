package io.ocpp809.bench.gateway;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * A disk whose forced writes stall: as a Java agent, with milliseconds as its argument, it lets
 * each {@link java.nio.channels.FileChannel#force} wait that long before it is carried out. The
 * product knows nothing of it.
 */
public final class FsyncStall {

  private static final String CHANNEL = "sun/nio/ch/FileChannelImpl";

  private FsyncStall() {}

  /**
   * Called by the JVM.
   *
   * @param millis how long a forced write stalls, ms
   * @param instrumentation by which the JDK's class is changed
   * @throws ClassNotFoundException if this JDK has no such class
   * @throws UnmodifiableClassException if it may not be changed
   */
  public static void premain(String millis, Instrumentation instrumentation)
      throws ClassNotFoundException, UnmodifiableClassException {
    long nanos = Long.parseLong(millis) * 1_000_000;
    instrumentation.addTransformer(
        new ClassFileTransformer() {
          @Override
          public byte[] transform(
              Module module,
              ClassLoader loader,
              String name,
              Class<?> changed,
              ProtectionDomain domain,
              byte[] bytes) {
            return CHANNEL.equals(name) ? stalled(bytes, nanos) : null;
          }
        },
        true);
    instrumentation.retransformClasses(Class.forName(CHANNEL.replace('/', '.')));
  }

  private static byte[] stalled(byte[] bytes, long nanos) {
    ClassReader reader = new ClassReader(bytes);
    ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
    reader.accept(
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String descriptor, String signature, String[] exceptions) {
            MethodVisitor method =
                super.visitMethod(access, name, descriptor, signature, exceptions);
            boolean force = name.equals("force") && descriptor.equals("(Z)V");
            return force ? new Stall(method, nanos) : method;
          }
        },
        0);
    return writer.toByteArray();
  }

  private static final class Stall extends MethodVisitor {
    private final long nanos;

    Stall(MethodVisitor next, long nanos) {
      super(Opcodes.ASM9, next);
      this.nanos = nanos;
    }

    @Override
    public void visitCode() {
      super.visitCode();
      visitLdcInsn(nanos);
      visitMethodInsn(
          Opcodes.INVOKESTATIC,
          "java/util/concurrent/locks/LockSupport",
          "parkNanos",
          "(J)V",
          false);
    }
  }
}

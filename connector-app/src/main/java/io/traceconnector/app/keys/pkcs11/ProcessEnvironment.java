package io.traceconnector.app.keys.pkcs11;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * The environment that native libraries of this process see; Java's own view of it, taken at start, does not change. Some PKCS#11 libraries look
 * there for their configuration, and only there.
 */
public final class ProcessEnvironment {

    private ProcessEnvironment() {}

    /**
     * Sets a variable. Only while no other thread may be reading the environment natively, as at the start of a command: the C library does
     * not guard it.
     */
    public static void set(String name, String value) {
        Linker linker = Linker.nativeLinker();
        MethodHandle setenv = linker.downcallHandle(
                linker.defaultLookup().findOrThrow("setenv"),
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment variable = arena.allocateFrom(name);
            if ((int) setenv.invokeExact(variable, arena.allocateFrom(value), 1) != 0) {
                throw new IllegalArgumentException("the environment takes no variable " + name);
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}

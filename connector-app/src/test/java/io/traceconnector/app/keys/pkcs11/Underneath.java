package io.traceconnector.app.keys.pkcs11;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.Arrays;

/** What somebody else in the process does to a library, behind the back of those that use it. */
record Underneath(Path library) {

    void closeAllSessions(long slot) {
        call("C_CloseAllSessions", slot);
    }

    void logout(long slot) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment session = arena.allocate(ValueLayout.JAVA_LONG);
            call("C_OpenSession", slot, 4, 0, 0, session.address());
            call("C_Logout", session.get(ValueLayout.JAVA_LONG, 0));
            call("C_CloseSession", session.get(ValueLayout.JAVA_LONG, 0));
        }
    }

    void finish() {
        call("C_Finalize", 0);
    }

    private void call(String function, long... arguments) {
        ValueLayout[] words = new ValueLayout[arguments.length];
        Arrays.fill(words, ValueLayout.JAVA_LONG);
        MethodHandle handle = Linker.nativeLinker()
                .downcallHandle(
                        SymbolLookup.libraryLookup(library, Arena.global()).findOrThrow(function),
                        FunctionDescriptor.of(ValueLayout.JAVA_LONG, words))
                .asSpreader(long[].class, arguments.length);
        try {
            long code = (long) handle.invokeExact(arguments);
            if (code != 0) {
                throw new IllegalStateException(function + " gave " + code);
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}

package io.traceconnector.app.keys.pkcs11;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * The functions of one PKCS#11 library. On 64-bit Linux every parameter, pointer or CK_ULONG or CK_BBOOL, travels as one 64-bit integer, so
 * that functions differ in their number of parameters only. A loaded library stays in the process: its threads may outlive its use.
 */
final class FunctionList {

    private static final Linker LINKER = Linker.nativeLinker();
    private static final ValueLayout.OfLong WORD = ValueLayout.JAVA_LONG;

    private final Map<Entry, MethodHandle> handles = new EnumMap<>(Entry.class);

    private FunctionList(MemorySegment list) {
        for (Entry entry : Entry.values()) {
            long function = list.get(WORD, entry.offset());
            if (function != 0) {
                handles.put(entry, handle(function, entry.parameters()));
            }
        }
    }

    /**
     * Loads a library; the same path twice gives the same library.
     *
     * @throws IllegalArgumentException where the file is not a library for PKCS#11
     */
    static FunctionList load(Path library) {
        MemorySegment entry = SymbolLookup.libraryLookup(library.toAbsolutePath(), Arena.global())
                .find("C_GetFunctionList")
                .orElseThrow(() -> new IllegalArgumentException(library + " has no C_GetFunctionList"));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment pointer = arena.allocate(WORD);
            long code = invoke(handle(entry.address(), 1), pointer.address());
            long list = pointer.get(WORD, 0);
            if (code != 0 || list == 0) {
                throw new IllegalArgumentException(library + " gives no list of functions");
            }
            long size =
                    Arrays.stream(Entry.values()).mapToLong(Entry::offset).max().orElseThrow() + WORD.byteSize();
            return new FunctionList(MemorySegment.ofAddress(list).reinterpret(size));
        }
    }

    /** @throws CryptokiException for every answer but CKR_OK */
    void call(Entry function, long... arguments) {
        long code = answer(function, arguments);
        if (code != 0) {
            throw new CryptokiException(function, code);
        }
    }

    /** The plain answer. */
    long answer(Entry function, long... arguments) {
        MethodHandle handle = handles.get(function);
        if (handle == null) {
            throw new CryptokiException(function, ReturnCode.CKR_FUNCTION_NOT_SUPPORTED);
        }
        return invoke(handle, arguments);
    }

    private static MethodHandle handle(long address, int parameters) {
        MemoryLayout[] words = new MemoryLayout[parameters];
        Arrays.fill(words, WORD);
        return LINKER.downcallHandle(MemorySegment.ofAddress(address), FunctionDescriptor.of(WORD, words))
                .asSpreader(long[].class, parameters);
    }

    private static long invoke(MethodHandle handle, long... arguments) {
        try {
            return (long) handle.invokeExact(arguments);
        } catch (Throwable e) {
            // A downcall throws nothing of its own; what comes here is a mistake in this class.
            throw new IllegalStateException("a native function cannot be called", e);
        }
    }
}

package io.traceconnector.app.keys.pkcs11;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A PKCS#11 library that forwards to another one, and whose functions fail as the test wants; compiled of {@code faulty-library.c}. Everything
 * works while it is in use, from any thread.
 */
public final class FaultyLibrary {

    private static final long EVERY_CALL = -1;

    private final Path path;
    private final SymbolLookup symbols;

    private FaultyLibrary(Path path) {
        this.path = path;
        // Threads that are late may be inside for longer than the test takes, so it is never unloaded.
        this.symbols = SymbolLookup.libraryLookup(path, Arena.global());
    }

    /** Compiles it into a directory. Skips the test, or fails it under CI, where there is no compiler. */
    public static FaultyLibrary compile(Path directory, Path real) {
        NativeTools.require(List.of("gcc"), "gcc libc6-dev");
        Path source = directory.resolve("faulty-library.c").toAbsolutePath();
        Path path = directory.resolve("libfaulty.so").toAbsolutePath();
        try (InputStream resource =
                Objects.requireNonNull(FaultyLibrary.class.getResourceAsStream("faulty-library.c"))) {
            Files.copy(resource, source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        NativeTools.run(
                Map.of(),
                List.of(
                        "gcc",
                        "-std=c11",
                        "-shared",
                        "-fPIC",
                        "-O1",
                        "-Wall",
                        "-Wextra",
                        "-Werror",
                        "-pthread",
                        "-o",
                        path.toString(),
                        source.toString(),
                        "-ldl"));
        FaultyLibrary library = new FaultyLibrary(path);
        try (Arena arena = Arena.ofConfined()) {
            if (library.call(
                            "shim_forward_to",
                            arena.allocateFrom(real.toString()).address())
                    != 0) {
                throw new IllegalStateException(real + " is no PKCS#11 library");
            }
        }
        return library;
    }

    public Path path() {
        return path;
    }

    /** From now on every call of the function meets the fault. */
    public void fault(String function, Fault fault) {
        set(function, fault, 0, EVERY_CALL);
    }

    /** Every call but the next few meets the fault. */
    public void faultAfter(int spared, String function, Fault fault) {
        set(function, fault, spared, EVERY_CALL);
    }

    /** The next call of the function meets the fault. */
    public void faultOnce(String function, Fault fault) {
        set(function, fault, 0, 1);
    }

    /** Ends the fault; calls that it made late stay late. */
    public void heal(String function) {
        set(function, Fault.SLOW, 0, 0);
    }

    /** How many calls met a fault since theirs was set or ended. */
    public long struck() {
        return call("shim_struck");
    }

    /** Closes all sessions underneath, as soon as no call is inside the real library. */
    public void closeAllSessions() {
        call("shim_close_all_sessions");
    }

    /** Logs the user out of all tokens, likewise. */
    public void logOut() {
        call("shim_log_out");
    }

    /** Finishes the real library, likewise. */
    public void finish() {
        call("shim_finalize");
    }

    /** Sessions that are open with the tokens. */
    public long sessions() {
        return call("shim_sessions");
    }

    private void set(String function, Fault fault, long spared, long calls) {
        try (Arena arena = Arena.ofConfined()) {
            long name = arena.allocateFrom(function).address();
            if (call("shim_fault", name, fault.code(), fault.milliseconds(), spared, calls) != 0) {
                throw new IllegalArgumentException("PKCS#11 has no function " + function);
            }
        }
    }

    private long call(String function, long... words) {
        MemorySegment address = symbols.findOrThrow(function);
        MemoryLayout[] parameters = new MemoryLayout[words.length];
        Arrays.fill(parameters, ValueLayout.JAVA_LONG);
        try {
            return (long) Linker.nativeLinker()
                    .downcallHandle(address, FunctionDescriptor.of(ValueLayout.JAVA_LONG, parameters))
                    .asSpreader(long[].class, words.length)
                    .invokeExact(words);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}

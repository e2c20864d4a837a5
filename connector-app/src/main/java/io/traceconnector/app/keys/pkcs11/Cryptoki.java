package io.traceconnector.app.keys.pkcs11;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * PKCS#11 2.40 in Java's terms, as far as it is needed here; its functions block for as long as the library does. Threads may call at a time,
 * but never two with one session. Every function fails with {@link CryptokiException}.
 */
final class Cryptoki {

    private static final ValueLayout.OfLong WORD = ValueLayout.JAVA_LONG;
    private static final long OS_LOCKING_OK = 2;
    private static final long SERIAL_SESSION = 4;
    private static final long RW_SESSION = 2;
    private static final long USER = 1;
    private static final long UNAVAILABLE = -1;
    private static final long TOKEN_INFO_SIZE = 208;

    /** Slots, mechanisms and objects of one search are read up to here; more are left out. */
    private static final int MOST = 4096;

    private final FunctionList functions;

    private Cryptoki(FunctionList functions) {
        this.functions = functions;
    }

    /** @throws IllegalArgumentException where the file is not a library for PKCS#11 */
    static Cryptoki load(Path library) {
        return new Cryptoki(FunctionList.load(library));
    }

    /** Whether this call initialised it; false where it was initialised before. */
    boolean initialise() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment arguments = arena.allocate(WORD, 6);
            arguments.setAtIndex(WORD, 4, OS_LOCKING_OK);
            functions.call(Entry.C_Initialize, arguments.address());
            return true;
        } catch (CryptokiException e) {
            if (e.is(ReturnCode.CKR_CRYPTOKI_ALREADY_INITIALIZED)) {
                return false;
            }
            throw e;
        }
    }

    void finish() {
        functions.call(Entry.C_Finalize, 0);
    }

    /** The tokens that are there, in the order of the library; slots whose token goes meanwhile are left out. */
    List<TokenInfo> tokens() {
        List<TokenInfo> tokens = new ArrayList<>();
        for (long slot : words(Entry.C_GetSlotList, 1)) {
            try {
                tokens.add(token(slot));
            } catch (CryptokiException e) {
                if (e.meaning() != ReturnCode.Meaning.TOKEN_GONE) {
                    throw e;
                }
            }
        }
        return tokens;
    }

    private TokenInfo token(long slot) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment info = arena.allocate(TOKEN_INFO_SIZE, WORD.byteAlignment());
            functions.call(Entry.C_GetTokenInfo, slot, info.address());
            long maxSessions = info.get(WORD, 104);
            return new TokenInfo(
                    slot,
                    text(info, 0, 32),
                    text(info, 32, 32),
                    text(info, 64, 16),
                    text(info, 80, 16),
                    info.get(WORD, 96),
                    maxSessions == UNAVAILABLE ? 0 : maxSessions);
        }
    }

    /** The mechanisms of ours that a token offers for a use. */
    Set<Mechanism> mechanisms(long slot, Usage usage) {
        long[] offered = words(Entry.C_GetMechanismList, slot);
        Set<Mechanism> found = EnumSet.noneOf(Mechanism.class);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment info = arena.allocate(WORD, 3);
            for (Mechanism mechanism : Mechanism.values()) {
                if (LongStream.of(offered).anyMatch(value -> value == mechanism.value())) {
                    functions.call(Entry.C_GetMechanismInfo, slot, mechanism.value(), info.address());
                    if (usage.in(info.getAtIndex(WORD, 2))) {
                        found.add(mechanism);
                    }
                }
            }
        }
        return found;
    }

    long openSession(long slot, boolean forWriting) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment session = arena.allocate(WORD);
            long flags = SERIAL_SESSION | (forWriting ? RW_SESSION : 0);
            functions.call(Entry.C_OpenSession, slot, flags, 0, 0, session.address());
            return session.get(WORD, 0);
        }
    }

    void closeSession(long session) {
        functions.call(Entry.C_CloseSession, session);
    }

    /** Whether the user is logged in (CKS_RO_USER_FUNCTIONS, CKS_RW_USER_FUNCTIONS). */
    boolean isLoggedIn(long session) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment info = arena.allocate(WORD, 4);
            functions.call(Entry.C_GetSessionInfo, session, info.address());
            long state = info.getAtIndex(WORD, 1);
            return state == 1 || state == 3;
        }
    }

    /** Logs in the user on all sessions of the process with the token; nothing happens where that was done. */
    void login(long session, byte[] pin) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment copy = arena.allocateFrom(ValueLayout.JAVA_BYTE, pin);
            try {
                functions.call(Entry.C_Login, session, USER, copy.address(), pin.length);
            } finally {
                copy.fill((byte) 0);
            }
        } catch (CryptokiException e) {
            if (!e.is(ReturnCode.CKR_USER_ALREADY_LOGGED_IN)) {
                throw e;
            }
        }
    }

    /** Handles of the objects that have all these attributes. */
    List<Long> find(long session, List<Attribute> attributes) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment template = template(arena, attributes);
            functions.call(Entry.C_FindObjectsInit, session, template.address(), attributes.size());
            MemorySegment page = arena.allocate(WORD, 64);
            MemorySegment count = arena.allocate(WORD);
            List<Long> found = new ArrayList<>();
            do {
                functions.call(Entry.C_FindObjects, session, page.address(), 64, count.address());
                for (int i = 0; i < count.get(WORD, 0); i++) {
                    found.add(page.getAtIndex(WORD, i));
                }
            } while (count.get(WORD, 0) > 0 && found.size() < MOST);
            functions.call(Entry.C_FindObjectsFinal, session);
            return found;
        }
    }

    /** The value of an attribute; empty where the object does not have it, or does not show it. */
    Optional<byte[]> attribute(long session, long object, Attribute.Type type) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment attribute = arena.allocate(WORD, 3);
            attribute.setAtIndex(WORD, 0, type.value());
            functions.call(Entry.C_GetAttributeValue, session, object, attribute.address(), 1);
            long length = attribute.getAtIndex(WORD, 2);
            if (length == UNAVAILABLE) {
                return Optional.empty();
            }
            MemorySegment value = arena.allocate(Math.max(1, length));
            attribute.setAtIndex(WORD, 1, value.address());
            functions.call(Entry.C_GetAttributeValue, session, object, attribute.address(), 1);
            return Optional.of(bytes(value, attribute.getAtIndex(WORD, 2)));
        } catch (CryptokiException e) {
            if (e.is(ReturnCode.CKR_ATTRIBUTE_TYPE_INVALID) || e.is(ReturnCode.CKR_ATTRIBUTE_SENSITIVE)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** At most {@code limit} bytes; the receiver wipes them. */
    byte[] decrypt(long session, Mechanism mechanism, long key, byte[] block, int limit) {
        return operate(session, Entry.C_DecryptInit, Entry.C_Decrypt, mechanism, key, block, limit);
    }

    byte[] sign(long session, Mechanism mechanism, long key, byte[] message, int limit) {
        return operate(session, Entry.C_SignInit, Entry.C_Sign, mechanism, key, message, limit);
    }

    private byte[] operate(
            long session, Entry begin, Entry function, Mechanism mechanism, long key, byte[] input, int limit) {
        try (Arena arena = Arena.ofConfined()) {
            functions.call(begin, session, mechanism(arena, mechanism).address(), key);
            MemorySegment in = arena.allocate(Math.max(1, input.length));
            MemorySegment.copy(input, 0, in, ValueLayout.JAVA_BYTE, 0, input.length);
            MemorySegment out = arena.allocate(limit);
            MemorySegment length = arena.allocate(WORD);
            length.set(WORD, 0, limit);
            try {
                functions.call(function, session, in.address(), input.length, out.address(), length.address());
                return bytes(out, length.get(WORD, 0));
            } finally {
                out.fill((byte) 0);
            }
        }
    }

    void generateKeyPair(long session, Mechanism mechanism, List<Attribute> publicHalf, List<Attribute> privateHalf) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment handles = arena.allocate(WORD, 2);
            functions.call(
                    Entry.C_GenerateKeyPair,
                    session,
                    mechanism(arena, mechanism).address(),
                    template(arena, publicHalf).address(),
                    publicHalf.size(),
                    template(arena, privateHalf).address(),
                    privateHalf.size(),
                    handles.address(),
                    handles.address() + WORD.byteSize());
        }
    }

    /** What a function lists for an argument: it is asked for the length, then for that many words. */
    private long[] words(Entry function, long argument) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment count = arena.allocate(WORD);
            functions.call(function, argument, 0, count.address());
            // Some room for what comes between the two calls.
            long room = Math.min(count.get(WORD, 0) + 8, MOST);
            count.set(WORD, 0, room);
            MemorySegment list = arena.allocate(WORD, room);
            functions.call(function, argument, list.address(), count.address());
            return list.asSlice(0, count.get(WORD, 0) * WORD.byteSize()).toArray(WORD);
        }
    }

    private static MemorySegment mechanism(Arena arena, Mechanism mechanism) {
        long[] words = mechanism.parameters();
        MemorySegment parameters = arena.allocate(WORD, Math.max(1, words.length));
        MemorySegment.copy(words, 0, parameters, WORD, 0, words.length);
        MemorySegment struct = arena.allocate(WORD, 3);
        struct.setAtIndex(WORD, 0, mechanism.value());
        struct.setAtIndex(WORD, 1, words.length == 0 ? 0 : parameters.address());
        struct.setAtIndex(WORD, 2, words.length * WORD.byteSize());
        return struct;
    }

    private static MemorySegment template(Arena arena, List<Attribute> attributes) {
        MemorySegment template = arena.allocate(WORD, 3L * Math.max(1, attributes.size()));
        for (int i = 0; i < attributes.size(); i++) {
            byte[] value = attributes.get(i).value();
            template.setAtIndex(WORD, 3L * i, attributes.get(i).type().value());
            template.setAtIndex(
                    WORD,
                    3L * i + 1,
                    arena.allocateFrom(ValueLayout.JAVA_BYTE, value).address());
            template.setAtIndex(WORD, 3L * i + 2, value.length);
        }
        return template;
    }

    private static byte[] bytes(MemorySegment segment, long length) {
        return segment.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
    }

    private static String text(MemorySegment segment, long offset, long length) {
        byte[] padded = segment.asSlice(offset, length).toArray(ValueLayout.JAVA_BYTE);
        return new String(padded, StandardCharsets.UTF_8).replace('\0', ' ').stripTrailing();
    }
}

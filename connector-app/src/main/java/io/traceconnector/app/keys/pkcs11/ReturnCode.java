package io.traceconnector.app.keys.pkcs11;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a PKCS#11 function answers (2.40, section 5.1), and what is to be done about it. */
enum ReturnCode {
    CKR_HOST_MEMORY(0x02, Meaning.OTHER),
    CKR_SLOT_ID_INVALID(0x03, Meaning.TOKEN_GONE),
    CKR_GENERAL_ERROR(0x05, Meaning.OTHER),
    CKR_FUNCTION_FAILED(0x06, Meaning.OTHER),
    CKR_ARGUMENTS_BAD(0x07, Meaning.UNSUITABLE),
    CKR_CANT_LOCK(0x0a, Meaning.OTHER),
    CKR_ATTRIBUTE_SENSITIVE(0x11, Meaning.OTHER),
    CKR_ATTRIBUTE_TYPE_INVALID(0x12, Meaning.OTHER),
    CKR_ATTRIBUTE_VALUE_INVALID(0x13, Meaning.OTHER),
    CKR_ACTION_PROHIBITED(0x1b, Meaning.OTHER),
    CKR_DATA_INVALID(0x20, Meaning.OTHER),
    CKR_DATA_LEN_RANGE(0x21, Meaning.OTHER),
    CKR_DEVICE_ERROR(0x30, Meaning.OTHER),
    CKR_DEVICE_MEMORY(0x31, Meaning.OTHER),
    CKR_DEVICE_REMOVED(0x32, Meaning.TOKEN_GONE),
    CKR_ENCRYPTED_DATA_INVALID(0x40, Meaning.BLOCK_INVALID),
    CKR_ENCRYPTED_DATA_LEN_RANGE(0x41, Meaning.BLOCK_INVALID),
    CKR_FUNCTION_CANCELED(0x50, Meaning.OTHER),
    CKR_FUNCTION_NOT_SUPPORTED(0x54, Meaning.UNSUITABLE),
    CKR_KEY_HANDLE_INVALID(0x60, Meaning.HANDLE_STALE),
    CKR_KEY_SIZE_RANGE(0x62, Meaning.OTHER),
    CKR_KEY_TYPE_INCONSISTENT(0x63, Meaning.OTHER),
    CKR_KEY_FUNCTION_NOT_PERMITTED(0x68, Meaning.UNSUITABLE),
    CKR_MECHANISM_INVALID(0x70, Meaning.UNSUITABLE),
    CKR_MECHANISM_PARAM_INVALID(0x71, Meaning.UNSUITABLE),
    CKR_OBJECT_HANDLE_INVALID(0x82, Meaning.HANDLE_STALE),
    CKR_OPERATION_ACTIVE(0x90, Meaning.OTHER),
    CKR_OPERATION_NOT_INITIALIZED(0x91, Meaning.OTHER),
    CKR_PIN_INCORRECT(0xa0, Meaning.PIN_REFUSED),
    CKR_PIN_INVALID(0xa1, Meaning.PIN_REFUSED),
    CKR_PIN_LEN_RANGE(0xa2, Meaning.PIN_REFUSED),
    CKR_PIN_EXPIRED(0xa3, Meaning.PIN_REFUSED),
    CKR_PIN_LOCKED(0xa4, Meaning.PIN_REFUSED),
    CKR_SESSION_CLOSED(0xb0, Meaning.SESSION_GONE),
    CKR_SESSION_COUNT(0xb1, Meaning.OTHER),
    CKR_SESSION_HANDLE_INVALID(0xb3, Meaning.SESSION_GONE),
    CKR_SESSION_READ_ONLY(0xb5, Meaning.OTHER),
    CKR_TEMPLATE_INCOMPLETE(0xd0, Meaning.OTHER),
    CKR_TEMPLATE_INCONSISTENT(0xd1, Meaning.OTHER),
    CKR_TOKEN_NOT_PRESENT(0xe0, Meaning.TOKEN_GONE),
    CKR_TOKEN_NOT_RECOGNIZED(0xe1, Meaning.TOKEN_GONE),
    CKR_TOKEN_WRITE_PROTECTED(0xe2, Meaning.OTHER),
    CKR_USER_ALREADY_LOGGED_IN(0x100, Meaning.OTHER),
    CKR_USER_NOT_LOGGED_IN(0x101, Meaning.LOGIN_LOST),
    CKR_USER_PIN_NOT_INITIALIZED(0x102, Meaning.PIN_REFUSED),
    CKR_USER_ANOTHER_ALREADY_LOGGED_IN(0x104, Meaning.OTHER),
    CKR_CURVE_NOT_SUPPORTED(0x140, Meaning.OTHER),
    CKR_BUFFER_TOO_SMALL(0x150, Meaning.OTHER),
    CKR_CRYPTOKI_NOT_INITIALIZED(0x190, Meaning.LIBRARY_GONE),
    CKR_CRYPTOKI_ALREADY_INITIALIZED(0x191, Meaning.OTHER),
    CKR_FUNCTION_REJECTED(0x200, Meaning.OTHER);

    /** What a caller makes of a code. */
    enum Meaning {
        /** The block is definitely not one for the key. */
        BLOCK_INVALID,
        /** Another session may do. */
        SESSION_GONE,
        /** The key must be found anew. */
        HANDLE_STALE,
        LOGIN_LOST,
        TOKEN_GONE,
        LIBRARY_GONE,
        /** Never tried a second time. */
        PIN_REFUSED,
        /** The token does not do this with this key. */
        UNSUITABLE,
        /** Says nothing for certain. */
        OTHER
    }

    private static final Map<Long, ReturnCode> BY_VALUE =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(code -> code.value, Function.identity()));

    private final long value;
    private final Meaning meaning;

    ReturnCode(long value, Meaning meaning) {
        this.value = value;
        this.meaning = meaning;
    }

    static Optional<ReturnCode> of(long value) {
        return Optional.ofNullable(BY_VALUE.get(value));
    }

    Meaning meaning() {
        return meaning;
    }
}

package io.traceconnector.app.keys.pkcs11;

import io.traceconnector.api.Default;
import io.traceconnector.api.SecretSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A token behind a PKCS#11 library, named by exactly one of {@code token-label}, {@code serial} and {@code slot}.
 *
 * @param library the shared object that the token's vendor provides
 * @param slot the number (CK_SLOT_ID) of the slot that the token is in; with some libraries it changes with each start
 * @param pin of the token's user
 * @param sessions with the token that are in use at a time, 1 to 1024; who finds none free waits in the order of arrival until its deadline
 * @param threads that may be in calls of the library at a time, {@code sessions} to 4096: the difference is how many calls may be late
 *     before everybody waits for them
 * @param retry pause before a token that went away is tried again, 10ms to 1h; it doubles with each attempt that fails
 * @param maxRetry where the pause stops growing, {@code retry} to 1h
 */
public record HsmConfig(
        Path library,
        Optional<String> tokenLabel,
        Optional<String> serial,
        Optional<Long> slot,
        SecretSource pin,
        @Default("8") int sessions,
        @Default("16") int threads,
        @Default("1s") Duration retry,
        @Default("30s") Duration maxRetry) {

    private static final Duration LONGEST = Duration.ofHours(1);

    public HsmConfig {
        require(
                Stream.of(tokenLabel, serial, slot).filter(Optional::isPresent).count() == 1,
                "a token is named by exactly one of token-label, serial and slot");
        require(slot.stream().allMatch(number -> number >= 0), "slot must not be negative");
        require(sessions >= 1 && sessions <= 1024, "sessions must be 1 to 1024");
        require(threads >= sessions && threads <= 4096, "threads must be as many as sessions, to 4096");
        require(
                retry.compareTo(Duration.ofMillis(10)) >= 0 && retry.compareTo(LONGEST) <= 0,
                "retry must be 10ms to 1h");
        require(
                maxRetry.compareTo(retry) >= 0 && maxRetry.compareTo(LONGEST) <= 0,
                "max-retry must be as long as retry, to 1h");
    }

    /** The token with a label, everything else as it is when nothing is configured. */
    public static HsmConfig ofToken(Path library, String label, SecretSource pin) {
        return new HsmConfig(
                library,
                Optional.of(label),
                Optional.empty(),
                Optional.empty(),
                pin,
                8,
                16,
                Duration.ofSeconds(1),
                Duration.ofSeconds(30));
    }

    boolean names(TokenInfo token) {
        return tokenLabel.stream().allMatch(token.label()::equals)
                && serial.stream().allMatch(token.serial()::equals)
                && slot.stream().allMatch(number -> number == token.slot());
    }

    /** How the token is named, for an operator. */
    String token() {
        return tokenLabel
                .map(label -> "the token labelled " + label)
                .or(() -> serial.map(number -> "the token with serial " + number))
                .or(() -> slot.map(number -> "the token in slot " + number))
                .orElseThrow();
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}

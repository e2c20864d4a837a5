package io.traceconnector.app;

import io.traceconnector.api.HealthCheck;
import io.traceconnector.chainscript.Algorithms;
import io.traceconnector.chainscript.Operation;
import io.traceconnector.chainscript.ProviderChoice;
import io.traceconnector.chainscript.ProviderChoice.Refusal;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Which security provider serves each operation with the keys of files, as operators are told.
 *
 * @param nativeCode whether private RSA keys are served by code for this kind of machine
 * @param refusals those that gave wrong answers
 */
record CryptoProviders(Algorithms algorithms, boolean nativeCode, Set<Refusal> refusals) {

    private static final Logger LOG = LoggerFactory.getLogger(CryptoProviders.class);
    private static final String SLOWDOWN =
            "no native provider serves on this machine: private RSA keys take about three times as long";

    static CryptoProviders choose() {
        return of(ProviderChoice.atHand());
    }

    static CryptoProviders of(ProviderChoice choice) {
        Algorithms fastest = choice.fastest();
        String unwrapping = fastest.provider(Operation.RSA_UNWRAP);
        boolean nativeCode = choice.nativeProvider().filter(unwrapping::equals).isPresent();
        return new CryptoProviders(fastest, nativeCode, Set.copyOf(choice.refusals()));
    }

    void log() {
        LoggingEventBuilder line = LOG.atInfo();
        for (Operation operation : Operation.values()) {
            line = line.addKeyValue(operation.word(), algorithms.provider(operation));
        }
        line.log(nativeCode ? "security providers are chosen" : "security providers are chosen; " + SLOWDOWN);
        refusals.forEach(
                refusal -> LOG.atWarn()
                        .addKeyValue("provider", refusal.provider())
                        .addKeyValue("operation", refusal.operation().word())
                        .log(
                                "a security provider failed its self-test and is not used for this operation; please report this"));
    }

    HealthCheck.Health health() {
        String detail = Arrays.stream(Operation.values())
                .map(operation -> operation.word() + "=" + algorithms.provider(operation))
                .collect(Collectors.joining(", "));
        if (!nativeCode) {
            detail += "; " + SLOWDOWN;
        }
        if (!refusals.isEmpty()) {
            detail += refusals.stream()
                    .map(refusal ->
                            refusal.provider() + " at " + refusal.operation().word())
                    .sorted()
                    .collect(Collectors.joining(", ", "; refused after a self-test: ", ""));
        }
        return new HealthCheck.Health(HealthCheck.State.UP, detail, Optional.empty());
    }
}

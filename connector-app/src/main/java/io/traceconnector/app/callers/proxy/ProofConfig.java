package io.traceconnector.app.callers.proxy;

import io.traceconnector.api.Default;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a proxy proves that what it says of somebody is its own word: exactly one of these.
 *
 * @param none that it comes from a trusted address is enough; only where all of them are loopback addresses
 */
public record ProofConfig(
        Optional<MtlsConfig> mtls,
        Optional<HmacConfig> hmac,
        @Default("false") boolean none) {

    public ProofConfig {
        if (Stream.of(mtls.isPresent(), hmac.isPresent(), none)
                        .filter(given -> given)
                        .count()
                != 1) {
            throw new IllegalArgumentException("proof must be exactly one of mtls, hmac and none: true");
        }
    }
}

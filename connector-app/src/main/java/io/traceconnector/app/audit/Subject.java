package io.traceconnector.app.audit;

import java.util.Optional;

/**
 * Who did something. Holds nothing of a credential.
 *
 * @param id with its kind before it, {@code service-account:…}; empty where nobody was recognised
 * @param onBehalfOf whom it says that it acts for
 * @param credential tells two credentials of one subject apart; empty where there was none
 * @param address where the request comes from, by the word of trusted proxies
 */
public record Subject(Optional<String> id, Optional<String> onBehalfOf, String credential, String address) {

    /** Nobody was recognised. */
    public static Subject unknown(String address) {
        return new Subject(Optional.empty(), Optional.empty(), "", address);
    }
}

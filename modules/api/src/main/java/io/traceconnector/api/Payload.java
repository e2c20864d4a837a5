package io.traceconnector.api;

/** What a link's data is to us. */
public sealed interface Payload {

    /** Encrypted for us, and opened: canonical JSON. */
    record Opened(Json data) implements Payload {}

    /** Never encrypted; JSON {@code null} where the link has no data. */
    record Plain(Json data) implements Payload {}

    /** Encrypted, and none of our keys is among its recipients. */
    record NotForUs() implements Payload {}

    /** Stays closed. Never passed off as data. */
    record Closed(Reason reason) implements Payload {}

    enum Reason {
        /** The stated hash, a signature or the form's hash does not match what was received. */
        UNVERIFIED,
        /** Our key was named, but the envelope does not open. */
        UNDECRYPTABLE,
        /** The same wrapped key was seen under another link. */
        COPIED,
        /** Larger than the configured limit. */
        TOO_LARGE,
        /** The key provider is away; never the state of a link that a consumer is given. */
        UNAVAILABLE;

        /** The reason as it is spelt outside: lower case, hyphens. */
        public String code() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }
}

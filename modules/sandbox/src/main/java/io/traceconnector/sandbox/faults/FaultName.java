package io.traceconnector.sandbox.faults;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What can go wrong. The rate of a fault is counted by its unit. */
public enum FaultName {
    /** Waits {@code millis} before the request is handled. */
    LATENCY(Unit.REQUEST),
    /** 429 with {@code Retry-After: 1}. */
    TOO_MANY_REQUESTS(Unit.REQUEST),
    /** 500, 502 or 503. */
    SERVER_ERROR(Unit.REQUEST),
    /** 200 with text that is not JSON. */
    GARBAGE(Unit.REQUEST),
    /** The connection is closed in the middle of the answer. */
    CUT_CONNECTION(Unit.REQUEST),
    /** 401 for a good token. */
    EXPIRED_TOKEN(Unit.REQUEST),
    /** The page before it is served once more in front of a page of links. */
    DUPLICATED_PAGE(Unit.REQUEST),
    /** A page of links comes backwards. */
    OUT_OF_ORDER_PAGE(Unit.REQUEST),
    /** {@code after} is refused on pages of links. */
    REFUSED_CURSOR(Unit.REQUEST),
    /** The stated hash is not that of the link. */
    WRONG_HASH(Unit.LINK),
    /** A signature is altered; the hash fits. */
    WRONG_SIGNATURE(Unit.LINK),
    /** The content is altered under the old signatures; the hash fits. */
    REWRITTEN_LINK(Unit.LINK),
    /** The link is left out of pages; their total stays. */
    REMOVED_LINK(Unit.LINK),
    /** Data and recipients are those of another link, signed by a key of no account; the hash fits. */
    COPIED_CIPHERTEXT(Unit.LINK),
    /** Signed by a key of no account instead; the hash fits. */
    FORGED_SIGNER(Unit.LINK),
    /** Another key is given out as an organisation's encryption key. */
    RECIPIENT_KEY_CHANGED(Unit.KEY),
    /** An organisation's encryption key is not given out. */
    RECIPIENT_KEY_MISSING(Unit.KEY),
    /** What is given out as an organisation's encryption key is none. */
    RECIPIENT_KEY_MALFORMED(Unit.KEY),
    /** A workflow is given out without its groups. */
    GROUPS_MISSING(Unit.WORKFLOW);

    /** What a rate counts. By link, key and workflow a fault strikes the same ones each time, for one seed. */
    public enum Unit {
        REQUEST,
        LINK,
        KEY,
        WORKFLOW
    }

    private final Unit unit;

    FaultName(Unit unit) {
        this.unit = unit;
    }

    public Unit unit() {
        return unit;
    }

    /** The name as it is spelt outside: lower case, hyphens. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<FaultName> of(String code) {
        return Arrays.stream(values()).filter(name -> name.code().equals(code)).findFirst();
    }
}

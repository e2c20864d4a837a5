package io.traceconnector.app.decrypt;

import io.traceconnector.api.LinkHash;
import io.traceconnector.api.Payload.Reason;
import io.traceconnector.api.Verification;
import io.traceconnector.api.Verification.Parent;
import io.traceconnector.app.keys.KeyId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What is known of one received link before it is seen beside others. */
sealed interface Examination {

    Opening opening();

    /** What the link is known by; empty where it was not read. */
    Optional<Sha256> identity();

    Verification verification(Parent parent, Function<KeyId, Optional<String>> accounts);

    /** It could not, or must not, be read. */
    record Unread(Reason reason) implements Examination {

        @Override
        public Opening opening() {
            return Opening.closed(reason);
        }

        @Override
        public Optional<Sha256> identity() {
            return Optional.empty();
        }

        @Override
        public Verification verification(Parent parent, Function<KeyId, Optional<String>> accounts) {
            return new Verification(false, List.of(), Parent.UNCHECKED);
        }
    }

    /** @param stated empty where the recomputed hash stands in */
    record Read(LinkText text, LinkFacts facts, Optional<LinkHash> stated, Opening opening) implements Examination {

        /** Read again where it is too long to be remembered. */
        Heading heading() {
            return facts.heading().orElseGet(() -> Heading.of(text.link()));
        }

        boolean hashMatches() {
            return facts.isStatedBy(stated);
        }

        @Override
        public Optional<Sha256> identity() {
            return Optional.of(facts.identity());
        }

        @Override
        public Verification verification(Parent parent, Function<KeyId, Optional<String>> accounts) {
            return facts.verification(hashMatches(), parent, accounts);
        }
    }
}

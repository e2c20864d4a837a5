package io.traceconnector.app.seal;

import io.traceconnector.api.LinkValidator;
import io.traceconnector.api.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks every validator about a link before it is sealed, in order; one that fails refuses the link. Safe for many threads. */
public final class Validation {

    /** Further reasons are counted, not told. */
    private static final int MOST_REASONS = 100;

    private static final Logger LOG = LoggerFactory.getLogger(Validation.class);

    private final Supplier<List<LinkValidator>> validators;

    /** @param validators asked for each link anew; throws {@link ProblemException} where a module that judges links does not run */
    public Validation(Supplier<List<LinkValidator>> validators) {
        this.validators = validators;
    }

    /** @throws ProblemException 422 {@code link_invalid} with every reason of every validator, 503 where one cannot be asked */
    public void check(LinkValidator.Draft draft) {
        List<LinkValidator.Reason> reasons = new ArrayList<>();
        for (LinkValidator validator : validators.get()) {
            reasons.addAll(judge(validator, draft));
        }
        if (!reasons.isEmpty()) {
            throw new ProblemException(
                    422,
                    "link_invalid",
                    "The link breaks " + reasons.size() + (reasons.size() == 1 ? " rule." : " rules."),
                    Map.of(
                            "reasons",
                            reasons.stream()
                                    .limit(MOST_REASONS)
                                    .map(Validation::told)
                                    .toList()));
        }
    }

    /** The module's boundary: what it throws is not a verdict. */
    private static List<LinkValidator.Reason> judge(LinkValidator validator, LinkValidator.Draft draft) {
        try {
            return validator.validate(draft);
        } catch (RuntimeException e) {
            LOG.atError()
                    .addKeyValue("validator", validator.getClass().getName())
                    .addKeyValue("error", e.getClass().getName())
                    .log("a module failed to judge a link, which is refused");
            throw new ProblemException(
                    503, "validation_failed", "A module that judges links fails; the link is not written.");
        }
    }

    private static Map<String, String> told(LinkValidator.Reason reason) {
        return Map.of("path", reason.path(), "code", reason.code(), "message", reason.message());
    }
}

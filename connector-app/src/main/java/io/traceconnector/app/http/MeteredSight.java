package io.traceconnector.app.http;

import io.traceconnector.api.Condition;
import io.traceconnector.api.FieldRule;
import io.traceconnector.api.Payload;
import io.traceconnector.api.Segment;
import io.traceconnector.api.Sight;
import io.traceconnector.app.callers.CallerSession;
import io.traceconnector.app.callers.usage.Usage;
import java.util.List;
import java.util.Optional;

/** What a caller sees, with a count of the links that were decrypted for it. */
record MeteredSight(Sight sight, Runnable decrypted) implements Sight {

    /** The same session, whose caller's links are counted. */
    static CallerSession of(CallerSession session, Usage usage) {
        return switch (session) {
            case CallerSession.Recognised recognised -> recognised;
            case CallerSession.Entered entered ->
                entered.seeing(new MeteredSight(entered.caller().sight(), counter(entered, usage)));
        };
    }

    /** Counts a link each time it runs. */
    static Runnable counter(CallerSession.Entered entered, Usage usage) {
        return () -> usage.decrypted(entered.tenant().id(), entered.principal().id(), 1);
    }

    @Override
    public Condition rows() {
        return sight.rows();
    }

    @Override
    public List<FieldRule> fields() {
        return sight.fields();
    }

    @Override
    public Optional<Segment> of(Segment link) {
        Optional<Segment> seen = sight.of(link);
        if (seen.isPresent() && link.payload() instanceof Payload.Opened) {
            decrypted.run();
        }
        return seen;
    }
}
